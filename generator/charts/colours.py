"""The roles that a colour plays in a chart: its fixed value in the files, its variable on a page.

Computed contrast in the light scheme: bars 5.4:1 on the page's paper and 3.1:1 on the second
colour, text on bars 5.5:1, text on the second colour 9.3:1.  The second colour is too pale to
stand alone, so a bar in it always has an edge in the first: the two differ in form as well as in
tone, and nobody needs to see the hue.
"""

from __future__ import annotations

PAPER = "#ffffff"
INK = "#17211f"
SOFT = "#54625f"
BAR = "#1d7566"
BAR2 = "#a9c9c2"
ON_BAR = "#ffffff"
LINE = "#d9dfdd"

ON_PAGE = {
    INK: "currentColor",
    SOFT: "var(--soft)",
    BAR: "var(--bar)",
    BAR2: "var(--bar2)",
    ON_BAR: "var(--on-bar)",
    LINE: "var(--line)",
}
