"""The training loop that the teachers and the student share."""

import copy
import multiprocessing
import random
import time
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from articles import (
    contiguous,
    cue_window,
    distance_bucket,
    relation_tags,
    soft_relation_tags,
    training_windows,
)
from augment import join_paragraphs
from crf import NegativeLogLikelihood
from model import Batch, MaskPool

RELATION_WEIGHT = 0.7
CLIP = 2.0
WARM_UP = 0.06
AVERAGE_EVERY, AVERAGE_DECAY = 4, 0.985
PART_OF_CUE = 0.5
"""How often a cue of several parts is asked about by one part only, which is how it is found in use."""
POOL = 60
"""Batches are cut from this many articles' windows sorted by length, so that little is padded."""


@dataclass
class Settings:
    """How a network is trained."""

    rate: float
    head_rate: float
    batch_pieces: int
    dropout: float
    seed: int
    device: str
    bfloat16: bool
    workers: int


def add_arguments(parser, rate, batch):
    """The arguments that become settings."""
    parser.add_argument("--rate", type=float, default=rate)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--batch", type=int, default=batch, help="pieces in a batch")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=0, help="processes that cut batches; 0: none")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--float32", action="store_true", help="no bfloat16 in the encoder's products (slower)")


def settings_of(options):
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    return Settings(
        options.rate,
        options.head_rate,
        options.batch,
        options.dropout,
        options.seed,
        options.device,
        not options.float32,
        options.workers,
    )


class Cutter:
    """Cuts a pool of articles into batches of windows."""

    def __init__(self, wordpiece, longest, batch_pieces, augmenter):
        self.wordpiece, self.longest, self.batch_pieces, self.augmenter = wordpiece, longest, batch_pieces, augmenter

    def __call__(self, job):
        articles, seed = job
        rng = random.Random(seed)
        windows = []
        for article in articles:
            if article.soft is None:
                self.augmenter.rng = rng
                variant = self.augmenter(article)
            else:
                variant = join_paragraphs(article, self.wordpiece, rng)
            windows += [(variant, units) for units in training_windows(variant, rng, self.longest)]
        length = lambda window: 1 + sum(window[0].unit_pieces[unit] for unit in window[1])
        batches, current, longest = [], [], 0
        for window in sorted(windows, key=length):
            longest = max(longest, length(window))
            if current and longest * (len(current) + 1) > self.batch_pieces:
                batches.append(current)
                current, longest = [], length(window)
            current.append(window)
        if current:
            batches.append(current)
        rng.shuffle(batches)
        return [Questions(windows, self.wordpiece, rng) for windows in batches]


class Questions:
    """A batch of windows with all that is asked about them: every word's tag, and for every cue that lies wholly in a
    window, which words belong to it, and how."""

    def __init__(self, windows, wordpiece, rng):
        self.batch = Batch(windows, wordpiece)
        soft = windows[0][0].soft is not None
        tags = [article.soft.tags if soft else article.tags for article, _ in windows]
        self.tags = np.concatenate([tags[words] for tags, words in zip(tags, self.batch.words)])
        if soft:
            self.tags = self.tags.astype(np.float64)
        lengths = [article.units[unit][1] - article.units[unit][0] for article, units in windows for unit in units]
        self.starts = np.concatenate([[0], np.cumsum(lengths)])
        self.rows, self.buckets, self.cue_of_row, self.cue_rows = [], [], [], []
        wanted, starts, base = [], [0], 0
        for (article, _), words, place in zip(windows, self.batch.words, self.batch.place):
            asked = article.soft.cues if soft else [(a.cue, None, a) for a in article.attributions if a.cue]
            for cue, first, answer in asked:
                if not all(i in place for i in cue):
                    continue
                parts = contiguous(cue, article.paragraphs)
                if not soft and len(parts) > 1 and rng.random() < PART_OF_CUE:
                    cue = rng.choice(parts)
                start, end = cue_window(article, cue)
                inside = [i for i in range(start, end) if i in place]
                low, high = inside[0], inside[-1] + 1
                if soft:
                    tags = soft_relation_tags(first, answer, low, high)
                else:
                    tags = relation_tags(article, answer, low, high, set(answer.cue))
                cue_words = set(cue)
                self.rows += [base + place[i] for i in inside]
                self.buckets += [distance_bucket(i, cue, cue_words) for i in inside]
                self.cue_of_row += [len(self.cue_rows)] * len(inside)
                wanted.append(tags[np.array(inside) - low])
                starts.append(starts[-1] + len(inside))
                self.cue_rows.append([base + place[i] for i in cue])
            base += len(words)
        self.relation_tags = np.concatenate(wanted) if wanted else None
        self.relation_starts = np.array(starts)
        # What only the cutting needed would have to travel between processes.
        self.batch.place = None

    def loss(self, network, drop, bfloat16):
        """The tagger's and the relation head's loss, each summed over its words."""
        hidden = drop(self.batch.encode(network, drop, bfloat16))
        tagger = NegativeLogLikelihood.apply(
            network.tagger(hidden), network.transitions, network.transition_mask, self.tags, self.starts
        )
        if not self.cue_rows:
            return tagger, torch.zeros((), device=hidden.device)
        on_device = lambda values, kind=torch.long: torch.tensor(values, dtype=kind, device=hidden.device)
        flat = on_device([row for cue in self.cue_rows for row in cue])
        owner = on_device([k for k, cue in enumerate(self.cue_rows) for _ in cue])
        sizes = on_device([len(cue) for cue in self.cue_rows], torch.float32)
        sums = torch.zeros(len(self.cue_rows), hidden.shape[1], device=hidden.device).index_add(0, owner, hidden[flat])
        scores = network.relations(
            hidden, on_device(self.rows), sums / sizes[:, None], on_device(self.cue_of_row), on_device(self.buckets)
        )
        relation = NegativeLogLikelihood.apply(
            scores, network.relation_transitions, network.relation_mask, self.relation_tags, self.relation_starts
        )
        return tagger, relation


class RunningMean:
    """An exponential average of all weights along the way."""

    def __init__(self, network):
        self.network = copy.deepcopy(network).eval()

    @torch.no_grad()
    def update(self, network):
        theirs = list(network.parameters())
        torch._foreach_lerp_(list(self.network.parameters()), theirs, 1 - AVERAGE_DECAY)


def dropout(settings):
    if settings.device == "cpu":
        return MaskPool(settings.dropout, torch.Generator().manual_seed(settings.seed))
    return lambda x: functional.dropout(x, settings.dropout)


def pools(articles, rng):
    """The articles in an order of chance, in pools; each with a seed of its own."""
    order = list(articles)
    rng.shuffle(order)
    return [(order[at : at + POOL], rng.random()) for at in range(0, len(order), POOL)]


def cut(jobs, cutter, workers):
    """The batches of the pools, in order."""
    if not workers:
        yield from map(cutter, jobs)
        return
    # Forked, so that the articles need not be sent.
    _SHARED["jobs"], _SHARED["cutter"] = jobs, cutter
    with multiprocessing.get_context("fork").Pool(workers) as processes:
        yield from processes.imap(_cut_shared, range(len(jobs)))


_SHARED = {}


def _cut_shared(index):
    return _SHARED["cutter"](_SHARED["jobs"][index])


def fit(network, rounds, cutter, settings, after_round):
    """Trains on the rounds, each a list of pools; returns the running mean of the weights.

    `after_round(number, network, mean)` is called after each.
    """
    encoder = list(network.encoder.parameters())
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": encoder, "rate": settings.rate}, {"params": heads, "rate": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, lr=settings.rate, weight_decay=0.01, fused=True)
    drop, mean, began = dropout(settings), RunningMean(network), time.time()
    total = sum(sum(article.unit_pieces) for jobs in rounds for articles, _ in jobs for article in articles)
    seen, step = 0, 0
    for number, jobs in enumerate(rounds):
        network.train()
        if settings.device == "cpu":
            drop.refill()
        sums, words = np.zeros(2), 0
        for batches in cut(jobs, cutter, settings.workers):
            for questions in batches:
                progress = min(1.0, seen / total)
                for group in optimiser.param_groups:
                    group["lr"] = group["rate"] * (min(1.0, progress / WARM_UP) * (1.0 - progress) + 1e-3)
                tagger, relation = questions.loss(network, drop, settings.bfloat16)
                ((tagger + RELATION_WEIGHT * relation) / len(questions.tags)).backward()
                nn.utils.clip_grad_norm_(network.parameters(), CLIP)
                optimiser.step()
                optimiser.zero_grad()
                if step % AVERAGE_EVERY == 0:
                    mean.update(network)
                step += 1
                seen += questions.batch.size
                sums += tagger.item(), relation.item()
                words += len(questions.tags)
                if step % 100 == 0:
                    seconds = time.time() - began
                    losses = "tagger {:.4f} relation {:.4f}".format(*(sums / words))
                    print(f"round {number} {seen / total:.0%} {seconds:.0f}s {losses}", flush=True)
                    sums, words = np.zeros(2), 0
        seconds = time.time() - began
        print(f"=== round {number} after {seconds:.0f}s, {seen / seconds:.0f} pieces a second", flush=True)
        after_round(number, network, mean.network)
    return mean.network
