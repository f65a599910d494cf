"""Whom readers tell of an error: the address of a form, an e-mail address, or both."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from msgspec import Struct

from generator.errors import SettingError

_MAIL = re.compile(r"[^@\s/?&#:]+@[^@\s/?&#:]+\.[^@\s/?&#:]+")


class Contact(Struct, frozen=True):
    """Where a word about an error goes; without either there is nowhere."""

    form: str | None = None
    mail: str | None = None

    def __bool__(self) -> bool:
        return self.form is not None or self.mail is not None


def contact_of(said: str) -> Contact:
    """Read up to one form and one e-mail address; raise SettingError for anything else."""
    words = said.replace(",", " ").split()
    mails = [word for word in words if _MAIL.fullmatch(word)]
    forms = [word for word in words if _is_form(word)]
    if len(words) > len(mails) + len(forms) or len(mails) > 1 or len(forms) > 1:
        raise SettingError("contact-unusable", {"contact": said})
    return Contact(next(iter(forms), None), next(iter(mails), None))


def _is_form(word: str) -> bool:
    parts = urlsplit(word)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment
