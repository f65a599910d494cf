#!/bin/sh
# pysdmx 1.21.0 (PyPI, with pandas 3.1.1): province 01 is 1 when read from SDMX-CSV, unless the file has a total.
#
# Valid input: two observations, of provinces 01 and 04, of a data structure with the code list 01, 04, _T (total),
#   written by pysdmx itself as SDMX-CSV 2.0 and as SDMX-ML 3.0; and the same with a third observation, of _T.
# Seen: the CSV says 01 and 04, pysdmx reads 1 and 4.  With the row of _T in it, it reads 01, 04 and _T.  From
#   SDMX-ML it reads 01 and 04, with and without.  SDMX-CSV 1.0 is read as 2.0 is.  The column is text each time
#   (string[pyarrow]), so no type says that the codes have been numbers on the way.  Nor does it help to hand over the
#   structure (get_datasets with both files): the codes are 1 and 4 beside a code list that has neither, no warning.
# Expected: 01.  A code is a text, the code list says which, and what one row is read as is no matter of the others.
#   We found no report of it.
# Why it matters: provinces, age groups and branches of industry have such codes.  The file without totals joins
#   neither with the one that has them nor with the names in the code list, and the rows fall out of the table.
# Way out: exchange SDMX-ML; or read the CSV with pandas, dtype=str, and make the PandasDataset of that.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq "pysdmx[data,xml]==1.21.0" pandas==3.1.1 || exit 2
cd "$tmp" && venv/bin/python - <<'PYTHON'
import sys
from pathlib import Path
import pandas as pd
from pysdmx.io import get_datasets, read_sdmx, write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset
from pysdmx.model import Code, Codelist, Component, Components, Concept, ConceptScheme, DataStructureDefinition, DataType, Role, Schema

CONCEPT = "urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept=VN:CONCEPTS(1.0)."
about = {"agency": "VN", "version": "1.0"}
names = ("REF_AREA", "TIME_PERIOD", "OBS_VALUE")
concepts = ConceptScheme("CONCEPTS", name="concepts", items=[Concept(name, name=name, urn=CONCEPT + name) for name in names], **about)
codes = [Code(code, name=code) for code in ("01", "04", "_T")]
areas = Codelist("AREAS", name="areas", items=codes, **about)
components = Components([
    Component("REF_AREA", True, Role.DIMENSION, concepts["REF_AREA"], DataType.STRING, local_codes=areas),
    Component("TIME_PERIOD", True, Role.DIMENSION, concepts["TIME_PERIOD"], DataType.PERIOD),
    Component("OBS_VALUE", True, Role.MEASURE, concepts["OBS_VALUE"], DataType.DOUBLE),
])
structure = DataStructureDefinition("MEMBERS", name="members", components=components, **about)
Path("structure.xml").write_text(write_sdmx([concepts, areas, structure], Format.STRUCTURE_SDMX_ML_3_0))


def read_back(codes, form):
    frame = pd.DataFrame({"REF_AREA": codes, "TIME_PERIOD": "2023", "OBS_VALUE": range(len(codes))})
    schema = Schema("datastructure", "VN", "MEMBERS", components, "1.0")
    file = Path("data")
    file.write_text(write_sdmx(PandasDataset(structure=schema, data=frame), form))
    areas_read = read_sdmx(file).data[0].data.REF_AREA
    with_structure = get_datasets(file, Path("structure.xml"))[0].data.REF_AREA
    return [list(areas_read), list(with_structure), str(areas_read.dtype)]


CSV, XML = Format.DATA_SDMX_CSV_2_0_0, Format.DATA_SDMX_ML_3_0
two, three = ["01", "04"], ["01", "04", "_T"]
seen = {
    "CSV": read_back(two, CSV),
    "CSV, with a total": read_back(three, CSV),
    "XML": read_back(two, XML),
    "XML, with a total": read_back(three, XML),
}
for which, what in seen.items():
    print(f"{which:20}", *what)
expected = [[read, read, "string[pyarrow]"] for read in (["1", "4"], three, two, three)]
sys.exit(0 if list(seen.values()) == expected else 1)
PYTHON
