"""What can be worked out of published figures by adding, subtracting and dividing.

    ranges      which numbers a set of linear relations pins down, exactly
    knowledge   what readers know: rows, relations, what is withheld
    families    what each row tells, and of which totals it is a part
    remedy      which further rows to withhold

Values in, values out; where the rows stand, and which words tell it, is the matter of the checks.
"""

from generator.disclosure.families import Counting, Row, World, counted, gather_knowledge, protected
from generator.disclosure.knowledge import (
    COUNT,
    DENOMINATOR,
    NUMERATOR,
    OLD,
    Knowledge,
    Quantity,
)
from generator.disclosure.ranges import Known
from generator.disclosure.remedy import remedy

__all__ = [
    "COUNT",
    "DENOMINATOR",
    "NUMERATOR",
    "OLD",
    "Counting",
    "Knowledge",
    "Known",
    "Quantity",
    "Row",
    "World",
    "counted",
    "gather_knowledge",
    "protected",
    "remedy",
]
