"""The package as users have it, against the command line: the two must say the same."""

import datetime
import doctest
import inspect
import json
import os
import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.parquet
import pytest
import spacy

import saidby
import saidby.spark

SAIDBY = os.environ["SAIDBY"]
TEXT = (
    "Ferry 👩 stops\r\n\r\n“The hull is cracked,” harbour master Ana Diaz said on Monday.\r\n\r\n"
    "Diaz told the Port Vell Herald that the ferry would not sail before May.\r\n"
)


def records(count):
    for number in range(count):
        yield {"id": f"a{number}", "text": TEXT.replace("hull", f"hull {number}") * (1 + number % 3), "title": f"Ferry {number}"}
    yield {"id": "none"}
    yield {"id": "empty", "text": " "}
    yield {"id": "fr", "text": "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port de la ville."}


def command_line(given, *options):
    lines = "\n".join(json.dumps(record) for record in given).encode()
    done = subprocess.run([SAIDBY, "extract", "--from", "jsonl", *options, "-"], input=lines, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("engine", ["fast", "deep"])
@pytest.mark.parametrize("threads", [1, 3])
def test_pipe_says_what_the_command_line_says(engine, threads):
    given = list(records(40 if engine == "fast" else 6))
    extractor = saidby.Extractor(engine=engine, threads=threads)
    assert list(extractor.pipe(given, batch=7)) == command_line(given, "--engine", engine)
    found = list(saidby.Extractor(engine=engine, words=True, lean=True, offsets="utf16").pipe(given))
    assert found == command_line(given, "--engine", engine, "--words", "--lean", "--offsets", "utf16")


@pytest.mark.parametrize("offsets", ["codepoints", "utf16", "bytes"])
def test_objects(offsets):
    article = saidby.Extractor(engine="fast", offsets=offsets)(TEXT, id=5, publisher="Port Vell Star")
    [record] = command_line([{"id": 5, "text": TEXT, "publisher": "Port Vell Star"}], "--engine", "fast", "--offsets", offsets)
    assert article.to_dict() == record
    first = article.claims[0]
    assert (first.text, first.cue_text, first.speaker, first.kind) == ("“The hull is cracked,”", "said", "Ana Diaz", "direct")
    assert article.speaker_of(first).name == "Ana Diaz"
    assert article.language == "en" and article.engine == "fast" and article.warnings == []
    assert any(outlet.name == "Port Vell Herald" for outlet in article.outlets)
    assert "claims" in repr(article)


def test_wrong_values():
    with pytest.raises(saidby.ExtractionError) as error:
        saidby.Extractor(engine="fast")(" ")
    assert error.value.code == "empty_text"
    for wrong in ({"engine": "slow"}, {"offsets": "letters"}, {"min_score": 2.0}, {"timeout": -1.0}, {"scope": "most"}):
        with pytest.raises(ValueError):
            saidby.Extractor(**{"engine": "fast", **wrong})
    page = saidby.Extractor(engine="fast")("<html><p>“No,” Ana Diaz said of the old ferry on Monday.</p></html>", format="html")
    assert page.claims[0].text == "“No,”"


def test_what_is_not_text_is_a_record():
    given = ["half \ud800 a pair", {"text": TEXT.encode()}, {"text": None}, {"id": 3, "text": TEXT, "date": datetime.date(2026, 11, 27)}]
    answers = list(saidby.Extractor(engine="fast").pipe(given))
    assert [answer.get("error", {}).get("code") for answer in answers] == ["bad_json", "no_text_field", "no_text_field", None]
    assert answers[3]["date"] == "2026-11-27"


def test_values_are_kept():
    extractor = saidby.Extractor(engine="fast", keep=["url"])
    given = [{"text": TEXT, "url": "a/b", "other": 1}]
    assert next(extractor.pipe(given)) == command_line(given, "--engine", "fast", "--keep", "url")[0]
    assert next(pickle.loads(pickle.dumps(extractor)).pipe(given))["kept"] == {"url": "a/b"}


def test_the_lock_of_the_interpreter_is_released():
    extractor = saidby.Extractor(engine="deep")
    ticks, stop = 0, threading.Event()

    def tick():
        nonlocal ticks
        while not stop.is_set():
            ticks += 1
            time.sleep(0.001)

    thread = threading.Thread(target=tick)
    thread.start()
    begin = time.perf_counter()
    extractor(TEXT * 20)
    seconds = time.perf_counter() - begin
    stop.set()
    thread.join()
    assert ticks > seconds * 20, (ticks, seconds)


def test_an_extractor_is_pickled():
    extractor = pickle.loads(pickle.dumps(saidby.Extractor(engine="fast", words=True)))
    assert extractor.run == saidby.Extractor(engine="fast", words=True).run
    assert next(extractor.pipe([TEXT]))["claims"][0]["words"]["cue"] == ["said"]


def test_arrow_in_three_programs(tmp_path):
    given = list(records(20))
    expected = list(saidby.Extractor(engine="fast").pipe(given))
    frame = polars.DataFrame({"id": [record["id"] for record in given], "text": [record.get("text") for record in given],
                              "title": [record.get("title") for record in given]})
    extractor = saidby.Extractor(engine="fast", threads=2)
    articles = extractor.arrow(frame, rows="articles", batch=6)
    assert articles.column("id").to_pylist() == [record["id"] for record in given]
    assert articles.column("n").to_pylist() == list(range(len(given)))
    codes = {record["id"]: (record.get("error") or {}).get("code") for record in expected}
    assert dict(zip(articles.column("id").to_pylist(), articles.column("error_code").to_pylist())) == codes
    nested = articles.column("claims").to_pylist()
    for record, found in zip(expected, nested):
        claims = record.get("claims", [])
        assert [(c["id"], c["speaker"], [[s["start"], s["end"]] for s in c["content"]]) for c in found or []] == [
            (c["id"], c["speaker"], c["content"]) for c in claims
        ]
    flat = extractor.arrow(frame.to_arrow(), rows="claims")
    assert flat.num_rows == sum(len(record.get("claims", [])) for record in expected)
    in_polars = polars.from_arrow(flat)
    assert in_polars.filter(polars.col("speaker") == "Ana Diaz").height > 20
    [(count, words)] = duckdb.sql("select count(*), min(content_text) from flat where kind = 'direct'").fetchall()
    assert count == in_polars.filter(polars.col("kind") == "direct").height and words.startswith("“The hull")
    pyarrow.parquet.write_table(flat, tmp_path / "claims.parquet")
    assert polars.read_parquet(tmp_path / "claims.parquet").height == flat.num_rows
    empty = extractor.arrow(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), rows="claims")
    assert empty.schema == flat.schema and empty.num_rows == 0


def test_the_component_of_spacy():
    nlp = spacy.blank("en")
    nlp.add_pipe("saidby", config={"engine": "fast"})
    doc = nlp(TEXT)
    assert [span.text for span in doc.spans["cue"]][:1] == ["said"]
    assert doc.spans["content"][0].text == "“The hull is cracked,”"
    assert doc._.claims[0].speaker == "Ana Diaz"
    assert len(nlp("").spans["cue"]) == 0
    assert spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())._.claims == doc._.claims
    again = [doc._.claims[0].speaker for doc in nlp.pipe([TEXT, TEXT], n_process=2)]
    assert again == ["Ana Diaz", "Ana Diaz"]


def test_the_example_draws_a_chart(tmp_path):
    folder, picture = tmp_path / "articles", tmp_path / "voices.png"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(TEXT, encoding="utf-8")
    example = Path(__file__).parent.parent / "examples" / "voices.py"
    done = subprocess.run([sys.executable, example, folder, picture], capture_output=True, check=True, text=True)
    assert done.stdout.startswith("Ana Diaz") and "quoted" in done.stdout
    assert picture.read_bytes().startswith(b"\x89PNG") and picture.stat().st_size > 5000


def test_the_examples_of_the_documentation():
    for module in (saidby, saidby._extractor):
        failed, _ = doctest.testmod(module)
        assert failed == 0
    assert doctest.testmod(saidby).attempted >= 3


def test_stubs_and_docstrings():
    package = Path(saidby.__file__).parent
    assert (package / "py.typed").exists() and (package / "_saidby.pyi").exists()
    for name in saidby.__all__:
        assert name == "__version__" or inspect.getdoc(getattr(saidby, name)), name
    for name, member in inspect.getmembers(saidby.Extractor):
        assert name.startswith("_") or inspect.getdoc(member), name
    stub = (package / "_saidby.pyi").read_text(encoding="utf-8")
    for name in dir(saidby._saidby.Engine):
        assert name.startswith("_") or f"def {name}(" in stub, name


def test_types(tmp_path):
    (tmp_path / "use.py").write_text("import saidby\nreveal_type(saidby.Extractor()('x').claims[0].via)\n", encoding="utf-8")
    check = [sys.executable, "-m", "mypy", "--strict", "--ignore-missing-imports", "--cache-dir", tmp_path / "cache"]
    package = subprocess.run([*check, "-p", "saidby"], capture_output=True, text=True, cwd=tmp_path)
    assert package.returncode == 0, package.stdout
    use = subprocess.run([*check, "use.py"], capture_output=True, text=True, cwd=tmp_path)
    assert 'Revealed type is "tuple[str, ...]"' in use.stdout, use.stdout


@pytest.mark.parametrize("rows", ["articles", "claims"])
def test_the_schema_is_that_of_every_table(rows):
    # Dask needs it for Parquet, since its tables of nothing do not say what is in a list.
    found = saidby.Extractor(engine="fast").arrow(pyarrow.table({"id": ["a"], "text": [TEXT]}), rows=rows)
    assert found.num_rows and found.schema == saidby.spark.arrow_schema(rows)
    done = subprocess.run([sys.executable, "-c", "import sys, saidby.spark; saidby.spark.arrow_schema(); print('pyspark' in sys.modules)"],
                          capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
