"""A component for spaCy pipelines: ``nlp.add_pipe("saidby", config={"engine": "fast"})``.

It sets ``doc.spans["content"]``, ``doc.spans["cue"]`` and ``doc.spans["source"]`` (the label of a span is the id of its
claim), ``doc._.claims`` (the claims as objects) and ``doc._.saidby`` (the JSON record; None if there was nothing to read).
Spans that do not fall on token boundaries are widened to whole tokens. Docs can be stored and sent to other processes.
"""

from __future__ import annotations

from typing import Any, List

from ._extractor import Article, Claim, ExtractionError, Extractor


class Component:
    """Finds the claims of a Doc."""

    def __init__(self, **options: Any) -> None:
        self.extractor = Extractor(**options)

    def __call__(self, doc: Any) -> Any:
        doc._.saidby = self._record(doc.text)
        claims = doc._.claims
        for part in ("content", "cue", "source"):
            spans = [
                doc.char_span(span.start, span.end, label=claim.id, alignment_mode="expand")
                for claim in claims
                for span in getattr(claim, part)
            ]
            doc.spans[part] = [span for span in spans if span is not None]
        return doc

    def _record(self, text: str) -> Any:
        try:
            return self.extractor(text).to_dict()
        except ExtractionError:
            return None

    def to_disk(self, path: Any, exclude: Any = ()) -> None:
        """Nothing is stored: the weights are in the package."""

    def from_disk(self, path: Any, exclude: Any = ()) -> "Component":
        """Nothing was stored."""
        return self


def create(nlp: Any, name: str, engine: str, timeout: Any, max_words: Any, any_language: bool) -> Component:
    """Make the component; spaCy calls this."""
    return Component(engine=engine, timeout=timeout, max_words=max_words, any_language=any_language)


def _claims(doc: Any) -> List[Claim]:
    record = doc._.saidby
    return [] if record is None else Article(record, doc.text).claims


def _register() -> None:
    from spacy.language import Language
    from spacy.tokens import Doc

    # Plain data, which spaCy can store; the objects are made of it on access.
    if not Doc.has_extension("saidby"):
        Doc.set_extension("saidby", default=None)
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", getter=_claims)
    config = {"engine": "deep", "timeout": None, "max_words": None, "any_language": False}
    Language.factory("saidby", default_config=config, assigns=["doc._.claims"])(create)


_register()
