"""The roles that a colour plays in a chart: its fixed value in the files, its variable on a page.

Computed contrast in the light scheme: bars 5.4:1 on the page's paper and 3.1:1 on the second
colour, text on bars 5.5:1, text on the second colour 9.3:1.  The second colour is too pale to
stand alone, so a bar in it always has an edge in the first: the two differ in form as well as in
tone, and nobody needs to see the hue.  The tints of tiles run from paper to deep green; text on
them has at least 6.3:1, and every tile has an edge of at least 3:1.
"""

from __future__ import annotations

PAPER = "#ffffff"
INK = "#17211f"
SOFT = "#4f5c59"
BAR = "#1d7566"
BAR2 = "#a9c9c2"
ON_BAR = "#ffffff"
LINE = "#d9dfdd"
FIELD = "#7d8a87"
TINTS = ("#fefefe", "#dcebe7", "#a9cdc5", "#6fab9e", "#17695b")
"""From nothing (step 0) to all (step 4).  Each value names one role, hence the first is not PAPER."""

ON_PAGE = {
    INK: "currentColor",
    SOFT: "var(--soft)",
    BAR: "var(--bar)",
    BAR2: "var(--bar2)",
    ON_BAR: "var(--on-bar)",
    LINE: "var(--line)",
    FIELD: "var(--field)",
    **{colour: f"var(--tint-{step})" for step, colour in enumerate(TINTS)},
}
