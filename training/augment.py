"""Variants of articles for training: other names, other quotation marks, no quotation marks seen, paragraphs joined.

The corpus covers one campaign in one country's papers; what only fits those is worth nothing elsewhere. And its
paragraphs seldom hold two speakers, so neighbouring ones are joined now and then.
"""

import numpy as np

from articles import QUOTE_MARK, QUOTE_STATES, SHAPE_CAPITALISED
from wordpiece import DOUBLE_MARKS

OTHER_NAMES = 0.3
"""Share of the articles whose names are exchanged, and how many of the names then are."""
NAMES_EXCHANGED = 0.7
SINGLE_QUOTED = 0.12
QUOTES_UNSEEN = 0.04
JOINED = 0.35
"""Share of the articles in which paragraphs are joined, and how many of the neighbours that are short enough then are."""
JOINED_WORDS = range(5, 90)
"""The length of a paragraph that may be joined to its neighbour."""


def join_paragraphs(article, wordpiece, rng):
    """The article, or, now and then, a copy in which some neighbouring paragraphs are one."""
    if rng.random() >= JOINED:
        return article
    starts = np.flatnonzero(np.diff(article.paragraphs, prepend=-1))
    lengths = np.diff(np.append(starts, len(article)))
    joined = np.zeros(len(article), np.int64)
    for before, here, start in zip(lengths, lengths[1:], starts[1:]):
        if before in JOINED_WORDS and here in JOINED_WORDS and rng.random() < JOINED:
            joined[start] = 1
    if not joined.any():
        return article
    number = np.cumsum(np.diff(article.paragraphs, prepend=-1) != 0) - np.cumsum(joined)
    return article.changed(wordpiece, paragraphs=number)


class Augmenter:
    def __init__(self, articles, wordpiece, rng):
        self.wordpiece, self.rng = wordpiece, rng
        common = {w for article in articles for w in article.words if w.islower()}
        self.names_of = {}
        everywhere = set()
        for article in articles:
            names = set()
            for i in range(1, len(article)):
                inside = article.sentences[i] == article.sentences[i - 1]
                word = article.words[i]
                if inside and article.shapes[i] == SHAPE_CAPITALISED and word.isalpha() and word.lower() not in common:
                    names.add(word)
            self.names_of[article.name] = sorted(names)
            everywhere |= names
        self.names = sorted(everywhere)

    def __call__(self, article):
        rng, changes = self.rng, {}
        article = join_paragraphs(article, self.wordpiece, rng)
        if rng.random() < OTHER_NAMES:
            for name in self.names_of[article.name]:
                if rng.random() < NAMES_EXCHANGED:
                    changes[name] = rng.choice(self.names)
        single = rng.random() < SINGLE_QUOTED and '"' in "".join(self._plain(w) for w in article.words)
        unseen = rng.random() < QUOTES_UNSEEN
        if not (changes or single or unseen):
            return article
        words = [changes.get(word, word) for word in article.words]
        if single:
            for i in range(len(words)):
                if article.quotes[i] == QUOTE_MARK:
                    words[i] = "'" if words[i] in DOUBLE_MARKS or words[i] == '"' else '"'
        quotes = article.quotes * 0 if unseen else article.quotes
        assert QUOTE_STATES == 3
        return article.changed(self.wordpiece, words=words, quotes=quotes)

    @staticmethod
    def _plain(word):
        return '"' if word in DOUBLE_MARKS or word == '"' else ""
