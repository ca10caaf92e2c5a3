#!/usr/bin/env python3
"""A corpus in one run, with memory and kills; inside Spark; and beside spaCy's small pipeline.

    cargo build --release
    python3 benches/corpus.py memory 1000000        # peak memory and time over that many short records
    python3 benches/corpus.py kills 1000000         # killed 20 times and resumed: the same bytes
    python3 benches/corpus.py spark 100000          # needs pyspark, pyarrow and the wheel
    python3 benches/corpus.py spacy 400             # needs spacy and a small English pipeline (argument 2: its name)
    python3 benches/corpus.py folder 100000         # check and stats over a folder, without and with sidecars

Processor time counts beside elapsed time: of another program's work on the machine it knows nothing.
"""

import filecmp
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAIDBY = os.environ.get("SAIDBY", str(ROOT / "target/release/saidby"))
EXTRACT = [SAIDBY, "extract", "--from", "jsonl", "--engine", "fast", "--progress", "never"]
sys.path.insert(0, str(ROOT / "examples/spark"))
KILLS = 20


def write(path, count, paragraphs):
    """Records of the made-up corpus; a few texts again and again with another number, so that making them is not what is measured."""
    from corpus import record

    texts = [record(number, paragraphs) for number in range(1000)]
    with open(path, "w", encoding="utf-8") as out:
        for number in range(count):
            one = {**texts[number % len(texts)], "id": f"a{number}"}
            out.write(json.dumps(one, ensure_ascii=False) + "\n")
    return os.path.getsize(path)


class Timed:
    """Elapsed and processor time of child processes."""

    def __enter__(self):
        self.begin, self.before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        return self

    def __exit__(self, *_):
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = time.monotonic() - self.begin
        self.cpu = after.ru_utime + after.ru_stime - self.before.ru_utime - self.before.ru_stime

    def __str__(self):
        return f"{self.wall:.1f} s elapsed, {self.cpu:.1f} s on the processor"


def high_water(pid):
    """The most memory that a process has had, in MB."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024


def memory(folder, count):
    path = folder / "corpus.jsonl"
    size = write(path, count, 2)
    marks = []
    with Timed() as timed, subprocess.Popen([*EXTRACT, path], stdout=subprocess.PIPE) as child:
        for number, _ in enumerate(child.stdout, 1):
            if number in (count // 10, count - 100):
                marks.append(high_water(child.pid))
        assert child.wait() == 0 and number == count
    print(f"{count} records, {size / 1e6:.0f} MB: {timed}; {marks[0]:.1f} MB after a tenth, {marks[1]:.1f} MB at the end")
    assert marks[1] < marks[0] + 5, "memory grows with the input"


def kills(folder, count):
    path, out, whole = folder / "corpus.jsonl", folder / "out.jsonl", folder / "whole.jsonl"
    write(path, count, 2)
    with Timed() as timed, open(whole, "wb") as file:
        subprocess.run([*EXTRACT, path], stdout=file, check=True)
    draw, done = random.Random(7), 0
    while done < KILLS:
        child = subprocess.Popen([*EXTRACT, "--resume", out, path])
        time.sleep(draw.uniform(0.2, 1.8) * timed.wall / KILLS)
        if child.poll() is not None:
            # The run came to its end before it was killed: the rounds begin again.
            assert child.returncode == 0 and filecmp.cmp(out, whole, False), f"other bytes after {done} kills"
            out.unlink()
            continue
        child.kill()
        child.wait()
        done += 1
    subprocess.run([*EXTRACT, "--resume", out, path], check=True)
    assert filecmp.cmp(out, whole, False), "other bytes"
    print(f"{count} records, {os.path.getsize(whole) / 1e6:.0f} MB of output: killed {done} times and resumed, the same bytes")


def spark(folder, count):
    from pyspark.sql import SparkSession

    import saidby.spark

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)

    path = folder / "corpus.jsonl"
    size = write(path, count, 16)
    cores = os.cpu_count()
    session = (SparkSession.builder.master(f"local[{cores}]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
               .config("spark.driver.memory", "2g")
               .config("spark.sql.files.maxPartitionBytes", str(size // (cores * 4))).getOrCreate())
    session.sparkContext.setLogLevel("ERROR")
    lines = session.sparkContext.textFile(str(path), minPartitions=cores * 4)
    frame = session.read.schema("id string, text string, publisher string, date string").json(str(path))
    # Workers are started, and code is loaded, before anything counts.
    lines.pipe("cat").count()
    saidby.spark.extract(frame.limit(10), engine="fast", rows="claims").write.parquet(str(folder / "warm"))
    pipe = " ".join([*EXTRACT, "--jobs", "1", "-"])

    def alone():
        with open(folder / "alone.jsonl", "wb") as out:
            subprocess.run([*EXTRACT, "--jobs", str(cores), path], stdout=out, check=True)

    def arrow():
        with open(folder / "alone.arrows", "wb") as out:
            subprocess.run([*EXTRACT, "--jobs", str(cores), "--format", "arrow", "--rows", "claims", path], stdout=out, check=True)

    def claims():
        return saidby.spark.extract(frame, engine="fast", rows="claims")

    ways = {
        "the program alone, JSON Lines": alone,
        "the program alone, Arrow": arrow,
        "rdd.pipe": lambda: lines.pipe(pipe, checkCode=True).saveAsTextFile(str(folder / f"pipe{time.monotonic_ns()}")),
        "mapInArrow": lambda: claims().write.format("noop").mode("overwrite").save(),
        "mapInArrow, into Parquet": lambda: claims().write.parquet(str(folder / f"arrow{time.monotonic_ns()}")),
    }
    print(f"{count} records, {size / 1e6:.0f} MB, {cores} cores, the best of two rounds in turns:")
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(2):
        for name, way in ways.items():
            begin = time.monotonic()
            way()
            best[name] = min(best[name], time.monotonic() - begin)
    for name, seconds in best.items():
        share = best["the program alone, JSON Lines"] / seconds
        print(f"{name}: {seconds:.1f} s, {count / seconds:.0f} records a second, {100 * share:.0f} % of the program alone")
    session.stop()


def spacy(folder, count, pipeline="en_core_web_sm"):
    import spacy

    path = folder / "corpus.jsonl"
    size = write(path, count, 16)
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    nlp = spacy.load(pipeline)
    list(nlp.pipe(texts[:20]))
    begin = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    theirs = time.process_time() - begin
    print(f"spaCy {spacy.__version__}, {pipeline}: {theirs:.2f} s on the processor, {size / theirs / 1e6:.3f} MB/s")
    for engine in ("fast", "deep"):
        with Timed() as timed:
            command = [SAIDBY, "extract", "--from", "jsonl", "--engine", engine, "--jobs", "1", path]
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        print(f"saidby, {engine} engine: {timed}, {size / timed.cpu / 1e6:.3f} MB/s")


def folder(folder, count):
    from corpus import record

    articles = folder / "articles"
    articles.mkdir()
    for number in range(count):
        (articles / f"{number:07}.txt").write_text(record(number)["text"], encoding="utf-8")

    def measure(what):
        for command in ("check", "stats"):
            with Timed() as timed:
                done = subprocess.run([SAIDBY, command, articles], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            assert done.returncode == 0
            print(f"{command}, {count} articles {what}: {timed}")

    measure("without sidecars")
    made = folder / "made.jsonl"
    with open(made, "wb") as out:
        subprocess.run([SAIDBY, "extract", "--engine", "fast", "--format", "jsonl", articles], stdout=out, check=True)
    subprocess.run([SAIDBY, "import", "--format", "jsonl", made], stderr=subprocess.DEVNULL, check=True)
    claims = sum(len(json.loads(line)["claims"]) for line in open(made, encoding="utf-8"))
    measure(f"with sidecars of {claims / count:.0f} claims")


if __name__ == "__main__":
    what, count = sys.argv[1], int(sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        {"memory": memory, "kills": kills, "spark": spark, "spacy": spacy, "folder": folder}[what](Path(work), count, *sys.argv[3:])
