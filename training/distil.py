#!/usr/bin/env python3
"""Teaches the small network with the teachers' labels (`label.py`) on unannotated articles besides the annotated ones."""

import argparse
import collections
import pickle
import random
from pathlib import Path

from articles import read_articles
from augment import Augmenter
from loop import Cutter, add_arguments, fit, pools, settings_of
from model import Network, restore
from train import reporter
from wordpiece import WordPiece, choose_vocabulary, read_vocabulary


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder with MiniLM's model.safetensors and vocab.txt")
    parser.add_argument("--start", help="a checkpoint to go on from, instead of MiniLM's weights")
    parser.add_argument("--train", required=True, nargs="+", help="annotated articles, JSON lines")
    parser.add_argument("--articles", required=True, help="the articles that the teachers labelled, JSON lines")
    parser.add_argument("--labels", required=True, help="what label.py wrote for them")
    parser.add_argument("--dev", required=True, help="development articles, JSON lines")
    parser.add_argument("--gold", required=True, help="gold folder of the development articles, for the scorer")
    parser.add_argument("--scorer", required=True, help="the scoring script")
    parser.add_argument("--out", required=True, help="prefix of what is written")
    parser.add_argument("--rounds", type=int, default=11, help="times that the labelled articles are seen")
    parser.add_argument("--gold-per-round", type=int, default=2, help="times that the annotated ones are seen in a round")
    parser.add_argument("--vocabulary", type=int, default=24000)
    parser.add_argument("--limit", type=int, default=0, help="only so many articles, to try things")
    add_arguments(parser, rate=3e-4, batch=8000)
    return parser.parse_args()


def read_labels(path):
    labels = {}
    with open(path, "rb") as file:
        while file.peek(1):
            name, soft = pickle.load(file)
            labels[name] = soft
    return labels


def main():
    options = arguments()
    settings = settings_of(options)
    rng = random.Random(options.seed)
    gold = [article for path in options.train for article in read_articles(path, options.limit)]
    dev = read_articles(options.dev, options.limit)
    labels = read_labels(options.labels)
    labelled = [article for article in read_articles(options.articles, options.limit) if article.name in labels]
    if options.start:
        network, pieces = restore(options.start)
        wordpiece = WordPiece(pieces)
    else:
        all_pieces = read_vocabulary(Path(options.base) / "vocab.txt")
        must = {word for article in gold + dev for word in article.words}
        counts = collections.Counter(word for article in labelled for word in article.words)
        kept = choose_vocabulary(all_pieces, sorted(must), options.vocabulary, counts)
        wordpiece = WordPiece([all_pieces[number] for number in kept])
        network = Network(len(kept), "minilm")
        network.encoder.load_pretrained(Path(options.base) / "model.safetensors", kept)
    network.to(settings.device)
    for article in gold + dev + labelled:
        article.prepare(wordpiece)
    for article in labelled:
        article.soft = labels[article.name]
    print(f"{len(gold)} annotated articles, {len(labelled)} labelled, {len(wordpiece.pieces)} in the vocabulary", flush=True)
    cutter = Cutter(wordpiece, network.shape.window, settings.batch_pieces, Augmenter(gold, wordpiece, rng))
    rounds = []
    for _ in range(options.rounds):
        mixed = pools(labelled, rng)
        for _ in range(options.gold_per_round):
            mixed += pools(gold, rng)
        rng.shuffle(mixed)
        rounds.append(mixed)
    # What people marked has the last word.
    rounds.append(pools(gold, rng))
    fit(network, rounds, cutter, settings, reporter(options, dev, wordpiece))


if __name__ == "__main__":
    main()
