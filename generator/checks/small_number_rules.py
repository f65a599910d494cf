"""A rule of small numbers under which a release withheld figures is not eased in silence.

Whoever lowers its threshold says why in its reason, which readers see.  The rule itself goes only when
the newest release withholds no figure of its indicator any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.checks.small_numbers import WITHHELD
from generator.checks.tables import Tables
from generator.problems import Problem
from generator.read.release_snapshots import RULES, Kept


def check_small_number_rules(tables: Tables) -> Iterator[Problem]:
    """Yield rules that the newest release knew and that withhold less now, or nothing."""
    if not tables.is_whole("small_numbers", tables.resources["small_numbers"].columns):
        return
    newest = tables.raw("releases", "release_id")[-1:]
    for snapshot in (tables.snapshots[name] for name in newest if name in tables.snapshots):
        eased = dict(_eased(tables, snapshot.rules()))
        rows = snapshot.rows() if eased else ()
        kept = {row["indicator_id"] for row in rows if row["missing"] == WITHHELD}
        for name in sorted(kept & eased.keys()):
            rule, line = eased[name]
            facts = {"indicator": name, "threshold": str(rule.threshold), "release": snapshot.release_id}
            column = None if line is None else "threshold"
            yield Problem(f"{tables.root}/{RULES}", line, column, "small-number-rule-eased", facts)


def _eased(tables: Tables, rules: Mapping[str, Kept]) -> Iterator[tuple[str, tuple[Kept, int | None]]]:
    """Yield each indicator whose rule is gone, or lower without a new reason, with the line where it is now.

    Of an indicator that is gone itself nothing can be published; that it is gone is told elsewhere.
    """
    there = set(tables.raw("indicators", "indicator_id"))
    columns = ("indicator_id", "threshold", "reason")
    now = {
        name: (place.line, int(threshold), reason)
        for place, (name, threshold, reason) in tables.rows("small_numbers", columns)
    }
    for name, rule in rules.items():
        if name not in now and name in there:
            yield name, (rule, None)
        elif name in now:
            line, threshold, reason = now[name]
            if threshold < rule.threshold and reason == rule.reason:
                yield name, (rule, line)
