#!/bin/sh
# Let other people's programs judge the downloads of a built site: tools/judges/judge.sh SITE
#
# csvw reads csvw.json with every table; pySHACL the catalogue entry by the shapes of DCAT-AP; jsonstat-validator
# each comparison; frictionless the data package; DuckDB the figures, as the data page says, against the CSV.
# They are installed into a temporary folder and need the network.  No test runs this: what they found is held
# by tests of our own in tests/test_takeaway_standards.py and tests/test_downloads.py.
#
# Last run 2026-11-29 with the versions below, on the record of the five reports: nothing was found.
set -eu
data=$(cd "$1/data" && pwd)
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv"
"$tmp/venv/bin/pip" install -qq csvw==4.1.1 pyshacl==0.40.1 rdflib==7.6.0 jsonstat-validator==0.4.6 frictionless==5.21.0 duckdb==2.0.1
git clone -q --depth 1 https://github.com/SEMICeu/DCAT-AP "$tmp/dcat-ap"
cd "$data" && "$tmp/venv/bin/python" -W always - "$tmp/dcat-ap/releases/3.0.1" <<'PYTHON'
import csv, json, sys
from pathlib import Path

import duckdb
from csvw import CSVW
from frictionless import Package
from jsonstat_validator import validate_jsonstat
from pyshacl import validate
from rdflib import Graph

found = {"csvw.json": CSVW("csvw.json", validate=True).is_valid, "datapackage.json": Package("datapackage.json").validate().valid}
entry = Graph().parse("dcat.jsonld", format="json-ld", publicID="https://so.example/data/dcat.jsonld")
for name in ("html/shacl/shapes.ttl", "html/shacl/range.ttl", "html/shacl/deprecateduris.ttl", "shacl/dcat-ap-SHACL.ttl"):
    shapes = Graph().parse(Path(sys.argv[1], name))
    found[f"dcat.jsonld by {name}"] = validate(entry, shacl_graph=shapes, advanced=True)[0]
for cube in sorted(Path("so-sanh").glob("*.json")):
    found[str(cube)] = validate_jsonstat(json.loads(cube.read_bytes()))
read = duckdb.sql("SELECT figure_id, value FROM read_csv('figures.csv', types = {'value': 'DOUBLE'}) WHERE value IS NOT NULL").fetchall()
with Path("figures.csv").open(encoding="utf-8", newline="") as file:
    found["figures.csv by DuckDB"] = read == [(row["figure_id"], float(row["value"])) for row in csv.DictReader(file) if row["value"]]
for name, is_valid in found.items():
    print("right" if is_valid else "WRONG", name)
sys.exit(not all(found.values()))
PYTHON
