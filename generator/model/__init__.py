"""What the record is about, as frozen values.  No behaviour beyond what a value knows of itself.

    codes       what may stand in columns with a closed list of words
    periods     spans of days, and what may be asked of them
    subjects    places, associations, indicators, members of breakdowns
    documents   what they are, what they have to do with each other, what they say and ask
    figures     figures, relations between them, releases, revisions, redirects
    register    the whole record

Fields bear the names of the CSV columns (the public data dictionary describes each of them);
`None` is an empty cell, an empty tuple an empty list.  Dates are plain dates, values are
`Decimal` so that what is published equals what was written, to the last digit.
"""

from generator.model.codes import NO_INDICATOR, SetAsideReason
from generator.model.documents import (
    Account,
    Document,
    DocumentRelation,
    OrganisationStatus,
    Question,
    SetAside,
)
from generator.model.figures import (
    EACH,
    UNIT,
    Observation,
    Redirect,
    Relation,
    Release,
    Renaming,
    Revision,
    Term,
)
from generator.model.periods import Period
from generator.model.register import Land, Part, Register
from generator.model.subjects import (
    POPULATION,
    Breakdown,
    GlossaryEntry,
    Indicator,
    Member,
    Organisation,
    SmallNumberRule,
    Topic,
    Unit,
    UnitChange,
)

__all__ = [
    "EACH",
    "NO_INDICATOR",
    "POPULATION",
    "UNIT",
    "Account",
    "Breakdown",
    "Document",
    "DocumentRelation",
    "GlossaryEntry",
    "Indicator",
    "Land",
    "Member",
    "Observation",
    "Organisation",
    "OrganisationStatus",
    "Part",
    "Period",
    "Question",
    "Redirect",
    "Register",
    "Relation",
    "Release",
    "Renaming",
    "Revision",
    "SetAside",
    "SetAsideReason",
    "SmallNumberRule",
    "Term",
    "Topic",
    "Unit",
    "UnitChange",
]
