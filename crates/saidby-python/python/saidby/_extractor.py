"""The extractor and the types of what it finds."""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, List, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ._saidby import Engine

if TYPE_CHECKING:
    import pyarrow

Record = Mapping[str, Any]


class Span(NamedTuple):
    """A passage of the text: first position and the position after the last one."""

    start: int
    end: int


class ExtractionError(ValueError):
    """A text that could not be read. ``code`` is one of the error codes of the JSON record."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Speaker:
    """A person, organisation, group or document that claims are attributed to."""

    id: str
    name: str
    role: Optional[str]
    kind: str
    anonymous: bool
    mentions: Tuple[Span, ...]


@dataclass(frozen=True)
class Outlet:
    """A news organisation in the text."""

    id: str
    name: str
    role: str
    mentions: Tuple[Span, ...]


@dataclass(frozen=True)
class Claim:
    """A reported statement. ``text``, ``cue_text`` and ``source_text`` are the words of its spans."""

    id: str
    kind: str
    cue_class: str
    content: Tuple[Span, ...]
    cue: Tuple[Span, ...]
    source: Tuple[Span, ...]
    speaker: Optional[str]
    speaker_id: Optional[str]
    via: Tuple[str, ...]
    score: float
    text: str
    cue_text: str
    source_text: str


class Article:
    """What was found in one text."""

    def __init__(self, record: Dict[str, Any], text: str) -> None:
        self._record = record
        #: The text that spans count in: as given, or as extracted from the page.
        self.text: str = record.get("text", text)
        unit = record["offsets"]
        self._units = {"codepoints": self.text, "utf16": self.text.encode("utf-16-le", "surrogatepass"), "bytes": self.text.encode()}[unit]
        self._unit = unit
        #: What of the text is struck through: nobody says it.
        self.struck: List[Span] = _spans(record.get("struck", ()))
        self.claims: List[Claim] = [self._claim(claim) for claim in record["claims"]]
        self.speakers: List[Speaker] = [
            Speaker(s["id"], s["name"], s["role"], s["kind"], s["anonymous"], _spans(s["mentions"])) for s in record.get("speakers", ())
        ]
        self.outlets: List[Outlet] = [Outlet(o["id"], o["name"], o["role"], _spans(o["mentions"])) for o in record.get("outlets", ())]

    @property
    def language(self) -> Optional[str]:
        """The language of the text as an ISO 639 code; None if there is too little text to tell."""
        language: Optional[str] = self._record["lang"]
        return language

    @property
    def engine(self) -> Optional[str]:
        """The engine that read the text; None if it was skipped because of its language."""
        engine: Optional[str] = self._record["engine"]
        return engine

    @property
    def warnings(self) -> List[str]:
        """Warnings about the result: timeout, language_unknown, other_language."""
        return list(self._record["warnings"])

    @property
    def hidden(self) -> int:
        """How many more claims there are with ``scope="all"``."""
        return int(self._record["hidden"])

    def speaker_of(self, claim: Claim) -> Optional[Speaker]:
        """The speaker of a claim."""
        return next((speaker for speaker in self.speakers if speaker.id == claim.speaker_id), None)

    def to_dict(self) -> Dict[str, Any]:
        """The JSON record, as ``saidby extract --from jsonl`` writes it."""
        return self._record

    def __repr__(self) -> str:
        return f"Article({len(self.claims)} claims, {len(self.speakers)} speakers, {len(self.outlets)} outlets)"

    def _words(self, spans: Sequence[Sequence[int]]) -> str:
        if self._unit == "codepoints":
            return " … ".join(self.text[start:end] for start, end in spans)
        if self._unit == "bytes":
            return " … ".join(self._units[start:end].decode() for start, end in spans)
        return " … ".join(self._units[2 * start : 2 * end].decode("utf-16-le", "surrogatepass") for start, end in spans)

    def _claim(self, claim: Dict[str, Any]) -> Claim:
        return Claim(
            id=claim["id"],
            kind=claim["kind"],
            cue_class=claim["class"],
            content=_spans(claim["content"]),
            cue=_spans(claim["cue"]),
            source=_spans(claim["source"]),
            speaker=claim["speaker"],
            speaker_id=claim["speaker_id"],
            via=tuple(claim["via"]),
            score=claim["score"],
            text=self._words(claim["content"]),
            cue_text=self._words(claim["cue"]),
            source_text=self._words(claim["source"]),
        )


class Extractor:
    """Extracts claims. Make one and keep it: the weights of the deep engine are read once.

    engine
        "deep" (a small neural network, more accurate) or "fast" (rules, for large corpora).
    threads
        How many texts ``pipe`` and ``arrow`` read at once; 0 means one per processor. Inside Spark, Ray or Dask leave it
        at 1: they run one process per core.
    min_score, scope, offsets, words, lean, keep, max_words, timeout, any_language
        As the options of ``saidby extract --from jsonl``. ``keep`` names values of a record to copy to the answer.
    model
        Path of another weight file for the deep engine.
    """

    def __init__(
        self,
        engine: str = "deep",
        threads: int = 1,
        *,
        min_score: Optional[float] = None,
        scope: Optional[str] = None,
        offsets: str = "codepoints",
        words: bool = False,
        lean: bool = False,
        keep: Sequence[str] = (),
        max_words: Optional[int] = None,
        timeout: Optional[float] = None,
        any_language: bool = False,
        model: Union[str, "os.PathLike[str]", None] = None,
    ) -> None:
        weights = None
        if model is not None:
            with open(model, "rb") as file:
                weights = file.read()
        self._arguments: Dict[str, Any] = dict(
            engine=engine, threads=threads, min_score=min_score, scope=scope, offsets=offsets, words=words, lean=lean,
            keep=tuple(keep), max_words=max_words, timeout=timeout, any_language=any_language, model=model,
        )
        self._engine = Engine(
            engine, threads or os.cpu_count() or 1, min_score=min_score, scope=scope, offsets=offsets, words=words, lean=lean,
            keep=list(keep), max_words=max_words, timeout=timeout, any_language=any_language, model=weights,
        )

    def __call__(
        self,
        text: str,
        *,
        id: Any = None,
        title: Optional[str] = None,
        publisher: Optional[str] = None,
        date: Optional[str] = None,
        format: str = "text",
    ) -> Article:
        """Read one text; raises ExtractionError if there is nothing to read in it."""
        record = {"id": id, "text": text, "title": title, "publisher": publisher, "date": date, "format": format}
        [answer] = self._engine.answers(0, [_line(record)])
        answer = json.loads(answer)
        if not answer["ok"]:
            raise ExtractionError(answer["error"]["code"], answer["error"]["message"])
        return Article(answer, text)

    def pipe(self, records: Iterable[Union[str, Record]], batch: int = 256) -> Iterator[Dict[str, Any]]:
        """Read many records; yields one dictionary for each, in order.

        A record is a mapping with "text" and optionally "id", "title", "publisher", "date", "format", or just a text. What
        cannot be read is a record with ``"ok": False``, not an exception. The GIL is released while a batch is read.
        """
        records, first = iter(records), 0
        while True:
            lines = [_line(record) for record in itertools.islice(records, max(1, batch))]
            if not lines:
                return
            for answer in self._engine.answers(first, lines):
                yield json.loads(answer)
            first += len(lines)

    def arrow(
        self, data: Any, text: str = "text", id: Optional[str] = "id", rows: str = "articles", batch: int = 1024
    ) -> "pyarrow.Table":
        """Read a table; the result is a pyarrow.Table.

        ``data`` is a pyarrow Table or RecordBatch, or anything with the Arrow PyCapsule interface, such as a Polars
        DataFrame. ``rows`` is "articles" (one row per article, claims nested) or "claims" (one flat row per claim).
        Columns title, publisher, date and format are used if they are there, and those of ``keep`` come back in ``kept``.
        """
        import pyarrow

        table = pyarrow.table(data) if not isinstance(data, pyarrow.RecordBatch) else pyarrow.Table.from_batches([data])
        if text not in table.column_names:
            raise KeyError(f"no column {text!r} in {table.column_names}")
        more = ("title", "publisher", "date", "format", *self._arguments["keep"])
        names = {"text": text, **{name: name for name in more if name in table.column_names}}
        if id is not None and id in table.column_names:
            names["id"] = id
        parts, first = [], 0
        for piece in table.select(list(dict.fromkeys(names.values()))).to_batches(max_chunksize=batch):
            columns = {name: piece.column(column).to_pylist() for name, column in names.items()}
            lines = [_line({name: values[row] for name, values in columns.items()}) for row in range(piece.num_rows)]
            parts.append(pyarrow.ipc.open_stream(self._engine.arrow(first, lines, rows)).read_all())
            first += len(lines)
        if not parts:
            parts.append(pyarrow.ipc.open_stream(self._engine.arrow(0, [], rows)).read_all())
        return pyarrow.concat_tables(parts)

    @property
    def model(self) -> Optional[str]:
        """The name of the deep engine's model."""
        return self._engine.model

    @property
    def run(self) -> str:
        """Twelve digits for engine, model, version and options; answers with different ones do not belong together."""
        return self._engine.run

    def __reduce__(self) -> Any:
        # Workers of other processes make one of their own.
        return _again, (self._arguments,)

    def __repr__(self) -> str:
        return f"Extractor(engine={self._arguments['engine']!r}, threads={self._arguments['threads']})"


def _again(arguments: Dict[str, Any]) -> Extractor:
    return Extractor(**arguments)


def _spans(spans: Iterable[Sequence[int]]) -> Tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in spans)


def _line(record: Union[str, Record]) -> bytes:
    if isinstance(record, str):
        record = {"text": record}
    # Half of a surrogate pair is in no UTF-8; the engine says so, and this must not fail here.
    return json.dumps(dict(record), default=_plain, ensure_ascii=True).encode("ascii")


def _plain(value: Any) -> Any:
    """A value that JSON does not have: dates as text, numbers of NumPy as numbers. Bytes are not a text."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return None
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value.item() if hasattr(value, "item") else str(value)
