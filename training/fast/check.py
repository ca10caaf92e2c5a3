#!/usr/bin/env python3
"""Says how well what the fast engine finds agrees with the annotations, threshold by threshold, and whether its
confidence is the share that is right."""

import argparse

import numpy as np

import candidates as data
from fit_confidence import slope_and_shift

BINS = 10


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("candidates", help="JSON lines of examples/fast_candidates.rs, of articles not learnt from")
    parser.add_argument("--threshold", type=float, default=0.0, help="leave out what is less likely")
    arguments = parser.parse_args()

    articles = data.read(arguments.candidates)
    annotations = sum(len(article.gold) for article in articles)
    judged = [pair for article in articles for pair in data.judge_found(article) if pair[0] >= arguments.threshold]

    print("least confidence   found   P     R     F1   (content and source right)")
    for step in range(2, 13):
        least = step / 20
        right = [is_right for confidence, is_right in judged if confidence >= least]
        if right:
            precision, recall = sum(right) / len(right), sum(right) / annotations
            f1 = 2 * precision * recall / (precision + recall) if right and any(right) else 0.0
            print(f"{least:16.2f} {len(right):7d} {100 * precision:5.1f} {100 * recall:5.1f} {100 * f1:5.1f}")

    print("\nconfidence    found   mean   right")
    error = 0.0
    for bin in range(BINS):
        inside = [pair for pair in judged if min(int(pair[0] * BINS), BINS - 1) == bin]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            error += abs(mean - right) * len(inside) / len(judged)
            print(f"{bin / BINS:.1f} to {(bin + 1) / BINS:.1f} {len(inside):8d} {100 * mean:6.1f} {100 * right:6.1f}")
    print(f"expected calibration error {100 * error:.1f}")

    chance = np.clip([confidence for confidence, _ in judged], 1e-6, 1 - 1e-6)
    slope, shift = slope_and_shift(np.log(chance / (1 - chance)), np.array([float(right) for _, right in judged]))
    print(f"log odds of what is right: {slope:.2f} times those given, {shift:+.2f} (calibrated: 1.00 and +0.00)")


if __name__ == "__main__":
    main()
