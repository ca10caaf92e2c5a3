"""The streams of `saidby extract --format arrow` in the programs that people read them with: pyarrow, Polars and DuckDB.

    python tests/readers/arrow.py SAIDBY FOLDER

What they see must be what the same records give as JSON, value by value.
"""

import io
import json
import sys
from pathlib import Path

import duckdb
import polars
import pyarrow
import pyarrow.parquet

import program

SAIDBY, WORK = Path(sys.argv[1]).resolve(), Path(sys.argv[2])
PLACES = ("content", "cue", "source")


def run(*options, input, code=0):
    done = program.run(SAIDBY, "extract", "--from", "jsonl", *options, "-", input=input, code=code)
    return done.stdout, done.stderr.decode()


def records(count):
    """Articles with and without claims, other languages, pages, and what cannot be read."""
    for n in range(count):
        told = f"“Berth {n} is closed,” harbour master Ana Diaz said.\r\n\r\nDiaz told the Port Vell Herald it will open in May.\r\n\r\n"
        yield {"id": f"a{n}", "text": "Ferry 👩 stops\r\n\r\n" + told * (n % 4), "title": f"Ferry {n}", "publisher": "Port Vell Star",
               "date": "2026-11-27", "url": f"x/{n}"}
        if n % 50 == 7:
            yield {"id": n, "text": "« Nous sommes prêts », a déclaré la ministre lundi. Les bateaux restent au port du village."}
            yield {"id": ["p", n], "format": "html", "text": f"<html><body><p>{'“No,” Ana Diaz said of the old ferry on Monday. ' * 8}</p></body></html>"}
            yield {"text": " "}
            yield {"id": None}
            yield {"text": "Officials said the ferry is late."}
            yield []


def spans(of):
    return [[span["start"], span["end"]] for span in of]


def identity(record):
    return record["id"] if record["id"] is None or isinstance(record["id"], str) else json.dumps(record["id"])


def same_claim(row, claim, speakers):
    for part in PLACES:
        assert spans(row[part]) == claim[part], (row, claim)
        assert row[part + "_text"] == " … ".join(claim["words"][part]), (row, claim)
    for key in ("kind", "class", "speaker", "speaker_id", "via", "score"):
        assert row[key] == claim[key], (key, row, claim)
    speaker = speakers.get(claim["speaker_id"], {})
    for key, column in (("kind", "speaker_kind"), ("role", "speaker_role"), ("anonymous", "anonymous")):
        assert row[column] == speaker.get(key), (column, row, speaker)


def same_articles(rows, expected):
    assert len(rows) == len(expected)
    for row, record in zip(rows, expected):
        assert (row["id"], row["ok"]) == (identity(record), record["ok"]), (row["id"], record["id"])
        for key in ("n", "version", "run"):
            assert row[key] == record[key]
        error = record.get("error", {})
        assert (row["error_code"], row["error_message"]) == (error.get("code"), error.get("message"))
        assert json.loads(row["kept"] or "{}") == record.get("kept", {})
        for key in ("engine", "model", "blake3", "lang", "skipped", "warnings", "title", "publisher", "date", "offsets", "text", "hidden"):
            assert row[key] == record.get(key), (key, row[key], record.get(key))
        assert spans(row["struck"] or []) == record.get("struck", []), (row["struck"], record.get("struck"))
        for key in ("speakers", "outlets"):
            if not record["ok"]:
                assert row[key] is None
                continue
            for found, wanted in zip(row[key], record[key], strict=True):
                assert dict(found, mentions=spans(found["mentions"])) == wanted
        speakers = {speaker["id"]: speaker for speaker in record.get("speakers", [])}
        assert (row["claims"] is None) == (not record["ok"])
        for found, claim in zip(row["claims"] or [], record.get("claims", []), strict=True):
            assert found["id"] == claim["id"]
            same_claim(found, claim, speakers)


def main():
    seen = 0
    for engine, count in (("fast", 700), ("deep", 9)):
        input = "\n".join(json.dumps(record) for record in records(count)).encode()
        common = ("--engine", engine, "--keep", "url")
        json_lines, _ = run(*common, "--words", input=input)
        expected = [json.loads(line) for line in json_lines.splitlines()]
        arrow, _ = run(*common, "--words", "--format", "arrow", input=input)
        reader = pyarrow.ipc.open_stream(arrow)
        table = reader.read_all()
        table.validate(full=True)
        same_articles(table.to_pylist(), expected)
        frame = polars.read_ipc_stream(io.BytesIO(arrow))
        same_articles(frame.to_dicts(), expected)

        flat, said = run(*common, "--words", "--format", "arrow", "--rows", "claims", input=input)
        assert "have no row; --rows articles lists them" in said, said
        claims = pyarrow.ipc.open_stream(flat).read_all()
        claims.validate(full=True)
        wanted = [(record, claim) for record in expected for claim in record.get("claims", [])]
        for rows in (claims.to_pylist(), polars.read_ipc_stream(io.BytesIO(flat)).to_dicts()):
            for row, (record, claim) in zip(rows, wanted, strict=True):
                assert (row["id"], row["n"], row["claim_id"]) == (identity(record), record["n"], claim["id"])
                same_claim(row, claim, {speaker["id"]: speaker for speaker in record["speakers"]})
        seen += len(expected) + len(wanted)

        # DuckDB: the stream itself, and the Parquet file that pyarrow makes of it.
        pyarrow.parquet.write_table(claims, WORK / "claims.parquet", compression="zstd")
        for source in ("claims", f"read_parquet('{WORK / 'claims.parquet'}')"):
            [(total, quoted, first)] = duckdb.sql(
                f"select count(*), count(*) filter (where kind = 'direct'), sum(content[1].start) from {source}").fetchall()
            assert total == len(wanted) and quoted == sum(claim["kind"] == "direct" for _, claim in wanted)
            assert first == sum(claim["content"][0][0] for _, claim in wanted)
        [(nested,)] = duckdb.from_arrow(table).query("articles", "select sum(len(claims)) from articles").fetchall()
        assert nested == len(wanted)

        # The same bytes whatever the number of jobs, and less columns with --lean.
        assert run(*common, "--words", "--format", "arrow", "--jobs", "1", input=input)[0] == arrow
        lean = pyarrow.ipc.open_stream(run(*common, "--format", "arrow", "--lean", input=input)[0]).read_all()
        assert set(table.column_names) - set(lean.column_names) == {"speakers", "outlets"}
        assert lean.column("claims").to_pylist() == table.column("claims").to_pylist()
    nothing = pyarrow.ipc.open_stream(run("--engine", "fast", "--format", "arrow", input=b"")[0]).read_all()
    assert nothing.num_rows == 0 and nothing.schema.field("claims").type == table.schema.field("claims").type
    print(f"arrow: {seen} rows are what JSON says, in pyarrow {pyarrow.__version__}, Polars {polars.__version__} and DuckDB {duckdb.__version__}")


main()
