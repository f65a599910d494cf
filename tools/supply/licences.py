"""Write the table of packages and licences in THIRD-PARTY.md anew, from what is installed.

usage: .venv/bin/python tools/supply/licences.py
"""

import re
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NOTICES = ROOT / "THIRD-PARTY.md"
HEAD = "| Package | Licence |\n|---|---|\n"


def locked() -> list[str]:
    """Return the names of the packages that the program runs with."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    return sorted({found[1] for line in lines if (found := re.match(r"([a-z0-9._-]+)==", line))})


def licence_of(package: str) -> str | None:
    """Return what a package says of its licence; None where it is not installed, as on another system."""
    try:
        told = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        return None
    classes = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if "License ::" in one]
    return told.get("License-Expression") or ", ".join(classes) or " ".join(told.get("License", "").split())


def table() -> str:
    known = dict(re.findall(r"^\| ([\w.-]+) \| (.+) \|$", NOTICES.read_text("utf-8"), re.MULTILINE))
    rows = ((package, licence_of(package) or known.get(package, "?")) for package in locked())
    return HEAD + "".join(f"| {package} | {licence} |\n" for package, licence in rows)


if __name__ == "__main__":
    kept = NOTICES.read_text("utf-8").partition(HEAD)[0]
    NOTICES.write_text(kept + table(), "utf-8")
