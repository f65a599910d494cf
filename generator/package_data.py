"""What the program carries besides itself: a project, for those who have none or not all of one.

Theme, hand-written pages, `mkdocs.yml`, the contract and the lists of units, associations and indicators.
In an installed package they lie inside it, in the repository beside it.
"""

from importlib.util import find_spec
from pathlib import Path

_INSIDE = Path(__file__).with_name("project")
PROJECT = _INSIDE if _INSIDE.is_dir() else Path(__file__).parents[1]


def has_parquet() -> bool:
    """Whether the extra `parquet` is installed."""
    return find_spec("pyarrow") is not None
