"""The examples for Spark, in local mode over a made-up corpus, against the command line."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow.parquet
import pytest

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "examples" / "spark"
SAIDBY = os.environ["SAIDBY"]
COUNT = 400


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    path = tmp_path_factory.mktemp("spark") / "corpus.jsonl"
    made = subprocess.run([sys.executable, EXAMPLES / "corpus.py", str(COUNT)], capture_output=True, check=True)
    # What cannot be read is part of every corpus.
    path.write_bytes(made.stdout + b'{"id": "broken"\n{"id": "empty", "text": ""}\n')
    alone = subprocess.run([SAIDBY, "extract", "--from", "jsonl", "--engine", "fast", path], capture_output=True, check=True)
    return path, {answer["id"]: answer for answer in map(json.loads, alone.stdout.splitlines())}


def submit(example, *arguments):
    command = [sys.executable, EXAMPLES / example, *map(str, arguments)]
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1", "MASTER": "local[2]",
                   "PYSPARK_SUBMIT_ARGS": "--master local[2] --conf spark.ui.enabled=false pyspark-shell"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=600)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def test_pipe(corpus, tmp_path):
    path, alone = corpus
    said = submit("pipe.py", path, tmp_path / "out", f"{SAIDBY} extract --from jsonl --engine fast --jobs 1 --progress never -")
    assert said.strip().endswith(f"{COUNT + 2} answers, 2 records could not be read")
    parts = sorted((tmp_path / "out").glob("part-*"))
    assert len(parts) >= 2
    answers = [json.loads(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    # Every partition counts its own records from 0; everything else is the same.
    def without(answer):
        return {key: value for key, value in answer.items() if key != "n"}

    assert [without(answer) for answer in answers] == [without(answer) for answer in alone.values()]


def test_lint(corpus, tmp_path):
    path, _ = corpus
    lint = [SAIDBY, "lint", "--from", "jsonl", "--engine", "fast"]
    said = submit("lint.py", path, tmp_path / "out", " ".join([*lint, "--jobs", "1", "-"]))
    parts = sorted((tmp_path / "out").glob("part-*"))
    answers = [json.loads(line) for part in parts for line in part.read_text(encoding="utf-8").splitlines()]
    alone = subprocess.run([*lint, path], capture_output=True, check=True)
    # Every partition counts its own records from 0; everything else is the same.
    def without(answer):
        return {key: value for key, value in answer.items() if key != "n"}

    assert [without(answer) for answer in answers] == [without(json.loads(line)) for line in alone.stdout.splitlines()]
    rules = Counter(finding["rule"] for answer in answers for finding in answer.get("findings", []))
    assert rules, "the corpus gives no cause for findings"
    counts = [f"{rule}: {count}" for rule, count in sorted(rules.items())]
    assert said.strip().splitlines()[-len(counts) - 1:] == [*counts, f"{COUNT + 2} answers, 2 records could not be read"]


def test_map_in_arrow(corpus, tmp_path):
    path, alone = corpus
    said = submit("map_in_arrow.py", path, tmp_path / "out")
    rows = pyarrow.parquet.read_table(tmp_path / "out").to_pylist()
    wanted = {(id, claim["id"]): claim for id, answer in alone.items() for claim in answer.get("claims", [])}
    assert len(rows) == len(wanted)
    for row in rows:
        claim = wanted[row["id"], row["claim_id"]]
        assert [[span["start"], span["end"]] for span in row["content"]] == claim["content"]
        assert (row["speaker"], row["via"], row["score"]) == (claim["speaker"], claim["via"], claim["score"])
    name, count = Counter(claim["speaker"] or "unattributed" for claim in wanted.values()).most_common(1)[0]
    assert f"{name}: {count} claims" in said
