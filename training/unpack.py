#!/usr/bin/env python3
"""Unpacks scanned articles that were packed without their texts (table.xz, unl.xz) into the JSON lines of
`examples/training_data.rs`. Only unpack files that you trust: they are pickles."""

import argparse
import json
import lzma
import pickle
from pathlib import Path

import numpy as np


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="holds table.xz and unl.xz")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    table, packed = (pickle.load(lzma.open(Path(options.folder) / f"{name}.xz")) for name in ("table", "unl"))
    # Paragraphs and sentences are packed as differences.
    columns = {"quotes": "quo", "shapes": "sha"}
    counted = {"paragraphs": "par", "sentences": "sen"}
    at, written = 0, 0
    with open(options.out, "w", encoding="utf-8") as out:
        for name, length in zip(packed["names"], packed["lens"]):
            part = {key: flat[at : at + length] for key, flat in packed["flat"].items()}
            at += length
            if not length:
                continue
            article = {"name": name, "words": [table[word] for word in part["words"]], "starts": [], "ends": []}
            article |= {key: part[short].tolist() for key, short in columns.items()}
            article |= {key: np.cumsum(part[short]).tolist() for key, short in counted.items()}
            out.write(json.dumps(article | {"attributions": []}, ensure_ascii=False) + "\n")
            written += 1
            if written == options.limit:
                break
    print(f"{options.out}: {written} articles")


if __name__ == "__main__":
    main()
