"""A made-up corpus as JSON Lines, the same every time: `python corpus.py 1000 > corpus.jsonl`."""

import json
import random
import sys

NAMES = ["Ana Diaz", "Tom Okafor", "Mira Lund", "Pavel Hora", "Rosa Whitfield", "Idris Kane", "Lena Marsh", "Owen Teague"]
ROLES = ["harbour master", "mayor", "head teacher", "union secretary", "hydrologist", "bus driver", "council leader", "surgeon"]
OUTLETS = ["Port Vell Herald", "Lowland Gazette", "Radio Estuary", "Northgate Observer"]
SUBJECTS = ["the ferry", "the new bridge", "the school roof", "the night bus", "the flood barrier", "the old mill", "the budget"]
STATES = ["is three weeks late", "costs more than planned", "will open in May", "needs another inspection", "has failed twice"]
PLACES = ["Port Vell", "Northgate", "Lowland", "Saltmarsh", "Upper Quay"]
PLAIN = ["About forty people came to the meeting in {place}.", "Work began in the spring.", "The vote is on Thursday evening.",
         "A first plan from last year was dropped after heavy rain in {place}.", "Buses were full all week."]
SAID = ["“{Subject} {state},” {role} {name} said on Monday.", "{name} told the {outlet} that {subject} {state}.",
        "According to {name}, {subject} {state}.", "“We have waited long enough,” said {name}, a {role} in {place}.",
        "The {outlet} reported that {subject} {state}.", "Officials in {place} said {subject} {state}."]


def record(number, paragraphs=16):
    """One article of some 1 to 3 KB with the default number of paragraphs."""
    draw = random.Random(number)
    text = []
    for _ in range(draw.randint(paragraphs // 2, paragraphs)):
        values = {"name": draw.choice(NAMES), "role": draw.choice(ROLES), "outlet": draw.choice(OUTLETS), "place": draw.choice(PLACES),
                  "subject": draw.choice(SUBJECTS), "state": draw.choice(STATES)}
        values["Subject"] = values["subject"][0].upper() + values["subject"][1:]
        sentences = [draw.choice(SAID), draw.choice(PLAIN), draw.choice(SAID)] if draw.random() < 0.5 else [draw.choice(SAID)]
        text.append(" ".join(sentences).format(**values))
    return {"id": f"a{number}", "text": "\n\n".join(text), "publisher": draw.choice(OUTLETS), "date": f"2026-11-{1 + number % 28:02}"}


if __name__ == "__main__":
    for number in range(int(sys.argv[1])):
        print(json.dumps(record(number), ensure_ascii=False))
