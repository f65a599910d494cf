"""Make the pictures of the guides from what the program really writes.

    .venv/bin/python tools/pictures/make_pictures.py

LibreOffice prints the forms, Chromium shows the review; both with the font of the site.  Nothing is drawn
or typed by hand, but two things are made up: what an official might have mistyped, and a change to review.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Container, Mapping
from pathlib import Path

import openpyxl
import pypdfium2
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bench.browser import OPTIONS, chromium  # noqa: E402 - found there

GUIDES = ROOT / "site_src/phuong-phap"
WIDTH = 1280
FORM = ("--form", "mau-chi-thi-17-2017", "--period", "2023")
MISTYPED = {"so-hoi-vien": "1.20", "so-hoi-nhac-lai": "6,5", "hoi-vien-moi": "120 hoặc 130"}
ROWS = (3, 4, *range(21, 36))
"""The rows of a form that are shown."""
FAULTY_ROWS = range(30, 40)
BESIDE = b"margin-left:250pt;margin-top:150pt"
"""Where on the sheet the open comment stands."""
CHANGED = {
    ("women", "propaganda_session_count"): ("8650", "8.650"),
    ("women", "model_member_count"): ("2874", "2.874"),
}
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><dir>/usr/share/fonts</dir><cachedir>{place}/fonts</cachedir>
<alias binding="same"><family>Calibri</family><prefer><family>Be Vietnam Pro</family></prefer></alias>
</fontconfig>"""


def main() -> None:
    """Make every picture."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        fonts = place / "fonts.conf"
        fonts.write_text(FONTS.format(folder=ROOT / "generator/charts/fonts", place=place), "utf-8")
        os.environ |= {"FONTCONFIG_FILE": str(fonts), "PYTHONPATH": str(ROOT)}
        for path, make in PICTURES.items():
            work = place / Path(path).stem
            work.mkdir()
            picture = make(work)
            height = round(picture.height * WIDTH / picture.width)
            shown = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
            shown.save(GUIDES / path, quality=50, method=6)
            sys.stdout.write(f"{path}: {WIDTH} x {height}, {(GUIDES / path).stat().st_size / 1024:.0f} KB\n")


def form(place: Path) -> Image.Image:
    """Return the form of a unit that has reported, as it is filled in."""
    file = place / "form.xlsx"
    solieuhoi("form", "--unit", "xa-05587", *FORM, "-o", file)
    show_rows(file, ROWS)
    return printed(file)


def faulty_copy(place: Path) -> Image.Image:
    """Return the part of the coloured copy in which cells were mistyped, one comment open."""
    file, data = place / "form.xlsx", shutil.copytree(ROOT / "data", place / "data")
    solieuhoi("form", "--unit", "xa-05590", *FORM, "-o", file)
    mistype(file, MISTYPED)
    solieuhoi("import", file, "--data", data, code=1)
    (copy,) = set(place.glob("*.xlsx")) - {file}
    show_rows(copy, FAULTY_ROWS)
    open_comment(copy, "E34")
    return printed(copy)


def review(place: Path) -> Image.Image:
    """Return the page of a review of two changed figures."""
    data, page = shutil.copytree(ROOT / "data", place / "sau-khi-sua"), place / "review.html"
    change(data / "observations/huyen-106.csv")
    solieuhoi("diff", "HEAD", data, "--format", "html", "-o", page)
    page.write_text(page.read_text("utf-8").replace(str(data), "data"), "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        tab = browser.new_page(viewport={"width": 780, "height": 600}, device_scale_factor=2)
        tab.goto(page.as_uri())
        tab.screenshot(path=place / "review.png")
        browser.close()
    return Image.open(place / "review.png")


PICTURES: Mapping[str, Callable[[Path], Image.Image]] = {
    "nhap-so-lieu/mau.webp": form,
    "nhap-so-lieu/o-sai.webp": faulty_copy,
    "duyet-thay-doi/xem-lai.webp": review,
}


# Steps ---------------------------------------------------------------------------------------------


def solieuhoi(*arguments: str | Path, code: int = 0) -> None:
    done = subprocess.run([sys.executable, "-m", "generator", *arguments], cwd=ROOT, check=False)
    if done.returncode != code:
        sys.exit(f"{arguments[0]}: exit code {done.returncode}")


def mistype(file: Path, answers: Mapping[str, str]) -> None:
    """Type answers into the rows of a form that have these keys, in the column after the unit of measure."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, 1).value in answers:
            sheet.cell(row, 5).value = answers[sheet.cell(row, 1).value]
    book.save(file)


def show_rows(file: Path, rows: Container[int]) -> None:
    """Leave the headings and these rows for the printer, and the columns that fit beside a text."""
    book = openpyxl.load_workbook(file)
    for letter, width in {"C": 40, "E": 22, "F": 18, "G": 0, "H": 0}.items():
        book.worksheets[0].column_dimensions[letter].width = width
        book.worksheets[0].column_dimensions[letter].hidden = not width
    for sheet in book.worksheets[1:]:
        sheet.sheet_state = "hidden"
    for row in range(3, book.worksheets[0].max_row + 1):
        book.worksheets[0].row_dimensions[row].hidden = row not in rows
    book.save(file)


def open_comment(file: Path, cell: str) -> None:
    """Leave one comment only, and show it as under the pointer of a mouse."""
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[0].iter_rows():
        for one in row:
            if one.comment is not None and one.coordinate != cell:
                one.comment = None
    comment = book.worksheets[0][cell].comment
    comment.width, comment.height = 400, 80
    book.save(file)
    with zipfile.ZipFile(file) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            beside = content.replace(b"margin-left:59.25pt;margin-top:1.5pt", BESIDE)
            after.writestr(name, beside.replace(b"visibility:hidden", b"visibility:visible"))


def change(file: Path) -> None:
    """Give some figures of a table other values."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    for row in rows:
        value = CHANGED.get((row["organisation_id"], row["indicator_id"]))
        if value:
            row["value"], row["value_text"] = value
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def printed(file: Path) -> Image.Image:
    """Return the first page that LibreOffice prints of a workbook, without what is empty around it."""
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{file.parent}/profile"]
    subprocess.run([*office, "--convert-to", "pdf", "--outdir", file.parent, file], check=True, timeout=300)
    page = pypdfium2.PdfDocument(file.with_suffix(".pdf"))[0].render(scale=3).to_pil().convert("RGB")
    left, top, right, bottom = ImageChops.difference(page, Image.new("RGB", page.size, "white")).getbbox()
    return page.crop((left - 8, top - 8, right + 8, bottom + 8))


if __name__ == "__main__":
    main()
