"""The browser that looks at pages: Chromium without windows, which take as long again, if it is there."""

from __future__ import annotations

import shutil

from bench.ratios import UnmeasuredError

PROGRAMS = ("chromium-headless-shell", "chromium")
"""The first that is there."""
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--font-render-hinting=none",  # without windows letters would else be as wide as whole pixels are
)


def chromium() -> str:
    """Return where the program is; raise UnmeasuredError where there is none."""
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise UnmeasuredError(f"{PROGRAMS[0]} is missing: run `make tools`.")
    return found
