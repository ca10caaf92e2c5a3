"""The compiled part of the package; use ``saidby.Extractor``."""

from typing import List, Optional

__version__: str

class Engine:
    def __init__(
        self,
        engine: str,
        threads: int,
        *,
        min_score: Optional[float],
        scope: Optional[str],
        offsets: str,
        words: bool,
        lean: bool,
        keep: List[str],
        max_words: Optional[int],
        timeout: Optional[float],
        any_language: bool,
        model: Optional[bytes],
    ) -> None: ...
    def answers(self, first: int, records: List[bytes]) -> List[bytes]: ...
    def arrow(self, first: int, records: List[bytes], rows: str) -> bytes: ...
    @property
    def model(self) -> Optional[str]: ...
    @property
    def run(self) -> str: ...
