#!/usr/bin/env python3
"""Fine-tunes an encoder on annotated news: a teacher (`--shape mpnet`), or the small network without teachers.

See README.md for the steps before and after.
"""

import argparse
import random
import subprocess
import sys
from pathlib import Path

import decode
from articles import read_articles
from augment import Augmenter
from loop import Cutter, add_arguments, fit, pools, settings_of
from model import SHAPES, Network, save
from wordpiece import WordPiece, choose_vocabulary, read_vocabulary


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder with the encoder's model.safetensors and vocab.txt")
    parser.add_argument("--shape", choices=SHAPES, default="mpnet")
    parser.add_argument("--train", required=True, nargs="+", help="training articles, JSON lines")
    parser.add_argument("--dev", required=True, help="development articles, JSON lines")
    parser.add_argument("--gold", required=True, help="gold folder of the development articles, for the scorer")
    parser.add_argument("--scorer", required=True, help="the scoring script")
    parser.add_argument("--out", required=True, help="prefix of what is written")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--vocabulary", type=int, default=24000)
    parser.add_argument("--limit", type=int, default=0, help="only so many articles, to try things")
    parser.add_argument("--held-out", default="", help="publishers (name prefixes, comma-separated) left out of training")
    add_arguments(parser, rate=5e-5, batch=4000)
    return parser.parse_args()


def figures(network, articles, wordpiece, options, path):
    """The headline and what it hangs on, by the scoring script."""
    scored, _ = decode.score(network, articles, wordpiece, bfloat16=not options.float32)
    decode.write_system(path, [(one.article, decode.decode(network, one)) for one in scored])
    command = [sys.executable, options.scorer, "--gold", options.gold, "--system", path, "--boot", "50"]
    report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wanted = ("content match", "content exact", "cue overlap", "source head |", "HEADLINE  ")
    return "\n".join(line for line in report.splitlines() if line.startswith(wanted))


def reporter(options, dev, wordpiece):
    """After every round: both networks are written and scored."""

    def report(number, network, mean):
        for name, one in (("raw", network), ("mean", mean)):
            save(one, wordpiece.pieces, f"{options.out}-{name}-{number}.pt")
            print(name + "\n" + figures(one.eval(), dev, wordpiece, options, f"{options.out}-{name}.jsonl"), flush=True)

    return report


def main():
    options = arguments()
    settings = settings_of(options)
    rng = random.Random(options.seed)
    train = [article for path in options.train for article in read_articles(path, options.limit)]
    dev = read_articles(options.dev, options.limit)
    if options.held_out:
        train = [article for article in train if not article.name.startswith(tuple(options.held_out.split(",")))]
    all_pieces = read_vocabulary(Path(options.base) / "vocab.txt")
    words = {word for article in train + dev for word in article.words}
    kept = choose_vocabulary(all_pieces, sorted(words), options.vocabulary)
    wordpiece = WordPiece([all_pieces[number] for number in kept])
    for article in train + dev:
        article.prepare(wordpiece)
    network = Network(len(kept), options.shape)
    network.encoder.load_pretrained(Path(options.base) / "model.safetensors", kept)
    network.to(settings.device)
    print(f"{len(train)} articles, {sum(sum(a.unit_pieces) for a in train)} pieces, {len(kept)} in the vocabulary", flush=True)
    cutter = Cutter(wordpiece, network.shape.window, settings.batch_pieces, Augmenter(train, wordpiece, rng))
    rounds = [pools(train, rng) for _ in range(options.epochs)]
    fit(network, rounds, cutter, settings, reporter(options, dev, wordpiece))


if __name__ == "__main__":
    main()
