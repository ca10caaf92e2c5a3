"""Articles as the Rust program wrote them (`examples/training_data.rs`), made into tags, units and windows."""

import dataclasses
import json
import math
import sys
from dataclasses import dataclass, field

import numpy as np

TAGS = ("O", "B-C", "I-C", "B-S>", "I-S>", "B-S<", "I-S<", "B-T>", "I-T>", "B-T<", "I-T<")
TAG = {tag: number for number, tag in enumerate(TAGS)}
RELATION_TAGS = ("O", "B-S", "I-S", "B-T", "I-T")

QUOTE_STATES = 3
QUOTE_INSIDE, QUOTE_MARK = 1, 2
SHAPE_CAPITALISED = 1
NO_FEATURE = 15
FEATURES = 16

UNIT_PIECES = 220
"""A unit is a paragraph, or a part of one that is longer than this."""
WINDOW_PIECES = 240
SHORTEST_WINDOW = 70
SECTION = 32
"""Paragraphs whose windows are planned together."""
CUE_REACH = 220
"""How many words either side of its cue an attribution may lie."""


@dataclass
class Attribution:
    source: list
    cue: list
    content: list
    confidence: float = 1.0
    features: tuple = ()


@dataclass
class Soft:
    """What teachers say of an article: each word's tag marginals, and for each cue (its words) the first word that was
    asked about and the relation marginals from there on."""

    tags: np.ndarray
    cues: list


@dataclass(eq=False)
class Article:
    name: str
    words: list
    starts: list
    ends: list
    paragraphs: np.ndarray
    sentences: np.ndarray
    quotes: np.ndarray
    shapes: np.ndarray
    attributions: list
    pieces: list = None
    features: np.ndarray = None
    units: list = field(default_factory=list)
    unit_pieces: list = field(default_factory=list)
    unit_of: np.ndarray = None
    tags: np.ndarray = None
    soft: Soft = None

    def __len__(self):
        return len(self.words)

    def changed(self, wordpiece, **changes):
        """A copy with other words, quotation states or paragraphs."""
        return dataclasses.replace(self, units=[], unit_pieces=[], **changes).prepare(wordpiece)

    def prepare(self, wordpiece):
        """Cuts the words into pieces, the article into units, and writes the gold as tags."""
        self.pieces = [wordpiece(word) for word in self.words]
        self.features = self.shapes * QUOTE_STATES + self.quotes
        self.units = cut_units(self)
        self.unit_pieces = [sum(len(self.pieces[i]) for i in range(a, z)) + 1 for a, z in self.units]
        self.unit_of = np.zeros(len(self), np.int64)
        for unit, (a, z) in enumerate(self.units):
            self.unit_of[a:z] = unit
        self.tags = np.array([TAG[tag] for tag in encode(self)], np.int64)
        return self


def read_articles(path, limit=0):
    articles = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            raw = json.loads(line)
            gold = [Attribution(a["source"], a["cue"], a["content"]) for a in raw["attributions"]]
            columns = (np.array(raw[key], np.int64) for key in ("paragraphs", "sentences", "quotes", "shapes"))
            # The same word is one object, however often it occurs: millions of words have to fit.
            words = [sys.intern(word) for word in raw["words"]]
            articles.append(Article(raw["name"], words, raw["starts"], raw["ends"], *columns, gold))
            if limit and len(articles) == limit:
                break
    return articles


def contiguous(indices, paragraphs):
    """Runs of neighbouring words that do not cross a paragraph."""
    runs = []
    for i in indices:
        if runs and i == runs[-1][-1] + 1 and paragraphs[i] == paragraphs[runs[-1][-1]]:
            runs[-1].append(i)
        else:
            runs.append([i])
    return runs


def encode(article):
    """The gold as one tag a word; where attributions overlap the later one wins, and cues win over all."""
    tags = ["O"] * len(article)

    def write(indices, name):
        for run in contiguous(indices, article.paragraphs):
            for k, i in enumerate(run):
                tags[i] = ("B-" if k == 0 else "I-") + name(run)

    with_cue = [a for a in article.attributions if a.cue]
    for a in with_cue:
        first_cue = a.cue[0]
        for letter, indices in (("T", a.content), ("S", a.source)):
            write(indices, lambda run: letter + (">" if run[0] < first_cue else "<"))
    for a in with_cue:
        write(a.cue, lambda run: "C")
    # A tag that went on from one that was overwritten begins anew.
    for i, tag in enumerate(tags):
        if tag[0] == "I":
            before = tags[i - 1] if i and article.paragraphs[i] == article.paragraphs[i - 1] else "O"
            if before[2:] != tag[2:]:
                tags[i] = "B" + tag[1:]
    return tags


def cut_units(article):
    units, start = [], 0
    n = len(article)
    while start < n:
        end = start
        while end < n and article.paragraphs[end] == article.paragraphs[start]:
            end += 1
        while True:
            pieces, cut, sentence_start = 0, None, None
            for i in range(start, end):
                if i > start and article.sentences[i] != article.sentences[i - 1]:
                    sentence_start = i
                pieces += len(article.pieces[i])
                if pieces > UNIT_PIECES:
                    cut = sentence_start or i
                    break
            if cut is None:
                units.append((start, end))
                break
            units.append((start, cut))
            start = cut
        start = end
    return units


def training_windows(article, rng, longest=WINDOW_PIECES):
    """Neighbouring units packed together; the first window's length is drawn so that the cuts move each epoch."""
    windows, current, length = [], [], 1
    limit = rng.randint(SHORTEST_WINDOW, longest)
    for unit, pieces in enumerate(article.unit_pieces):
        if current and length + pieces > limit:
            windows.append(current)
            current, length, limit = [], 1, longest
        current.append(unit)
        length += pieces
    if current:
        windows.append(current)
    return windows


def scoring_windows(article, longest=WINDOW_PIECES):
    """(units, units scored in it): every unit is scored with the one that follows where that fits.

    Sections of paragraphs are planned apart from each other, as the program does to be able to begin anywhere; a
    neighbour beyond its section is only taken when it is a whole paragraph.
    """
    size, n = article.unit_pieces, len(article.unit_pieces)
    # Blank paragraphs do not count.
    paragraph = np.unique(article.paragraphs, return_inverse=True)[1]
    section = [int(paragraph[a]) // SECTION for a, _ in article.units]
    bounds = [0] + [u for u in range(1, n) if section[u] != section[u - 1]] + [n]

    def whole(unit):
        a, z = article.units[unit]
        starts = a == 0 or paragraph[a] != paragraph[a - 1]
        return starts and (z == len(article) or paragraph[z] != paragraph[z - 1])

    windows = []
    for own_start, own_end in zip(bounds, bounds[1:]):
        next_unit = own_start
        while next_unit < own_end:
            units, length = [next_unit], 1 + size[next_unit]

            def fits(unit):
                mine = own_start <= unit < own_end
                return unit < n and (mine or whole(unit)) and length + size[unit] <= longest

            while fits(units[-1] + 1):
                units.append(units[-1] + 1)
                length += size[units[-1]]
            last = units[-1]
            end = min(n if last == n - 1 else max(last, next_unit + 1), own_end)
            windows.append((units, [unit for unit in units if next_unit <= unit < end]))
            next_unit = end
    return windows


def cue_window(article, cue):
    """First and end word of what may belong to the cue: its paragraph, and the following ones where the cue ends
    its paragraph or a quotation is left open."""
    paragraphs, n, head, tail = article.paragraphs, len(article), cue[0], cue[-1]
    start = head
    while start > 0 and paragraphs[start - 1] == paragraphs[head] and head - start < CUE_REACH:
        start -= 1
    end = tail + 1
    while end < n and paragraphs[end] == paragraphs[tail] and end - head < CUE_REACH:
        end += 1
    for _ in range(2):
        if end == n or paragraphs[end] == paragraphs[end - 1]:
            break
        if not (end - 1 - tail <= 2 or article.quotes[end - 1] == QUOTE_INSIDE):
            break
        paragraph = paragraphs[end]
        while end < n and paragraphs[end] == paragraph and end - head < CUE_REACH:
            end += 1
    return start, end


def distance_bucket(word, cue, cue_words):
    """One of 64: 30 logarithmic steps either side of the cue, its own words, words between its parts."""
    first, last = cue[0], cue[-1]
    if first <= word <= last:
        return 62 if word in cue_words else 61
    distance = first - word if word < first else word - last
    step = distance - 1 if distance <= 8 else 8 + min(int(3 * math.log2(distance / 8)), 19)
    return step if word < first else 30 + step


def soft_relation_tags(first, marginals, start, end):
    """The teachers' marginals for the words from `start` to `end`; words that were not asked about are outside."""
    wanted = np.zeros((end - start, len(RELATION_TAGS)))
    wanted[:, 0] = 1
    low, high = max(first, start), min(first + len(marginals), end)
    if low < high:
        wanted[low - start : high - start] = marginals[low - first : high - first]
    return wanted


def relation_tags(article, attribution, start, end, cue_words):
    """What head 2 is to find for a cue among the words from `start` to `end`."""
    tags = np.zeros(end - start, np.int64)
    for indices, begin in ((attribution.source, 1), (attribution.content, 3)):
        for run in contiguous(indices, article.paragraphs):
            for k, i in enumerate(run):
                if start <= i < end and i not in cue_words:
                    tags[i - start] = begin + (k > 0)
    for t in range(len(tags)):
        if tags[t] in (2, 4) and (t == 0 or tags[t - 1] not in (tags[t], tags[t] - 1)):
            tags[t] -= 1
    return tags
