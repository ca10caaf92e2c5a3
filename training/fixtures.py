#!/usr/bin/env python3
"""Writes the vectors that the Rust tests compare with: words in pieces, a window's states. Sentences of our own."""

import argparse
import json

import torch

from model import restore
from wordpiece import WordPiece

WORDS = (
    "said Unbelievable “ '' ’s n't café NAÏVE Łódź $1,200.50 42-year-old U.S. don’t ― 10:30 東 AT&T #vote "
    "Wojciechowski antidisestablishmentarianism https://a.example/b?c=1 …"
).split()
# A word, its shape (lower, capitalised, upper, number, punctuation) and its quotation state (out, in, mark).
SENTENCE = [
    ("“", 4, 2), ("The", 1, 1), ("bridge", 0, 1), ("is", 0, 1), ("safe", 0, 1), (",", 4, 1), ("”", 4, 2),
    ("Mayor", 1, 0), ("Ana", 1, 0), ("Zielińska", 1, 0), ("told", 0, 0), ("reporters", 0, 0), ("on", 0, 0),
    ("Friday", 1, 0), (",", 4, 0), ("and", 0, 0), ("added", 0, 0), ("that", 0, 0), ("two", 0, 0), ("engineers", 0, 0),
    ("had", 0, 0), ("checked", 0, 0), ("it", 0, 0), (".", 4, 0),
]  # fmt: skip
VALUES = 12


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    network, known_pieces = restore(options.checkpoint)
    wordpiece = WordPiece(known_pieces)
    pieces, features = [wordpiece.cls], [15]
    for word, shape, quote in SENTENCE:
        pieces += wordpiece(word)
        features += [shape * 3 + quote] * len(wordpiece(word))
    pieces.append(wordpiece.sep)
    features.append(15)
    batch = torch.tensor([pieces]), torch.tensor([features]), torch.ones(1, len(pieces), dtype=torch.bool)
    with torch.inference_mode():
        scores = network.tagger(network.encoder(*batch, drop=lambda x: x))[0]
        layers, network.encoder.layers = network.encoder.layers, network.encoder.layers[:1]
        one = network.encoder(*batch, drop=lambda x: x)[0]
        network.encoder.layers = layers
    rounded = lambda rows: [[round(float(x), 4) for x in row] for row in rows]
    known = {
        "words": [[word, [wordpiece.pieces[p] for p in wordpiece(word)]] for word in WORDS],
        "pieces": pieces,
        "features": features,
        "after_one_layer": rounded(one[:, :VALUES]),
        "tag_scores": rounded(scores),
    }
    with open(options.out, "w", encoding="utf-8") as out:
        json.dump(known, out, ensure_ascii=False)


if __name__ == "__main__":
    main()
