"""The words in files to take away."""

from __future__ import annotations

from generator.catalogues import Wording

_TAKEAWAY = Wording("takeaway")
words, section_of = _TAKEAWAY.words, _TAKEAWAY.section
