"""Figures of many units side by side, worked out as columns.

    comparable  which figures may be compared at all, as rows of text
    compare     such rows, grouped and pivoted by pandas, become frozen comparisons

Only like stands beside like: the same indicator, organisation, breakdown, level, period, and units that
are all in force still or all former.  pandas is loaded where at least `FEWEST` units have a comparable
figure of one indicator, and nowhere else: with less there is nothing to compare.
"""

from generator.analysis.comparable import FEWEST, Point, points_of
from generator.analysis.compare import Comparison, Spread, compare

__all__ = ["FEWEST", "Comparison", "Point", "Spread", "compare", "points_of"]
