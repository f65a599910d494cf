#!/bin/sh
# rdflib 7.6.0, pyshacl 0.40.1, pyld 3.3.0 (PyPI): the wrong decimal conforms, the right one does not.
#
# Valid input: JSON-LD of a dcat:Dataset whose dcat:spatialResolutionInMeters, by its context an xsd:decimal
#   as DCAT asks, is the JSON number 12.5; a SHACL shape with sh:datatype xsd:decimal.
# Seen:
#   rdflib reads the JSON-LD itself: "12.5"^^xsd:decimal, a correct literal.  pySHACL: does not conform.
#   pyld makes N-Quads of it: "1.25E1"^^xsd:decimal, which xsd:decimal does not allow (it has no exponent).
#     rdflib reads those, without a word, as 12.5; pySHACL: conforms.
#   Both graphs serialise to the same Turtle; the first, written out and read again, conforms.
# Expected: conformance is a property of the triples (SHACL 1.0, 4.1.2: a value whose datatype is not the
#   given one, or that is ill-typed), not of the parser they came by.  JSON-LD 1.1's own conversion of
#   numbers makes the exponent (its API, "Object to RDF Conversion"), so a conforming processor gives an
#   ill-typed literal; rdflib departs from that to a good literal, but keeps a float inside it,
#   and it is the float that pySHACL looks at.
# Why it matters: a catalogue is refused by the harvester or not, by the tool that loaded it.
# Way out: decimals as JSON strings ("12.5"), which every reader takes the same way.
set -eu
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT
python3 -m venv "$tmp/venv" && "$tmp/venv/bin/pip" install -qq rdflib==7.6.0 pyshacl==0.40.1 pyld==3.3.0 || exit 2
"$tmp/venv/bin/python" - <<'PYTHON'
import json, sys
from pyld import jsonld
from pyshacl import validate
from rdflib import Graph

DOCUMENT = {
    "@context": {
        "dcat": "http://www.w3.org/ns/dcat#",
        "res": {"@id": "dcat:spatialResolutionInMeters", "@type": "http://www.w3.org/2001/XMLSchema#decimal"},
    },
    "@id": "https://example.org/data", "@type": "dcat:Dataset", "res": 12.5,
}
SHAPE = Graph().parse(format="turtle", data="""
    @prefix sh: <http://www.w3.org/ns/shacl#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
    [] a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property
        [ sh:path dcat:spatialResolutionInMeters ; sh:datatype <http://www.w3.org/2001/XMLSchema#decimal> ] .
""")
quads = jsonld.to_rdf(DOCUMENT, {"format": "application/n-quads"})
direct = Graph().parse(format="json-ld", data=json.dumps(DOCUMENT))
by_pyld = Graph().parse(format="nt", data=quads)
again = Graph().parse(format="turtle", data=direct.serialize(format="turtle"))
conforms = [validate(graph, shacl_graph=SHAPE)[0] for graph in (direct, by_pyld, again)]
same = direct.serialize(format="turtle") == by_pyld.serialize(format="turtle")
print("pyld writes:           ", next(part for part in quads.split() if "decimal" in part))
print("read by rdflib:         conforms", conforms[0])
print("read by pyld:           conforms", conforms[1])
print("rdflib, out and in:     conforms", conforms[2])
print("the same Turtle:       ", same)
sys.exit(0 if "1.25E1" in quads and conforms == [False, True, True] and same else 1)
PYTHON
