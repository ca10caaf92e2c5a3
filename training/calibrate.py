#!/usr/bin/env python3
"""Fits the model of confidence on what the program considered (`examples/deep_evidence.rs`) on the development articles.

Prints, from a cross-validation over articles, how the headline figure hangs on the threshold and how well the
confidence is calibrated; then fits on all and writes the decision that export.py puts into the weight file.
"""

import argparse
import importlib.util
import json

import numpy as np

from export import CONFIDENCE

FEATURES = CONFIDENCE[1:]
FOLDS = 6
RIDGE = 3.0


def load_scorer(path):
    spec = importlib.util.spec_from_file_location("scorer", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


class Article:
    """One article's gold and what the program considered there."""

    def __init__(self, scorer, name, gold, raw):
        self.scorer, self.name = scorer, name
        self.text, self.gold, self.ignore, _ = gold
        self.found = [scorer.Attribution(one, self.text) for one in raw]
        self.inputs = np.array([[one["evidence"][f] for f in FEATURES] for one in raw]).reshape(-1, len(FEATURES))
        pairs = scorer.pair(self.gold, self.found)
        self.right = np.zeros(len(raw))
        for i, (j, f1) in pairs.items():
            self.right[j] = f1 >= scorer.MATCH_F1 and scorer.source_right(self.gold[i], self.found[j], "head")

    def counts(self, confidence, threshold):
        """Right, found and gold attributions when only those from `threshold` on are shown."""
        shown = [one for one, sure in zip(self.found, confidence) if sure >= threshold]
        rows = self.scorer.score_doc(self.text, self.gold, shown, self.ignore)[0]
        return np.array(rows["all"]["HEADLINE"])


def fit(inputs, right):
    """Logistic regression by Newton's method with a small ridge; inputs are standardised inside."""
    mean, spread = inputs.mean(0), inputs.std(0) + 1e-9
    x = np.hstack([np.ones((len(inputs), 1)), (inputs - mean) / spread])
    weights = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[0] = 0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - right) + ridge * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        weights -= np.linalg.solve(hessian, gradient)
    slopes = weights[1:] / spread
    return np.concatenate([[weights[0] - slopes @ mean], slopes])


def sure(inputs, weights):
    return 1 / (1 + np.exp(-(weights[0] + inputs @ weights[1:])))


def headline(articles, confidences, threshold):
    right_p, n_p, right_r, n_r = sum(a.counts(c, threshold) for a, c in zip(articles, confidences))
    precision, recall = right_p / max(n_p, 1), right_r / max(n_r, 1)
    return 100 * precision, 100 * recall, 200 * precision * recall / max(precision + recall, 1e-9)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--evidence", required=True)
    parser.add_argument("--outside-bias", type=float, default=0.0, help="the one that the evidence was made with")
    parser.add_argument("--threshold", type=float, help="instead of the best one")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    gold, _ = scorer.read_gold([options.gold])
    articles = []
    with open(options.evidence, encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            name = scorer.stem(raw["path"])
            if name in gold:
                articles.append(Article(scorer, name, gold[name], raw["attributions"]))
    everything = np.vstack([a.inputs for a in articles])
    right = np.concatenate([a.right for a in articles])
    held_out = [None] * len(articles)
    for fold in range(FOLDS):
        others = [a for k, a in enumerate(articles) if k % FOLDS != fold]
        weights = fit(np.vstack([a.inputs for a in others]), np.concatenate([a.right for a in others]))
        for k, a in enumerate(articles):
            if k % FOLDS == fold:
                held_out[k] = sure(a.inputs, weights)
    results = {t: headline(articles, held_out, t) for t in [0] + [round(0.2 + 0.02 * k, 2) for k in range(20)]}
    print("threshold  P  R  F1 (cross-validated)")
    for threshold, (p, r, f1) in results.items():
        print(f"{threshold:.2f}  {p:.1f}  {r:.1f}  {f1:.2f}")
    # The middle of the flat top rather than its highest point.
    best = max(f1 for _, _, f1 in results.values())
    near = [t for t, (_, _, f1) in results.items() if f1 >= best - 0.1]
    threshold = options.threshold if options.threshold is not None else round(float(np.median(near)), 2)
    flat = np.concatenate(held_out)
    print("confidence: share right, of how many (cross-validated)")
    for low in np.arange(0, 1, 0.1):
        inside = (flat >= low) & (flat < low + 0.1 + (low > 0.85))
        if inside.any():
            print(f"{low:.1f}-{low + 0.1:.1f}: {right[inside].mean():.2f} (said {flat[inside].mean():.2f}) of {inside.sum()}")
    weights = fit(everything, right)
    decision = {
        "outside_bias": options.outside_bias,
        "threshold": threshold,
        "confidence": {name: round(float(w), 6) for name, w in zip(CONFIDENCE, weights)},
    }
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(decision, out, indent=1)
    print(f"threshold {threshold}: {headline(articles, held_out, threshold)[2]:.2f} cross-validated, best {best:.2f}")
    print(json.dumps(decision["confidence"]))


if __name__ == "__main__":
    main()
