"""How large a site is, and which hosts would refuse it."""

from generator.site import host_limits
from generator.site.host_limits import Extent, Outgrown


def test_files_folders_and_the_largest_file_are_counted() -> None:
    sizes = (("index.html", 10), ("xa/a/index.html", 20), ("xa/b/index.html", 5))
    assert host_limits.extent_of(sizes) == Extent(3, 3, 35, "xa/a/index.html", 20)


def test_an_empty_site_has_no_largest_file() -> None:
    assert host_limits.extent_of(()) == Extent(0, 0, 0, "", 0)


def test_a_site_at_every_limit_fits_everywhere() -> None:
    at_limits = Extent(19_999, 180_000, 10**9, "a.zip", 25 * 2**20)
    assert host_limits.outgrown(at_limits) == ()


def test_each_limit_that_is_passed_is_named_with_what_was_found() -> None:
    large = Extent(20_000, 180_000, 10**9 + 1, "a.zip", 25 * 2**20 + 1)
    assert host_limits.outgrown(large) == (
        Outgrown("github-pages", "bytes", 1_000_000_000, 1_000_000_001, None),
        Outgrown("cloudflare-pages", "files", 20_000, 20_001, None),
        Outgrown("cloudflare-pages", "file_bytes", 26_214_400, 26_214_401, "a.zip"),
        Outgrown("gitlab-pages", "bytes", 1_000_000_000, 1_000_000_001, None),
        Outgrown("gitlab-pages", "entries", 200_000, 200_001, None),
    )
