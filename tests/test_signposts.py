"""What machines are told: every page with the day that the data give it, and whether they may come in."""

from generator.site import signposts


def test_the_sitemap_has_every_address_with_the_day_of_its_last_change_where_there_is_one():
    pages = {"xa/a/index.md": "2026-12-01", "phuong-phap/them.md": None}
    ((name, content),) = signposts.sitemap("https://a.vn/b/", pages)
    assert name == "sitemap.xml"
    assert content.decode().splitlines()[2:-1] == [
        "<url><loc>https://a.vn/b/phuong-phap/them/</loc></url>",
        "<url><loc>https://a.vn/b/xa/a/</loc><lastmod>2026-12-01</lastmod></url>",
    ]


def test_a_long_sitemap_is_parted_and_its_parts_are_listed(monkeypatch):
    monkeypatch.setattr(signposts, "LINKS_PER_SITEMAP", 2)
    files = dict(signposts.sitemap("https://a.vn/", {f"xa/{number}/index.md": None for number in range(3)}))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert b"<sitemap><loc>https://a.vn/sitemap-2.xml</loc></sitemap>" in files["sitemap.xml"]


def test_robots_may_read_the_record_but_no_made_up_figures():
    assert signposts.robots("https://a.vn/b/", synthetic=False).decode() == (
        "User-agent: *\nAllow: /\n\nSitemap: https://a.vn/b/sitemap.xml\n"
    )
    assert signposts.robots(None, synthetic=False) == b"User-agent: *\nAllow: /\n"
    assert signposts.robots("https://a.vn/b/", synthetic=True) == b"User-agent: *\nDisallow: /\n"


def test_hosts_are_told_what_other_sites_may_read():
    told = signposts.headers().decode()
    assert told.startswith("/data/*\n  Access-Control-Allow-Origin: *\n")
    for name in ("index.json", "index.md"):
        assert f"/*/{name}\n  Access-Control-Allow-Origin: *\n" in told
