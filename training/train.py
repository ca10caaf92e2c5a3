#!/usr/bin/env python3
"""Fine-tunes the deep engine on annotated news. See README.md for the steps before and after."""

import argparse
import copy
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

import decode
from articles import contiguous, cue_window, distance_bucket, read_articles, relation_tags, training_windows
from augment import Augmenter
from crf import NegativeLogLikelihood
from model import Batch, MaskPool, Network
from wordpiece import WordPiece, choose_vocabulary

BATCH_PIECES = 1700
POOL = 16
"""Batches are cut from this many batches' windows sorted by length, so that little is padded."""
RELATION_WEIGHT = 0.7
LOSS_SCALE = 1200
CLIP = 2.0
WARM_UP = 0.06
AVERAGE_EVERY, AVERAGE_DECAY = 4, 0.985
PART_OF_CUE = 0.5
"""How often a cue of several parts is asked about by one part only, which is how it is found in use."""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder with MiniLM's model.safetensors and vocab.txt")
    parser.add_argument("--train", required=True, help="training articles, JSON lines")
    parser.add_argument("--dev", required=True, help="development articles, JSON lines")
    parser.add_argument("--gold", required=True, help="gold folder of the development articles, for the scorer")
    parser.add_argument("--scorer", required=True, help="the scoring script")
    parser.add_argument("--out", required=True, help="prefix of what is written")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--init-seed", type=int, help="seed of the heads' first weights [default: --seed]; runs that share it can be averaged")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--vocabulary", type=int, default=20000)
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--float32", action="store_true", help="no bfloat16 in the encoder's products (slower)")
    parser.add_argument("--limit", type=int, default=0, help="only so many articles, to try things")
    parser.add_argument("--held-out", default="", help="publishers (name prefixes, comma-separated) left out of training")
    return parser.parse_args()


def batches(articles, augment, rng):
    windows = []
    for article in articles:
        variant = augment(article)
        windows += [(variant, units) for units in training_windows(variant, rng)]
    rng.shuffle(windows)
    length = lambda window: 1 + sum(window[0].unit_pieces[unit] for unit in window[1])
    pool = POOL * 9
    out = []
    for at in range(0, len(windows), pool):
        current, longest = [], 0
        for window in sorted(windows[at : at + pool], key=length):
            longest = max(longest, length(window))
            if current and longest * (len(current) + 1) > BATCH_PIECES:
                out.append(current)
                current, longest = [], length(window)
            current.append(window)
        if current:
            out.append(current)
    rng.shuffle(out)
    return out


def relation_batch(windows, batch, rng):
    """The questions of head 2: for every cue that lies wholly in a window, which words belong to it, and how."""
    rows, buckets, cue_of_row, tags, starts, cue_rows = [], [], [], [], [0], []
    base = 0
    for (article, _), words, place in zip(windows, batch.words, batch.place):
        for attribution in article.attributions:
            cue = attribution.cue
            if not cue or not all(i in place for i in cue):
                continue
            parts = contiguous(cue, article.paragraphs)
            if len(parts) > 1 and rng.random() < PART_OF_CUE:
                cue = rng.choice(parts)
            start, end = cue_window(article, cue)
            inside = [i for i in range(start, end) if i in place]
            cue_words = set(cue)
            wanted = relation_tags(article, attribution, inside[0], inside[-1] + 1, set(attribution.cue))
            rows += [base + place[i] for i in inside]
            buckets += [distance_bucket(i, cue, cue_words) for i in inside]
            cue_of_row += [len(cue_rows)] * len(inside)
            tags.append(wanted[np.array(inside) - inside[0]])
            starts.append(starts[-1] + len(inside))
            cue_rows.append([base + place[i] for i in cue])
        base += len(words)
    return rows, buckets, cue_of_row, tags, starts, cue_rows


def loss_of(network, windows, wordpiece, drop, rng, bfloat16):
    batch = Batch(windows, wordpiece)
    with torch.autocast("cpu", torch.bfloat16, enabled=bfloat16):
        hidden = batch.encode(network, drop)
    hidden = drop(hidden.float())
    gold = np.concatenate([article.tags[words] for (article, _), words in zip(windows, batch.words)])
    starts = [0]
    for article, units in windows:
        for unit in units:
            starts.append(starts[-1] + article.units[unit][1] - article.units[unit][0])
    tagger = NegativeLogLikelihood.apply(
        network.tagger(hidden), network.transitions, network.transition_mask, gold, np.array(starts)
    )
    relation = torch.zeros(())
    rows, buckets, cue_of_row, tags, starts, cue_rows = relation_batch(windows, batch, rng)
    if cue_rows:
        flat = torch.tensor([row for cue in cue_rows for row in cue])
        owner = torch.tensor([k for k, cue in enumerate(cue_rows) for _ in cue])
        sizes = torch.tensor([len(cue) for cue in cue_rows], dtype=torch.float32)
        cues = torch.zeros(len(cue_rows), hidden.shape[1]).index_add(0, owner, hidden[flat]) / sizes[:, None]
        scores = network.relations(hidden, torch.tensor(rows), cues, torch.tensor(cue_of_row), torch.tensor(buckets))
        relation = NegativeLogLikelihood.apply(
            scores, network.relation_transitions, network.relation_mask, np.concatenate(tags), np.array(starts)
        )
    return tagger, relation, batch.size, len(gold)


def figures(network, articles, wordpiece, options, name, bfloat16):
    scored, _ = decode.score(network, articles, wordpiece, bfloat16=bfloat16)
    path = f"{options.out}-{name}.jsonl"
    decode.write_system(path, [(one.article, decode.decode(network, one)) for one in scored])
    command = [sys.executable, options.scorer, "--gold", options.gold, "--system", path, "--boot", "50"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = ("content match", "content exact", "cue overlap", "source head |", "HEADLINE  ")
    return "\n".join(line for line in report.splitlines() if line.startswith(wanted))


class RunningMean:
    """An exponential average of all weights along the way."""

    def __init__(self, network):
        self.network = copy.deepcopy(network).eval()

    @torch.no_grad()
    def update(self, network):
        theirs = list(network.parameters())
        torch._foreach_lerp_(list(self.network.parameters()), theirs, 1 - AVERAGE_DECAY)


def main():
    options = arguments()
    torch.manual_seed(options.seed if options.init_seed is None else options.init_seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.seed)
    bfloat16 = not options.float32
    base = Path(options.base)
    train, dev = (read_articles(path, options.limit) for path in (options.train, options.dev))
    if options.held_out:
        train = [article for article in train if not article.name.startswith(tuple(options.held_out.split(",")))]
    all_pieces = (base / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = {word for article in train + dev for word in article.words}
    kept = choose_vocabulary(all_pieces, sorted(words), options.vocabulary)
    wordpiece = WordPiece([all_pieces[number] for number in kept])
    for article in train + dev:
        article.prepare(wordpiece)
    augment = Augmenter(train, wordpiece, rng)
    network = Network(len(kept))
    network.encoder.load_pretrained(base / "model.safetensors", kept)
    print(f"{len(train)} articles, {sum(sum(a.unit_pieces) for a in train)} pieces, {len(kept)} in the vocabulary", flush=True)

    groups = [
        {"params": list(network.encoder.parameters()), "rate": options.rate},
        {"params": [p for n, p in network.named_parameters() if not n.startswith("encoder.")], "rate": options.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, lr=options.rate, weight_decay=0.01, fused=True)
    drop = MaskPool(options.dropout, torch.Generator().manual_seed(options.seed))
    mean, began = RunningMean(network), time.time()
    for epoch in range(options.epochs):
        network.train()
        drop.refill()
        todo = batches(train, augment, rng)
        sums, pieces, count = [0.0, 0.0], 0, 0
        for number, windows in enumerate(todo):
            progress = (epoch + number / len(todo)) / options.epochs
            factor = min(1.0, progress / WARM_UP) * (1.0 - progress)
            for group in optimiser.param_groups:
                group["lr"] = group["rate"] * factor
            tagger, relation, size, tokens = loss_of(network, windows, wordpiece, drop, rng, bfloat16)
            ((tagger + RELATION_WEIGHT * relation) / LOSS_SCALE).backward()
            nn.utils.clip_grad_norm_(network.parameters(), CLIP)
            optimiser.step()
            optimiser.zero_grad()
            if number % AVERAGE_EVERY == 0:
                mean.update(network)
            sums[0] += tagger.item()
            sums[1] += relation.item()
            pieces += size
            count += tokens
            if number % (5 if options.limit else 100) == 0:
                seconds = time.time() - began
                print(
                    f"epoch {epoch} {number}/{len(todo)} {seconds:.0f}s "
                    f"tagger {sums[0] / count:.4f} relation {sums[1] / count:.4f}",
                    flush=True,
                )
        print(f"=== epoch {epoch} after {time.time() - began:.0f}s", flush=True)
        for name, one in (("raw", network), ("mean", mean.network)):
            torch.save({"weights": one.state_dict(), "pieces": wordpiece.pieces}, f"{options.out}-{name}-{epoch}.pt")
            if name == "raw" or epoch >= options.epochs - 3:
                print(name + "\n" + figures(one, dev, wordpiece, options, f"{name}-{epoch}", bfloat16), flush=True)


if __name__ == "__main__":
    main()
