#!/usr/bin/env python3
"""Fits the weights by which the fast engine holds a candidate to be right (`crates/saidby-engine/src/extract/fast/confidence.tsv`).

Logistic regression over the candidates of an annotated corpus, with a penalty on the squares of the weights; the
rarer the kind of feature, the greater. Plain descent from zero with a fixed number of steps: the same candidates
give the same table.
"""

import argparse
from collections import Counter

import numpy as np

import candidates as data

PENALTY = {"bias": 0.0, "frame": 0.1, "sign": 0.1, "mention": 0.1, "lemma": 3.0, "told": 3.0, "opener": 3.0, "pair": 4.0, "tied": 4.0}
STEPS, RATE = 400, 0.05
FOLDS = 5
LEAST_COUNT = 3
"""A feature seen less often gets no weight."""
LEAST_WEIGHT = 0.08
"""A weight nearer to zero is left out of the table."""


def examples(articles):
    """(features, right, number of its article) of every candidate that is scored; and how many annotations some candidate reaches."""
    rows, reached = [], 0
    for number, article in enumerate(articles):
        hit = set()
        for candidate, near in zip(article.candidates, data.neighbours(article, article.candidates)):
            right = False
            for gold_number in near:
                gold = article.gold[gold_number]
                if data.overlap(gold.content, candidate.content) >= data.MATCH and data.source_right(gold, candidate):
                    right = right or bool(gold.cue & candidate.cue)
                    hit.add(gold_number)
            if right or not data.unscored(article, candidate):
                rows.append((candidate.features, right, number))
        reached += len(hit)
    return rows, reached


class Design:
    """Candidates as a sparse matrix of zeros and ones."""

    def __init__(self, rows):
        counts = Counter(feature for features, _, _ in rows for feature in features)
        self.names = sorted(feature for feature, count in counts.items() if count >= LEAST_COUNT)
        column = {feature: number for number, feature in enumerate(self.names)}
        cells = [(row, column[feature]) for row, (features, _, _) in enumerate(rows) for feature in features if feature in column]
        self.row, self.column = np.array(cells, dtype=np.int32).T.copy()
        self.right = np.array([right for _, right, _ in rows], dtype=float)
        self.article = np.array([number for _, _, number in rows])
        self.penalty = np.array([PENALTY[feature.split("\t")[0]] for feature in self.names])

    def sums(self, weights):
        return np.bincount(self.row, weights=weights[self.column], minlength=len(self.right))

    def fit(self, counted):
        """The weights that fit the candidates where `counted` is true."""
        weights, mean, square = (np.zeros(len(self.names)) for _ in range(3))
        for step in range(1, STEPS + 1):
            error = (sigmoid(self.sums(weights)) - self.right) * counted
            gradient = np.bincount(self.column, weights=error[self.row], minlength=len(weights)) + self.penalty * weights
            mean = 0.9 * mean + 0.1 * gradient
            square = 0.99 * square + 0.01 * gradient**2
            rate = RATE * (1 - step / (1.05 * STEPS))
            weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        return weights


def sigmoid(sums):
    return 1 / (1 + np.exp(-sums))


def slope_and_shift(sums, right):
    """The line through `sums` that makes them the best log odds of `right` (Platt 1999), by Newton's steps."""
    line = np.array([1.0, 0.0])
    inputs = np.stack([sums, np.ones_like(sums)], 1)
    for _ in range(50):
        chance = sigmoid(inputs @ line)
        gradient = inputs.T @ (chance - right)
        curvature = (inputs * (chance * (1 - chance))[:, None]).T @ inputs
        line -= np.linalg.solve(curvature + 1e-9 * np.eye(2), gradient)
    return line


def log_loss(chance, right):
    return -np.mean(np.log(np.where(right > 0, chance, 1 - chance) + 1e-12))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("candidates", help="JSON lines of examples/fast_candidates.rs")
    parser.add_argument("--output", required=True, help="the table to write")
    arguments = parser.parse_args()

    articles = data.read(arguments.candidates)
    rows, reached = examples(articles)
    annotations = sum(len(article.gold) for article in articles)
    design = Design(rows)
    print(f"{len(articles)} articles, {annotations} attributions, {reached} of them within reach of a candidate")
    print(f"{len(rows)} candidates, {int(design.right.sum())} right, {len(design.names)} features")

    # What the weights say of articles that they were not fitted to is milder than what they say of their own.
    sums = np.zeros(len(rows))
    for fold in range(FOLDS):
        held_back = design.article % FOLDS == fold
        sums[held_back] = design.sums(design.fit(~held_back))[held_back]
    slope, shift = slope_and_shift(sums, design.right)
    print(f"log loss on articles held back {log_loss(sigmoid(sums), design.right):.4f}, slope {slope:.3f}, shift {shift:+.3f}")

    weights = slope * design.fit(np.ones(len(rows), dtype=bool))
    weights[design.names.index("bias\t-\t-")] += shift
    kept = [(name, weight) for name, weight in zip(design.names, weights) if abs(weight) >= LEAST_WEIGHT]
    with open(arguments.output, "w", encoding="utf-8", newline="\n") as table:
        table.write("# Written by training/fast/fit_confidence.py: kind of feature, first part, second part, weight.\n")
        table.writelines(f"{name}\t{weight:.2f}\n" for name, weight in kept)
    print(f"{len(kept)} weights written")


if __name__ == "__main__":
    main()
