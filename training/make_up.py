#!/usr/bin/env python3
"""Makes up articles whose paragraphs hold several speakers, in the gold format: the corpus has few such paragraphs.

Names, verbs and the order of things are drawn; the quotations and the sentences between them are those of annotated
articles, so the output is for training only and is not to be passed on.
"""

import argparse
import json
import random
import re
from pathlib import Path

FIRST_NAMES = (
    "Ada Amir Anna Beatriz Ben Carla Chen Chloe Dana Daniel Deepa Diego Elena Emeka Emma Eric Esther Felix Fiona Frank "
    "Grace Hana Hassan Helen Hugh Ines Ivan Jamal Jane John Joyce Juan Kate Keith Kofi Laura Leila Linda Lucy Luis Maria "
    "Mark Marta Mike Mina Nadia Neil Nora Olga Omar Paul Petra Priya Rachel Raj Rosa Sam Sara Sean Sofia Steve Tara Tom "
    "Uma Vera Victor Wei Yusuf Zoe"
).split()
LAST_NAMES = (
    "Abbott Adeyemi Ali Baker Banerjee Becker Berg Brandt Brooks Burke Campbell Castillo Clarke Cohen Costa Dahl Davies "
    "Diaz Dubois Edwards Farah Fischer Flores Garcia Gibson Grant Gupta Haddad Hall Hansen Hughes Hussein Ivanov Jensen "
    "Jones Kelly Khan Kowalska Kumar Larsen Lee Lopez Lund Martin Mbeki Meyer Moore Morales Murphy Nguyen Nolan Novak Obi "
    "Olsen Owens Parker Patel Perez Quinn Reyes Roberts Rossi Ryan Sato Schmidt Shah Silva Singh Stone Sullivan Tanaka "
    "Thomas Torres Usman Varga Walker Wang Watson Weber Wong Wright Young Zhang"
).split()
DESCRIPTIONS = (
    "the council leader|a resident|the mayor|a teacher|the coach|a nurse|the sheriff|a shop owner|the chairwoman|a farmer|"
    "the union's secretary|a parent|the engineer|a spokesman for the company|the head of the school|a neighbor|her deputy|"
    "his lawyer|the company's director|a student|the senator|a former minister"
).split("|")
COMMON_VERBS = ["said"] * 12 + ["says"] * 3 + ["added"] * 3
ONE_WORD_VERBS = (
    "replied answered argued insisted explained noted warned recalled joked admitted countered snapped sighed laughed "
    "shouted whispered conceded agreed declared complained continued concluded wrote muttered retorted observed remarked "
    "pleaded cried repeated responded offered protested boasted grumbled"
).split()
VERBS_WITH_MORE = (
    "told reporters|told the meeting|told the newspaper|told the BBC|wrote in an email|posted on Facebook|went on|shot back"
).split("|")
ASKING = ["asked", "asked", "wondered", "wanted to know", "demanded"]
QUOTATION = re.compile(r'[“"]([^“”"\n]{12,160}?)[,.!?]?[”"]')
QUOTATION_WORDS = range(3, 27)
SENTENCE = re.compile(r"[A-Z][^.!?\n]{40,180}\.(?= |$)")
MARKS = [("“", "”"), ("“", "”"), ('"', '"'), ("‘", "’")]


def collect(folder):
    """Whole quotations, and sentences outside every attribution, of annotated articles."""
    quotations, sentences = [], []
    for path in sorted(Path(folder).glob("*.gold.json")):
        text = path.with_name(path.name.removesuffix(".gold.json") + ".txt").read_text(encoding="utf-8")
        gold = json.loads(path.read_text(encoding="utf-8"))["attributions"]
        used = [span for one in gold for part in ("source", "cue", "content") for span in one[part]]
        for one in gold:
            if len(one["content"]) == 1 and (match := QUOTATION.fullmatch(text[slice(*one["content"][0])])):
                if match[1][0].isupper() and len(match[1].split()) in QUOTATION_WORDS:
                    quotations.append(match[1])
        for match in SENTENCE.finditer(text):
            free = not any(start < match.end() and match.start() < end for start, end in used)
            if free and not re.search(r'[“”"]', match[0]):
                sentences.append(match[0])
    return quotations, sentences


class Person:
    def __init__(self, rng):
        self.name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        self.description = rng.choice(DESCRIPTIONS)
        self.pronoun = rng.choice(["she", "he"])
        self.known = False

    def mention(self, rng):
        """The person as the text names them: in full at first."""
        forms = [self.name, f"{self.name}, {self.description}", self.description]
        weights = [55, 30, 15]
        if self.known:
            forms = [self.name.split()[-1], self.name, self.pronoun, self.description]
            weights = [55, 20, 15, 10]
        self.known = True
        return rng.choices(forms, weights)[0]


class Made:
    """An article in the making: its text and gold."""

    def __init__(self, rng, quotations, sentences):
        self.rng, self.quotations, self.sentences = rng, quotations, sentences
        self.text, self.gold = "", []
        self.marks = rng.choice(MARKS)

    def add(self, words):
        start = len(self.text)
        self.text += words
        return [start, len(self.text)]

    def quotation(self, end):
        opening, closing = self.marks
        return self.add(f"{opening}{self.rng.choice(self.quotations)}{end}{closing}")

    def between(self, count):
        """Sentences that nobody says."""
        self.add(" ".join(self.rng.sample(self.sentences, count)))

    def statement(self, person, goes_on):
        """A quotation and who says it; with the chance `goes_on` a second one of the same person."""
        rng = self.rng
        question = rng.random() < 0.12
        verb = rng.choice(ASKING if question else COMMON_VERBS + ONE_WORD_VERBS + VERBS_WITH_MORE)
        who = person.mention(rng)
        gap = ", " if ", " in who else " "
        order = rng.choices(["before", "inverted", "after"], [50, 30, 20])[0]
        if order == "inverted" and (" " in verb or who == person.pronoun):
            order = "before"
        if order == "after":
            source = self.add(who[0].upper() + who[1:])
            self.add(gap)
            cue = self.add(verb)
            self.add(rng.choice([": ", ", "]))
            content = [self.quotation("?" if question else ".")]
        else:
            content = [self.quotation("?" if question else ",")]
            self.add(" ")
            if order == "before":
                source = self.add(who)
                self.add(gap)
                cue = self.add(verb)
            else:
                cue = self.add(verb)
                self.add(" ")
                source = self.add(who)
            self.add(".")
            if rng.random() < goes_on:
                self.add(" ")
                content.append(self.quotation(rng.choice("..!?")))
        self.gold.append({"source": [source], "source_head": [source], "cue": [cue], "content": content})

    def paragraph(self, people):
        rng = self.rng
        kind = rng.choices(["several", "one", "nobody"], [70, 15, 15])[0]
        if kind == "nobody":
            self.between(rng.randint(1, 3))
            return
        count = 1 if kind == "one" else 3 if len(people) > 2 and rng.random() < 0.2 else 2
        for index, person in enumerate(rng.sample(people, count)):
            if index:
                self.add(" ")
            last = index == count - 1
            self.statement(person, 0.4 if count == 1 else 0.3 if last else 0.15)


def make_up(rng, quotations, sentences):
    made = Made(rng, quotations, sentences)
    people = [Person(rng) for _ in range(rng.randint(2, 4))]
    made.add(rng.choice(sentences).rstrip("."))
    made.add("\n\n")
    made.between(rng.randint(1, 2))
    for _ in range(rng.randint(2, 4)):
        made.add("\n\n")
        made.paragraph(people)
    made.add("\n\n")
    made.between(1)
    made.add("\n")
    return made


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotated", help="folder of the training articles, NAME.txt and NAME.gold.json")
    parser.add_argument("--count", type=int, default=800)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", required=True, help="folder")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    quotations, sentences = collect(options.annotated)
    out = Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for number in range(options.count):
        made = make_up(rng, quotations, sentences)
        name = f"made-up-{number:05d}"
        (out / f"{name}.txt").write_text(made.text, encoding="utf-8")
        gold = [{"id": str(k), "kind": None, **one} for k, one in enumerate(made.gold)]
        (out / f"{name}.gold.json").write_text(json.dumps({"doc": name, "attributions": gold, "ignore": []}))
    print(f"{options.count} articles from {len(quotations)} quotations and {len(sentences)} sentences")


if __name__ == "__main__":
    main()
