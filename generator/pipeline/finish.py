"""The last look at a build: is every name in use provided?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.cache.result_file import ResultFile
from generator.pipeline.outcome import Production
from generator.site import verify
from generator.site.verify import Fault


def look(site: Path, results: ResultFile, done: Production, site_url: str | None) -> None:
    """Raise RenderError where a page has a fault, or uses a name that nobody provides.

    The site before had no fault, so what does not differ from it need not be looked at.
    """
    collisions = verify.path_faults(path for path, _ in results.each_stamp()) if done.has_new_paths else ()
    missing = _missing(results, done)
    verify.refuse([*done.faults, *collisions, *_in_words(site, results, missing, site_url)])


def _missing(results: ResultFile, done: Production) -> set[bytes]:
    """Return the names that somebody uses and nobody provides; pages that were put off may use them."""
    if done.put_off is not None:
        return set()
    if results.get("is_partial"):
        return verify.missing_names(results.all_facts("used"), b"".join(results.all_facts("provided")))
    if not done.using_others and not done.dropped:
        return set()
    provided = b"".join(results.all_facts("provided"))
    missing = verify.missing_names(results.used_by(done.using_others), provided)
    gone = verify.missing_names(done.dropped, provided)
    if gone:  # a page that was not made again may use one of them
        missing |= verify.names_used(gone, results.all_facts("used"))
    return missing


def _in_words(site: Path, results: ResultFile, missing: set[bytes], site_url: str | None) -> Iterable[Fault]:
    """Read the pages that use missing names once more, to say which these are."""
    names = set(results.using(missing)) if missing else ()
    paths = sorted(path for path in results.files_of(names) if path.endswith((".html", ".css")))
    facts = (verify.page_facts(path, (site / path).read_text("utf-8"), site_url) for path in paths)
    return verify.link_faults(facts, missing)
