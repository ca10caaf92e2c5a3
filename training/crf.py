"""Linear-chain CRFs: likelihood with gradients, marginals, best path. Float64 inside, compiled by numba.

`emissions` holds one row a word; `starts` cuts the rows into sequences. `transitions[p, t]` scores tag `t` after tag
`p`, its last row the first tag of a sequence; forbidden ones are `FORBIDDEN`.
"""

import math

import numba
import numpy as np
import torch

FORBIDDEN = -1e4


def transition_mask(tags):
    """0 where a tag may follow, `FORBIDDEN` where an I would follow something else than its own B or I."""
    mask = np.zeros((len(tags) + 1, len(tags)), np.float32)
    for before in range(len(tags) + 1):
        for tag, name in enumerate(tags):
            if name[0] == "I" and (before == len(tags) or tags[before][2:] != name[2:]):
                mask[before, tag] = FORBIDDEN
    return mask


@numba.njit(cache=True, nogil=True)
def forward_backward(emissions, starts, transitions, node, edge):
    """Writes the tags' marginals into `node` and adds expected transition counts to `edge`; returns the log-partition."""
    tags = emissions.shape[1]
    longest = 0
    for s in range(len(starts) - 1):
        longest = max(longest, starts[s + 1] - starts[s])
    alpha = np.zeros((longest, tags))
    beta = np.zeros((longest, tags))
    weight = np.zeros((longest, tags))
    scale = np.zeros(longest)
    step = np.zeros((tags + 1, tags))
    for p in range(tags + 1):
        for t in range(tags):
            step[p, t] = math.exp(transitions[p, t]) if transitions[p, t] > -1000.0 else 0.0
    total = 0.0
    for s in range(len(starts) - 1):
        first = starts[s]
        n = starts[s + 1] - first
        if n == 0:
            continue
        for i in range(n):
            top = emissions[first + i, 0]
            for t in range(1, tags):
                top = max(top, emissions[first + i, t])
            for t in range(tags):
                weight[i, t] = math.exp(emissions[first + i, t] - top)
            total += top
        for i in range(n):
            norm = 0.0
            for t in range(tags):
                v = 0.0
                if i == 0:
                    v = step[tags, t]
                else:
                    for p in range(tags):
                        v += alpha[i - 1, p] * step[p, t]
                alpha[i, t] = v * weight[i, t]
                norm += alpha[i, t]
            norm = max(norm, 1e-300)
            scale[i] = norm
            total += math.log(norm)
            for t in range(tags):
                alpha[i, t] /= norm
        for t in range(tags):
            beta[n - 1, t] = 1.0
        for i in range(n - 2, -1, -1):
            for t in range(tags):
                weight[i + 1, t] *= beta[i + 1, t] / scale[i + 1]
            for p in range(tags):
                v = 0.0
                for t in range(tags):
                    v += step[p, t] * weight[i + 1, t]
                beta[i, p] = v
            for p in range(tags):
                for t in range(tags):
                    edge[p, t] += alpha[i, p] * step[p, t] * weight[i + 1, t]
        for i in range(n):
            for t in range(tags):
                node[first + i, t] = alpha[i, t] * beta[i, t]
        for t in range(tags):
            edge[tags, t] += node[first, t]
    return total


@numba.njit(cache=True, nogil=True)
def path_score(emissions, starts, transitions, gold, node, edge):
    """Score of the gold path; takes its counts from `node` and `edge`, which so become the gradient of the NLL."""
    tags = emissions.shape[1]
    total = 0.0
    for s in range(len(starts) - 1):
        before = tags
        for i in range(starts[s], starts[s + 1]):
            tag = gold[i]
            total += emissions[i, tag] + transitions[before, tag]
            node[i, tag] -= 1.0
            edge[before, tag] -= 1.0
            before = tag
    return total


@numba.njit(cache=True, nogil=True)
def best_path(emissions, starts, transitions):
    """Viterbi: the best tag of every row."""
    rows, tags = emissions.shape
    out = np.zeros(rows, np.int64)
    score = np.zeros(tags)
    new = np.zeros(tags)
    back = np.zeros((rows, tags), np.int64)
    for s in range(len(starts) - 1):
        first, end = starts[s], starts[s + 1]
        if first == end:
            continue
        for i in range(first, end):
            for t in range(tags):
                best, via = transitions[tags, t], 0
                if i > first:
                    best = score[0] + transitions[0, t]
                    for p in range(1, tags):
                        v = score[p] + transitions[p, t]
                        if v > best:
                            best, via = v, p
                new[t] = best + emissions[i, t]
                back[i, t] = via
            for t in range(tags):
                score[t] = new[t]
        tag = 0
        for t in range(tags):
            if score[t] > score[tag]:
                tag = t
        for i in range(end - 1, first - 1, -1):
            out[i] = tag
            tag = back[i, tag]
    return out


class NegativeLogLikelihood(torch.autograd.Function):
    """Of the wanted tags, summed over all sequences.

    `wanted` is one tag for each row, or, as teachers give them, one probability for each row and tag. The latter say
    nothing of the transitions, which then get no gradient.
    """

    @staticmethod
    def forward(ctx, emissions, transitions, mask, wanted, starts):
        e = emissions.detach().cpu().numpy().astype(np.float64)
        t = np.where(mask.cpu().numpy() < 0, FORBIDDEN, transitions.detach().cpu().numpy()).astype(np.float64)
        node, edge = np.zeros_like(e), np.zeros_like(t)
        loss = forward_backward(e, starts, t, node, edge)
        if wanted.ndim == 1:
            loss -= path_score(e, starts, t, wanted, node, edge)
        else:
            loss -= (wanted * e).sum()
            node -= wanted
            edge[:] = 0
        like = lambda array: torch.from_numpy(array.astype(np.float32)).to(emissions.device)
        ctx.save_for_backward(like(node), like(edge))
        return torch.tensor(loss, dtype=torch.float32, device=emissions.device)

    @staticmethod
    def backward(ctx, gradient):
        node, edge = ctx.saved_tensors
        return gradient * node, gradient * edge, None, None, None
