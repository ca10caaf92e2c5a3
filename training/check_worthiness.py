#!/usr/bin/env python3
"""Fits what says how much a statement is worth checking: the fast engine's table of words, the deep engine's head.

Both are logistic regressions on sentences that people judged. The table holds words and pairs of words, weighed by how
rare they are (`crates/saidby-engine/src/extract/checkworthy/words.tsv`); the head is a linear layer on the mean of the
deep engine's last states, and goes into the weight file. The deep engine adds the table's log odds to its own: the two
see different things. All is scaled by what it is worth on sentences held back, so that the score is a probability.
Fixed numbers of steps from zero: the same sentences give the same weights.
"""

import argparse
import json
import struct
from collections import Counter

import numpy as np

FOLDS, SEED = 5, 1
LEAST_COUNT = 3
"""A word or pair that is in fewer sentences is left out."""
PENALTY = 1 / 3
"""On the squares of the table's weights."""
STATE_PENALTY = 20.0
"""On the squares of the head's weights, whose inputs are scaled to a deviation of 1."""
STEPS, RATE = 500, 0.3
TIMES = np.array([1.0, 1.693, 2.099, 2.386, 2.609, 2.792, 2.946, 3.079])
"""What a feature counts by the times that it is there, as in the program."""
HEADER = """\
# What words and pairs of words tell of whether a statement is worth checking: name, rarity, weight; the first line
# is the bias. Counted by training/check_worthiness.py from the ClaimBuster data set (Arslan, Hassan, Li and Tremayne,
# "A Benchmark Dataset of Check-worthy Factual Claims", ICWSM 2020; doi 10.5281/zenodo.3609356; open access, as far as
# we know under CC BY 4.0). Its sentences are not here.
"""


def sigmoid(logits):
    return 1 / (1 + np.exp(-np.clip(logits, -40, 40)))


def area(scores, right):
    """The area under the ROC curve; ties count half."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    values, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.bincount(place, weights=ranks) / count)[place]
    positive = right.sum()
    return (ranks[right].sum() - positive * (positive + 1) / 2) / (positive * (len(right) - positive))


class Words:
    """The table: fitted on the sentences of `train`, scores all of them."""

    def __init__(self, features, right, train):
        present = [Counter(names) for names in features]
        counts = Counter(name for number in np.flatnonzero(train) for name in present[number])
        self.names = sorted(name for name, count in counts.items() if count >= LEAST_COUNT)
        column = {name: number for number, name in enumerate(self.names)}
        total = train.sum()
        rarity = [np.log((1 + total) / (1 + counts[name])) + 1 for name in self.names]
        self.rarity = np.round(rarity, 2)
        cells = [
            (row, column[name], TIMES[min(times, len(TIMES)) - 1] * self.rarity[column[name]])
            for row, names in enumerate(present)
            for name, times in names.items()
            if name in column
        ]
        self.row, self.column = (np.array([cell[place] for cell in cells], dtype=np.int32) for place in (0, 1))
        value = np.array([cell[2] for cell in cells])
        length = np.sqrt(np.bincount(self.row, weights=value**2, minlength=len(right)))
        self.value = value / length[self.row]
        self.count = len(right)
        self.bias, self.weights = 0.0, np.zeros(len(self.names))
        bias_mean = bias_square = 0.0
        mean, square = np.zeros(len(self.names)), np.zeros(len(self.names))
        for step in range(1, STEPS + 1):
            error = (sigmoid(self.logits()) - right) * train
            slope = np.bincount(self.column, weights=error[self.row] * self.value, minlength=len(self.names))
            slope += PENALTY * self.weights
            rate = RATE * (1 - step / (1.02 * STEPS))
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            bias_mean, bias_square = 0.9 * bias_mean + 0.1 * error.sum(), 0.99 * bias_square + 0.01 * error.sum() ** 2
            first, second = 1 - 0.9**step, 1 - 0.99**step
            self.weights -= rate * (mean / first) / (np.sqrt(square / second) + 1e-9)
            self.bias -= rate * (bias_mean / first) / (np.sqrt(bias_square / second) + 1e-9)

    def logits(self):
        sums = np.bincount(self.row, weights=self.weights[self.column] * self.value, minlength=self.count)
        return self.bias + sums


class Head:
    """A linear layer on the states: Newton's method."""

    def __init__(self, states, right, train):
        self.states = states
        middle, spread = states[train].mean(0), states[train].std(0) + 1e-9
        inputs = np.column_stack([(states - middle) / spread, np.ones(len(states))])
        penalty = np.full(inputs.shape[1], STATE_PENALTY)
        penalty[-1] = 0
        weights = np.zeros(inputs.shape[1])
        rows = inputs[train]
        for _ in range(12):
            chance = sigmoid(rows @ weights)
            slope = rows.T @ (chance - right[train]) + penalty * weights
            curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
            weights -= np.linalg.solve(curve, slope)
        self.weights = weights[:-1] / spread
        self.bias = weights[-1] - self.weights @ middle

    def logits(self):
        return self.states @ self.weights + self.bias


def mixed(columns, right):
    """Weights of several columns of logits, and the bias, that make their sum a probability."""
    inputs = np.column_stack([*columns, np.ones(len(right))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(20):
        chance = sigmoid(inputs @ weights)
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs
        weights -= np.linalg.solve(curve, inputs.T @ (chance - right))
    return weights


def crossed(model, right):
    """The logits of every sentence by a model that was fitted without it."""
    fold = np.random.default_rng(SEED).permutation(len(right)) % FOLDS
    logits = np.zeros(len(right))
    for number in range(FOLDS):
        held = fold == number
        logits[held] = model(~held).logits()[held]
    return logits


def report(name, logits, right):
    chance = sigmoid(logits)
    print(f"{name}: area under the curve {area(logits, right):.4f} over {FOLDS} folds")
    for low in np.arange(0, 1, 0.1):
        inside = (chance >= low) & (chance < low + 0.1 + (low > 0.85))
        if inside.any():
            print(f"  said {chance[inside].mean():.2f}: right {right[inside].mean():.2f} of {inside.sum()}")


def put(weights, tensors, out):
    """Writes the weight file `weights` to `out` with `tensors` (name, one row of numbers) in it."""
    from blake3 import blake3

    content = open(weights, "rb").read()
    content, checksum = content[:-32], content[-32:]
    assert content.startswith(b"saidby.m") and blake3(content).digest() == checksum, "no weight file"
    version, length = struct.unpack_from("<II", content, 8)
    header, payload = json.loads(content[16 : 16 + length]), bytearray(content[16 + length :])
    for name, numbers in tensors:
        data = np.asarray(numbers, "<f4").tobytes()
        place = header["tensors"].get(name)
        if place is None:
            place = {"kind": "f32", "rows": 1, "columns": len(numbers), "at": len(payload), "bytes": len(data)}
            header["tensors"][name] = place
            payload.extend(data)
        else:
            assert place["bytes"] == len(data)
            payload[place["at"] : place["at"] + len(data)] = data
    header = json.dumps(header, sort_keys=True).encode()
    content = b"saidby.m" + struct.pack("<II", version, len(header)) + header + bytes(payload)
    with open(out, "wb") as file:
        file.write(content + blake3(content).digest())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", help="two columns under a head line: 1 (worth checking) or 0, and the sentence")
    parser.add_argument("evidence", help="what the example check_worthiness wrote of this file with --evidence")
    parser.add_argument("--table", help="where the table of words goes")
    parser.add_argument("--weights", help="the weight file that the head is put into")
    parser.add_argument("--out", help="where the weight file goes")
    options = parser.parse_args()

    right = np.array([row[0] == "1" for row in open(options.sentences, encoding="utf-8")][1:])
    evidence = [json.loads(row) for row in open(options.evidence, encoding="utf-8")][1:]
    assert len(evidence) == len(right)
    features = [row["features"] for row in evidence]
    states = np.array([row["state"] for row in evidence])
    everything = np.ones(len(right), bool)

    by_words = crossed(lambda train: Words(features, right, train), right)
    slope, bias = mixed([by_words], right)
    by_words = slope * by_words + bias
    report("words", by_words, right)
    if options.table:
        words = Words(features, right, everything)
        with open(options.table, "w", encoding="utf-8") as out:
            out.write(HEADER)
            out.write(f"\t{slope * words.bias + bias:.4f}\n")
            for name, rarity, weight in zip(words.names, words.rarity, slope * words.weights):
                out.write(f"{name}\t{rarity:g}\t{weight:.2f}\n")

    by_states = crossed(lambda train: Head(states, right, train), right)
    report("states", by_states, right)
    table, slope, bias = mixed([by_words, by_states], right)
    report("both", table * by_words + slope * by_states + bias, right)
    if options.out:
        head = Head(states, right, everything)
        tensors = [
            ("check.weight", slope * head.weights),
            ("check.bias", [slope * head.bias + bias]),
            ("check.table", [table]),
        ]
        put(options.weights, tensors, options.out)


if __name__ == "__main__":
    main()
