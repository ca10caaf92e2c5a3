"""Articles as `examples/fast_candidates.rs` writes them, and what counts as right in them."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass

MATCH = 0.5
"""The least overlap (token F1) of two contents that are the same."""


@dataclass(eq=False)
class Attribution:
    """One attribution as sets of words, signs left out."""

    content: set
    cue: set
    source: set
    source_head: set = frozenset()
    features: tuple = ()
    confidence: float = 1.0


@dataclass(eq=False)
class Article:
    name: str
    candidates: list
    found: list
    gold: list
    ignored: set


def read(path):
    """The articles of a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        return [article(json.loads(line)) for line in lines]


def article(record):
    signs = set(record["signs"])

    def words(ranges):
        return {word for start, end in ranges for word in range(start, end)} - signs

    def proposed(entry):
        return Attribution(
            content=words(entry["content"]),
            # A cue may be a colon and nothing else.
            cue=words(entry["cue"]) or {word for start, end in entry["cue"] for word in range(start, end)},
            source=words(entry["source"]),
            features=tuple(entry.get("features", ())),
            confidence=entry.get("confidence", 1.0),
        )

    def annotated(entry):
        source = set(entry["source"]) - signs
        return Attribution(
            content=set(entry["content"]) - signs,
            cue=set(entry["cue"]) - signs or set(entry["cue"]),
            source=source,
            source_head=set(entry["source_head"]) - signs or source,
        )

    return Article(
        name=record["name"],
        candidates=[entry for entry in map(proposed, record["candidates"]) if entry.content],
        found=[entry for entry in map(proposed, record["found"]) if entry.content],
        gold=[entry for entry in map(annotated, record["attributions"]) if entry.content],
        ignored=set(record["ignored"]) - signs,
    )


def overlap(a, b):
    """Token F1 of two contents."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def source_right(gold, proposed):
    """Whether the source covers a head word of the annotated one, or neither is there."""
    if not gold.source or not proposed.source:
        return not gold.source and not proposed.source
    return bool(gold.source_head & proposed.source)


def unscored(article, proposed):
    """Whether half of the content lies where nothing is scored."""
    return 2 * len(proposed.content & article.ignored) >= len(proposed.content)


def neighbours(article, proposed_list):
    """For each proposal the annotated attributions that share a word of content with it."""
    owner = defaultdict(list)
    for number, gold in enumerate(article.gold):
        for word in gold.content:
            owner[word].append(number)
    return [sorted(Counter(number for word in proposed.content for number in owner.get(word, ()))) for proposed in proposed_list]


def judge_found(article):
    """Pairs what was found with the annotations, one to one, the greatest overlap first. Gives (confidence, right) of
    everything found that is scored; right is content and source."""
    pairs = []
    for place, near in enumerate(neighbours(article, article.found)):
        found = article.found[place]
        for number in near:
            gold = article.gold[number]
            pairs.append((-overlap(gold.content, found.content), not gold.cue & found.cue, number, place))
    right, taken, used = {}, set(), set()
    for same, _, number, place in sorted(pairs):
        if number not in taken and place not in used:
            taken.add(number)
            used.add(place)
            right[place] = -same >= MATCH and source_right(article.gold[number], article.found[place])
    return [
        (found.confidence, right.get(place, False))
        for place, found in enumerate(article.found)
        if place in used or not unscored(article, found)
    ]
