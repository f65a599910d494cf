"""What stands in a workbook, in Vietnamese."""

from __future__ import annotations

from generator.catalogues import Wording

_FORM = Wording("form.vi")
words, section_of = _FORM.words, _FORM.section
