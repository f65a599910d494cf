"""How many pages a data set gives, without making any.

python -m bench.planned DATA
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator import assemble, measures, pages, read


def main(data: Path) -> None:
    """Print the number of pages."""
    register = assemble.assemble(read.read(data))
    sys.stdout.write(f"{len(pages.plan(register, measures.measure(register)))}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
