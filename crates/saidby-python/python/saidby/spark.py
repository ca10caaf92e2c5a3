"""saidby inside Spark: a DataFrame with a column of texts becomes a DataFrame of claims or articles.

>>> import saidby.spark
>>> claims = saidby.spark.extract(df, engine="fast", rows="claims")    # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Iterator

from ._extractor import Extractor

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType


def arrow_schema(rows: str = "claims") -> "pyarrow.Schema":
    """The schema of the result, for Arrow."""
    import pyarrow

    return Extractor(engine="fast").arrow(pyarrow.table({"text": pyarrow.array([], pyarrow.string())}), rows=rows).schema


def schema(rows: str = "claims") -> "StructType":
    """The schema of the result, for Spark."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(arrow_schema(rows))


def extract(
    df: "DataFrame", *, text: str = "text", id: str = "id", rows: str = "claims", batch: int = 256, **options: Any
) -> "DataFrame":
    """The claims (one row each) or articles of a DataFrame. ``options`` are those of Extractor.

    Each worker process makes one Extractor with one thread; Spark's own parallelism does the rest.
    """
    wanted = [name for name in (id, text, "title", "publisher", "date", "format") if name in df.columns]

    def read(batches: "Iterator[pyarrow.RecordBatch]") -> "Iterator[pyarrow.RecordBatch]":
        extractor = Extractor(**options)
        for given in batches:
            yield from extractor.arrow(given, text=text, id=id, rows=rows, batch=batch).to_batches()

    return df.select(*wanted).mapInArrow(read, schema(rows))
