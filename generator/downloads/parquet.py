"""Tables as Parquet, which keeps the kinds of columns and is read a column at a time.

Made where pyarrow is installed (the extra `parquet`); the data page says where it was not.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

from generator.downloads.whole_tables import Table

_READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "integer": ("int64", int),
    "number": ("float64", float),
    "date": ("date32", date.fromisoformat),
}
"""The kind of a column in Parquet, and what reads one of its cells; all else is text."""


def parquet(table: Table) -> bytes:
    """Return a table as the content of a Parquet file."""
    import pyarrow  # here, because it is an extra, and takes a while to load
    import pyarrow.parquet

    fields, columns = [], []
    for at, name in enumerate(table.columns):
        kind, read = _READERS.get(table.kinds[name], ("string", str))
        fields.append(pyarrow.field(name, getattr(pyarrow, kind)()))
        columns.append([None if row[at] is None else read(str(row[at])) for row in table.rows])
    schema = pyarrow.schema(fields)
    content = io.BytesIO()
    pyarrow.parquet.write_table(_of(pyarrow, columns, schema), content, compression="zstd")
    return content.getvalue()


def _of(pyarrow: Any, columns: list[list[object]], schema: Any) -> Any:
    arrays = [pyarrow.array(cells, field.type) for cells, field in zip(columns, schema, strict=True)]
    return pyarrow.Table.from_arrays(arrays, schema=schema)
