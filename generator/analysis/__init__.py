"""Figures of many units side by side, worked out as columns.

    comparable  which figures may be compared at all, as rows of text
    classes     values in a few classes, for a map
    compare     such rows, grouped and joined by pandas, become frozen comparisons

Only like stands beside like: the same indicator, organisation, breakdown, level, period, and units that
are all in force still or all former. On the page of a unit stand only the units of its own parent. A
change of one cell groups the figures of its indicator and organisation anew, and loads no pandas for
it.
"""

from generator.analysis.comparable import FEWEST, Point, Subject, is_final, points_of
from generator.analysis.compare import Comparison, among_siblings, compare

__all__ = ["FEWEST", "Comparison", "Point", "Subject", "among_siblings", "compare", "is_final", "points_of"]
