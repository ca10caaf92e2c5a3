#!/usr/bin/env python3
"""Lets teachers label articles: the probability of every tag at every word, and of every relation tag around every
cue that they consider. The student is taught with these (`distil.py`)."""

import argparse
import pickle

import numpy as np

import crf
import decode
from articles import TAGS, Soft, cue_window, read_articles
from model import restore
from wordpiece import WordPiece

OUTSIDE_BIAS = -1.0
"""Weaker cues are asked about too: the student learns where the teachers doubt."""
AT_ONCE = 200
"""Articles whose hidden states are held at a time."""


def marginals(scores, starts, transitions):
    node, edge = np.zeros_like(scores), np.zeros_like(transitions)
    crf.forward_backward(scores, np.asarray(starts), transitions, node, edge)
    return node


def labels(networks, articles, wordpiece, bfloat16):
    """The labels of each article, from the mean of the networks' scores."""
    scored = [decode.score(network, articles, wordpiece, bfloat16=bfloat16)[0] for network in networks]
    tables = [np.mean(of, 0) for of in zip(*(network.tables() for network in networks))]
    for ones in zip(*scored):
        article = ones[0].article
        emissions = np.mean([one.emissions for one in ones], 0)
        biased = emissions.copy()
        biased[:, 0] += OUTSIDE_BIAS
        cues = decode.cues_of(crf.best_path(biased, ones[0].starts, tables[0]), article.paragraphs)
        answers = [decode.relation_scores(network, one, cues) for network, one in zip(networks, ones)]
        soft = Soft(marginals(emissions, ones[0].starts, tables[0]).astype(np.float16), [])
        for cue, answer in zip(cues, zip(*answers)):
            words = answer[0][0]
            mean = np.mean([scores for _, scores in answer], 0)
            assert words == list(range(words[0], words[-1] + 1)) and cue_window(article, cue)[0] <= words[0]
            soft.cues.append((cue, words[0], marginals(mean, [0, len(words)], tables[1]).astype(np.float16)))
        assert soft.tags.shape == (len(article), len(TAGS))
        yield article.name, soft


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("teachers", nargs="+", help="checkpoints of train.py with one vocabulary and shape")
    parser.add_argument("--articles", required=True, help="articles, JSON lines")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--float32", action="store_true")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--out", required=True, help="(name, labels) of every article, pickled one after the other")
    options = parser.parse_args()
    restored = [restore(path, options.device) for path in options.teachers]
    assert all(pieces == restored[0][1] for _, pieces in restored), "the teachers have different vocabularies"
    networks, wordpiece = [network for network, _ in restored], WordPiece(restored[0][1])
    articles = read_articles(options.articles, options.limit)
    cues = 0
    with open(options.out, "wb") as out:
        for at in range(0, len(articles), AT_ONCE):
            part = [article.prepare(wordpiece) for article in articles[at : at + AT_ONCE]]
            for name, soft in labels(networks, part, wordpiece, not options.float32):
                cues += len(soft.cues)
                pickle.dump((name, soft), out, protocol=5)
    print(f"{options.out}: {len(articles)} articles, {cues} cues")


if __name__ == "__main__":
    main()
