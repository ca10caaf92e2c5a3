"""Validates the JSON of every command that writes objects of docs/saidby.schema.json.

    python schema.py SAIDBY REPOSITORY WORK

Every sample is extracted and exported in every form, once more as records, with everything that can be wrong with a record.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

import program

SAIDBY, REPOSITORY, WORK = (Path(argument).resolve() for argument in sys.argv[1:4])
SCHEMA = json.loads((REPOSITORY / "docs/saidby.schema.json").read_text())
Draft202012Validator.check_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)
SAMPLES = sorted(str(path) for path in (REPOSITORY / "samples").iterdir() if path.suffix in (".txt", ".md", ".html"))


def run(*arguments, input=None, code=0):
    return program.run(SAIDBY, *arguments, cwd=WORK, input=input, code=code).stdout.decode("utf-8")


def valid(objects, what):
    objects = list(objects)
    assert objects, what
    for each in objects:
        for error in VALIDATOR.iter_errors(each):
            sys.exit(f"{what}: {error.json_path}: {error.message[:300]}\n{json.dumps(each)[:500]}")
    return objects


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def records():
    formats = {".txt": "text", ".md": "markdown", ".html": "html"}
    for number, sample in enumerate(SAMPLES):
        path = Path(sample)
        yield json.dumps({"id": number, "text": path.read_text(encoding="utf-8"), "format": formats[path.suffix],
                          "title": path.stem, "date": "2026-11-27", "publisher": "Port Vell Herald", "url": "x"})
    yield json.dumps({"id": ["a"], "text": "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port du village."})
    yield from ('{"id": 1', "[]", '{"id": "x"}', '{"text": " "}', '{"text": "a", "format": "pdf"}', '{"text": "Ana Diaz said no."}')
    yield json.dumps({"text": "<html></html>", "format": "html"})
    yield json.dumps({"text": "word " * 9000})


def main():
    seen = 0
    for engine in ("fast", "deep"):
        for scope in ("default", "all"):
            for more in ((), ("--reasons",), ("--readings",)):
                found = json.loads(run("extract", "--engine", engine, "--scope", scope, "--format", "json", *more, *SAMPLES))
                seen += len(valid(found, f"extract {engine} {scope} {more}"))
        seen += len(valid(lines(run("extract", "--engine", engine, "--format", "jsonl", *SAMPLES)), "extract jsonl"))
        seen += len(valid(lines(run("export", "--suggestions", "--engine", engine, "--format", "jsonl", *SAMPLES)), "suggestions"))
        input = "\n".join(records()).encode()
        for more in ((), ("--words",), ("--lean", "--keep", "url,date"), ("--offsets", "utf16", "--any-language"), ("--timeout", "0.01")):
            command = ("extract", "--from", "jsonl", "--engine", engine, "--max-words", "8000", *more, "-")
            found = valid(lines(run(*command, input=input)), f"records {engine} {more}")
            assert {"ok", "error"} <= {key for each in found for key in each}
            seen += len(found)
    reviews = valid(lines(run("export", "--format", "jsonl", *SAMPLES)), "reviews")
    for each in reviews:
        ids = {speaker["id"]: speaker["name"] for speaker in each["speakers"]}
        for claim in each["claims"]:
            assert claim["speaker_id"] is None or ids[claim["speaker_id"]] == claim["speaker"], claim
    print(f"schema: {seen + len(reviews)} objects are valid")


main()
