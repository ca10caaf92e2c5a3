"""Who speaks how much in a folder of articles, quoted and paraphrased, as a table and a chart.

    pip install saidby matplotlib
    python voices.py FOLDER voices.png [ENGINE]
"""

import sys
from collections import Counter
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

import saidby

MOST = 12


def main(folder: str, picture: str, engine: str = "fast") -> None:
    extractor = saidby.Extractor(engine=engine)
    quoted, paraphrased = Counter(), Counter()
    for path in sorted(Path(folder).glob("*.txt")):
        article = extractor(path.read_text(encoding="utf-8"), id=path.name)
        for claim in article.claims:
            words = quoted if claim.kind == "direct" else paraphrased
            words[claim.speaker or "unattributed"] += len(claim.text.split())
    total = quoted + paraphrased
    loudest = [name for name, _ in sorted(total.items(), key=lambda item: (-item[1], item[0]))[:MOST]]
    for name in loudest:
        print(f"{name:<40} {quoted[name]:>6} quoted {paraphrased[name]:>6} paraphrased")

    figure, axes = plt.subplots(figsize=(8, 0.4 * len(loudest) + 1.2), layout="constrained")
    names = loudest[::-1]
    first = [quoted[name] for name in names]
    axes.barh(names, first, label="quoted")
    axes.barh(names, [paraphrased[name] for name in names], left=first, label="paraphrased")
    axes.set_xlabel("words")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(picture, dpi=120)


main(*sys.argv[1:])
