#!/bin/sh
# csvw 4.1.1 (PyPI): with Python's warnings switched off, the validator finds every table valid.
#
# Valid input: correct CSVW metadata (a required integer, at least 0) and a CSV file that breaks it twice.
# Seen: csvwvalidate says FAIL and exits 1.  With PYTHONWARNINGS=ignore in the environment, or after
#   warnings.simplefilter("ignore") in a notebook, the same command on the same files says OK and exits 0,
#   and CSVW(…).is_valid is True.
# Expected: whether data are valid does not depend on which warnings are shown; PYTHONWARNINGS is a matter of
#   display (Python's documentation: warnings are for conditions that do not warrant an exception).
#   The validator counts the warnings that its reader gives off, and an ignored warning is not recorded.
#   Switching warnings off is common in CI and notebooks, where dependencies are noisy.
# Way out: call the table's own iterdicts(strict=True), which raises; or python -W always around the check.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq csvw==4.1.1 || exit 2
cd "$tmp"
printf 'don_vi,hoi_vien\nA,-5\nB,\n' >hoi.csv
cat >hoi.csv-metadata.json <<'JSON'
{"@context": "http://www.w3.org/ns/csvw", "url": "hoi.csv", "tableSchema": {"columns": [
  {"name": "don_vi", "titles": "don_vi"},
  {"name": "hoi_vien", "titles": "hoi_vien", "required": true, "datatype": {"base": "integer", "minimum": 0}}]}}
JSON
shown=$(venv/bin/csvwvalidate hoi.csv-metadata.json) && shown="$shown, exit 0" || shown="$shown, exit 1"
ignored=$(PYTHONWARNINGS=ignore venv/bin/csvwvalidate hoi.csv-metadata.json) && ignored="$ignored, exit 0" || ignored="$ignored, exit 1"
echo "csvwvalidate                          $shown"
echo "PYTHONWARNINGS=ignore csvwvalidate    $ignored"
[ "$shown" = "FAIL, exit 1" ] && [ "$ignored" = "OK, exit 0" ]
