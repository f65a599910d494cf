"""An address as a QR code, for sheets of paper: a phone leads from them to the page."""

from __future__ import annotations

import io

import segno

_MARGIN = 2
_ERROR = "m"  # a fold or a stain over a seventh of it does no harm


def drawn(address: str) -> bytes:
    """Return the code as SVG, black on nothing, as large as its place."""
    file = io.BytesIO()
    segno.make_qr(address, error=_ERROR).save(
        file,
        kind="svg",
        xmldecl=False,
        omitsize=True,
        border=_MARGIN,
        nl=False,
        svgclass=None,
        lineclass=None,
    )
    return file.getvalue()
