#!/usr/bin/env python3
"""Counts what common words are in tagged news and writes `crates/saidby-engine/src/extract/lexicon/tags.tsv`.

A row is a word and letters, the most frequent first: n(oun), d (past), z (third person), p (present), b(ase),
e (past participle), g(erund), j (adjective), r (adverb). What the end of a word says anyway is left out.
"""

import argparse
import gzip
from collections import Counter, defaultdict

LETTER = {
    **dict.fromkeys(("NN", "NNS"), "n"),
    **{"VBD": "d", "VBZ": "z", "VBP": "p", "VB": "b", "VBN": "e", "VBG": "g"},
    **dict.fromkeys(("JJ", "JJR", "JJS"), "j"),
    **dict.fromkeys(("RB", "RBR", "RBS"), "r"),
}
NAME, OTHER = "N", "?"
WORD_COLUMN, TAG_COLUMN = 4, 6
LEAST_COUNT, LEAST_TIMES, LEAST_SHARE = 4, 2, 0.08
SHORTEST = 3


def count(path):
    """For each word in lower case how often it was which letter."""
    counts = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) <= TAG_COLUMN:
                continue
            word, tag = fields[WORD_COLUMN].lower(), fields[TAG_COLUMN]
            if word.isascii() and word.replace("-", "").isalpha() and len(word) >= SHORTEST:
                counts[word][LETTER.get(tag, NAME if tag.startswith("NNP") else OTHER)] += 1
    return counts


def letters(tags):
    """What a word is; empty when it is too rare, or mostly a name or of a closed class."""
    total = sum(tags.values())
    ranked = tags.most_common()
    if total < LEAST_COUNT or ranked[0][0] in (NAME, OTHER):
        return ""
    least = max(LEAST_TIMES, LEAST_SHARE * total)
    return "".join(tag for tag, times in ranked if tag not in (NAME, OTHER) and times >= least)


def told_by_suffix(word, tags, verb_forms):
    if tags == "n":
        return word not in verb_forms and not word.endswith(("ed", "ing", "ly"))
    return tags == "r" and word.endswith("ly") or tags == "g" and word.endswith("ing")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tokens", help="gzip, a token a line, tabs; the fifth field is the word, the seventh its Penn Treebank tag")
    parser.add_argument("--verbs", required=True, help="crates/saidby-engine/src/extract/lexicon/verbs.txt")
    parser.add_argument("--output", required=True, help="the table to write")
    parser.add_argument("--without", default="", help="names, separated by commas: no word that holds one of them is written")
    arguments = parser.parse_args()

    names = [name for name in arguments.without.lower().split(",") if name]
    with open(arguments.verbs, encoding="utf-8") as file:
        verbs = file.read().split()
    verb_forms = {form for verb in verbs for form in (verb, verb + "s", verb + "es", verb[:-1] + "ies")}
    rows = sorted((word, letters(tags)) for word, tags in count(arguments.tokens).items())
    rows = [
        (word, tags)
        for word, tags in rows
        if tags and not told_by_suffix(word, tags, verb_forms) and not any(name in word for name in names)
    ]
    with open(arguments.output, "w", encoding="utf-8", newline="\n") as table:
        table.writelines(f"{word}\t{tags}\n" for word, tags in rows)
    print(f"{len(rows)} words written")


if __name__ == "__main__":
    main()
