"""How many pages a data set gives, without making any.

python -m bench.planned DATA
"""

from __future__ import annotations

import sys
from pathlib import Path

from generator import assemble, measures, pages, read


def main(data: Path) -> None:
    """Print the number of pages."""
    reading = read.read(data)
    register = assemble.assemble(reading)
    planned = pages.plan(register, measures.measure(register), reading.contract.figure_pages)
    sys.stdout.write(f"{len(planned)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
