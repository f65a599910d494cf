"""Tables as Parquet, which keeps the kinds of columns and is read a column at a time.

Made where pyarrow is installed (the extra `parquet`); the data page says where it was not.
"""

from __future__ import annotations

import io
from typing import Any

from generator.downloads.whole_tables import Table

_KINDS = {"integer": "int64", "number": "float64", "date": "date32"}
"""The kind of a column in Parquet; all else is text."""


def parquet(table: Table) -> bytes:
    """Return a table as the content of a Parquet file."""
    import pyarrow  # here, because it is an extra, and takes a while to load
    import pyarrow.parquet

    fields = [
        pyarrow.field(name, getattr(pyarrow, _KINDS.get(table.kinds[name], "string"))())
        for name in table.columns
    ]
    content = io.BytesIO()
    pyarrow.parquet.write_table(_read(table, pyarrow.schema(fields)), content, compression="zstd")
    return content.getvalue()


def _read(table: Table, schema: Any) -> Any:
    """Return the table with these kinds, from its CSV.

    pyarrow makes an array of a list only after it has loaded pandas, where that is installed (26.0.1),
    which takes longer than all the rest; its reader of CSV does not.
    """
    from pyarrow import csv as reader

    return reader.read_csv(
        io.BytesIO(table.content),
        reader.ReadOptions(use_threads=False),
        reader.ParseOptions(newlines_in_values=True),
        reader.ConvertOptions(column_types=schema, null_values=[""], strings_can_be_null=True),
    )
