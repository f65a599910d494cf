"""LibreOffice at work without a screen: what it saves, and what hands type into it."""

import subprocess
from html import escape
from pathlib import Path

_BASIC = Path(__file__).with_name("hands.bas")
_MODULE = (
    '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1">{}</script:module>'
)


def saved(path: Path, kind: str = "xlsx") -> Path:
    """Open a file in LibreOffice, which works out formulas and lists, and save it; return the new file."""
    folder = path.parent / "saved"
    web = ("--infilter=HTML (StarWriter)",) if path.suffix == ".html" else ()
    _run(path.parent / "profile", *web, "--convert-to", kind, "--outdir", folder, path)
    return folder / path.with_suffix(f".{kind.partition(':')[0]}").name


def type_into(path: Path, place: str, words: str) -> None:
    """Open a workbook in LibreOffice, type words into a cell (`Báo cáo!E12`), and save it."""
    profile = path.parent / "profile"
    _run(profile, "--terminate_after_init")  # makes the profile, and an empty module of Basic in it
    basic = escape(_BASIC.read_text("utf-8"), quote=False)
    (profile / "user/basic/Standard/Module1.xba").write_text(_MODULE.format(basic), "utf-8")
    sheet, _, cell = place.partition("!")
    _run(profile, f'macro:///Standard.Module1.TypeInto("{path}", "$\'{sheet}\'.{cell}", "{words}")')


def _run(profile: Path, *command: str | Path) -> None:
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{profile}"]
    subprocess.run([*office, *command], check=True, capture_output=True, timeout=300)
