#!/bin/sh
# zensical 0.0.73, and mkdocs-material 9.8.1 with mkdocs 1.6.1 and pymdown-extensions 13.1 (PyPI):
# the first of March is a third.
#
# Valid input: a page with days as day/month/year, the way of most of the world (1/3/2025), and a point of
#   a law (khoản 1(c)).  Zensical with its default extensions, by a zensical.toml that names the site and no more;
#   Material with the extension pymdownx.smartsymbols, out of the list that its guide gives for a new project.
# Seen: in both 1/3/2025 reads ⅓/2025, 1/2/2025 reads ½/2025, 5/8/2025 reads ⅝/2025, and khoản 1(c) khoản 1©.
#   01/3/2025 and 11/3/2025 stay as they are: a digit in front saves them, what follows is not looked at.
#   The same Markdown in an mkdocs.yml without that extension stays, with Zensical, too.
# Expected: a fraction is no part of a longer row of numbers and strokes; other programs that draw fractions have
#   learnt so (blackfriday's pull request 142 and redcarpet's 507).  Zensical's guide calls its defaults unlikely
#   to cause any issues.
# Why it matters: 15 days of a year become fractions, in texts where the day counts, and nobody who moves pages to
#   Zensical's own form of settings has asked for it.
# Way out: list the extensions by name, or pymdownx.smartsymbols with fractions: false and copyright: false.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
python3 -m venv venv && venv/bin/pip install -qq zensical==0.0.73 mkdocs-material==9.8.1 mkdocs==1.6.1 pymdown-extensions==13.1 || exit 2
mkdir docs
printf '# Hội\n\nHọp 1/3/2025, 1/2/2025, 5/8/2025, 01/3/2025, 11/3/2025, theo khoản 1(c).\n' >docs/index.md
printf '[project]\nsite_name = "x"\n' >zensical.toml
printf 'site_name: x\nmarkdown_extensions: [pymdownx.smartsymbols]\ntheme: material\n' >smart.yml
printf 'site_name: x\nmarkdown_extensions: [tables]\ntheme: material\n' >plain.yml
page() {
  "venv/bin/$@" >log 2>&1 || { cat log >&2; exit 2; }
  venv/bin/python -c 'import html, re; print(html.unescape(re.search("<p>(Họp.*?)</p>", open("site/index.html").read())[1]))'
}
{
  echo "zensical.toml:          $(page zensical build)"
  echo "smartsymbols, material: $(page mkdocs build -f smart.yml)"
  echo "without, material:      $(page mkdocs build -f plain.yml)"
  echo "without, zensical:      $(page zensical build -f plain.yml)"
} | tee seen
changed="Họp ⅓/2025, ½/2025, ⅝/2025, 01/3/2025, 11/3/2025, theo khoản 1©."
kept="Họp 1/3/2025, 1/2/2025, 5/8/2025, 01/3/2025, 11/3/2025, theo khoản 1(c)."
[ "$(cut -c25- seen)" = "$(printf '%s\n' "$changed" "$changed" "$kept" "$kept")" ]
