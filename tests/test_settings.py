"""Settings: the project is where mkdocs.yml lies; what cannot be used is refused at once."""

from pathlib import Path

import pytest

from generator import settings
from generator.errors import SettingError


def test_without_options_the_project_builds_its_own_data(project: Path) -> None:
    made = settings.make()
    assert (made.data, made.out, made.lang, made.site_url) == (project / "data", project / "site", "vi", None)
    assert made.workers >= 1
    assert made.stage == made.source == project / "site_src"
    assert (made.theme, made.mkdocs_yml) == (project / "theme", project / "mkdocs.yml")


def test_relative_paths_mean_the_current_directory(project: Path) -> None:
    (project / "other").mkdir()
    made = settings.make(data=Path("other"), out=Path("here/site"))
    assert (made.data, made.out) == (project / "other", project / "here/site")


def test_other_data_leaves_no_pages_in_the_project(project: Path) -> None:
    (project / "other").mkdir()
    assert settings.make(data=Path("other")).stage is None
    assert settings.make(data=Path("other/../data")).stage == project / "site_src"


def test_a_check_out_that_is_thrown_away_is_left_without_pages(project: Path) -> None:
    assert settings.make(no_markdown=True).stage is None


def test_the_site_address_ends_in_a_slash(project: Path) -> None:
    assert settings.make(site_url="https://a.vn/so-lieu").site_url == "https://a.vn/so-lieu/"


@pytest.mark.parametrize(
    "address", ["a.vn", "ftp://a.vn/", "https:///x", "https://a.vn/?q=1", "https://a.vn/#x"]
)
def test_an_unusable_site_address_is_refused(project: Path, address: str) -> None:
    with pytest.raises(SettingError, match="site-url-unusable"):
        settings.make(site_url=address)


def test_a_folder_without_mkdocs_yml_is_no_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "data")
    with pytest.raises(SettingError, match="no-project"):
        settings.make()


def test_a_missing_data_folder_and_too_few_workers_are_refused(project: Path) -> None:
    with pytest.raises(SettingError, match="no-data-folder"):
        settings.make(data=Path("nowhere"))
    with pytest.raises(SettingError, match="workers-too-few"):
        settings.make(workers=0)
    with pytest.raises(SettingError, match="language-unknown"):
        settings.make(lang="fr")


def test_the_cache_stays_beside_the_site_unless_told_otherwise(project: Path) -> None:
    assert settings.make().cache == project / ".site-cache"
    assert settings.make(out=Path("a/.site-preview")).cache == project / "a/.site-preview-cache"
    assert settings.make(cache=Path("kept")).cache == project / "kept"
    assert (settings.make().fresh, settings.make(no_cache=True).fresh) == (False, True)


@pytest.mark.parametrize("cache", ["data", "data/cache", "site", "site/cache", ".", "theme/x", "site_src"])
def test_a_cache_among_sources_or_pages_is_refused(project: Path, cache: str) -> None:
    with pytest.raises(SettingError, match="cache-misplaced"):
        settings.make(cache=Path(cache))


def test_a_scheduler_is_named_by_its_address(project: Path) -> None:
    assert settings.make().scheduler is None
    assert settings.make(scheduler="tcp://10.0.0.1:8786").scheduler == "tcp://10.0.0.1:8786"
    assert settings.make(scheduler="tls://[::1]:8786").scheduler == "tls://[::1]:8786"


@pytest.mark.parametrize(
    "address", ["a:8786", "http://a:8786", "tcp://a", "tcp://:8786", "tcp://a:x", "tcp://a:99999"]
)
def test_an_unusable_scheduler_address_is_refused(project: Path, address: str) -> None:
    with pytest.raises(SettingError, match="scheduler-unusable"):
        settings.make(scheduler=address)
