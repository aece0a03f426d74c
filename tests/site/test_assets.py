"""What pages load has stable addresses: a change of one script or style changes no page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest

from builder.build import Options, build
from builder.serve import headers_for
from builder.write.manifest import Entry, read_manifest
from builder.write.publish import SiteFolder
from tests.conftest import CACHE, HERE, PROJECT

STATIC = PROJECT / "themes" / "default" / "static"
ASSETS = sorted(file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*") if file.is_file())
SCRIPTS = [name for name in ASSETS if name.endswith(".js")]
DOORS = [name for name in SCRIPTS if "/" not in name]
ADDED = {
    ".js": b"globalThis.added = 1;\n",
    ".css": b"b { color: red }\n",
    ".svg": b"<!-- added -->\n",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a theme of its own, built into `dist` in it."""
    root = tmp_path_factory.mktemp("city")
    shutil.copytree(HERE / "sites" / "tiny", root, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "themes", root / "themes")
    build(root, SiteFolder(root / "dist"), Options(base_url="https://yunting.example/open"), CACHE)
    return root


def entries(dist: Path) -> dict[str, Entry]:
    """What the site has, former assets aside."""
    manifest = read_manifest(dist)
    assert manifest
    return dict(manifest.entries)


@pytest.fixture
def edited(city: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of an asset that somebody has added to."""
    name: str = request.param
    asset = city / "themes/default/static" / name
    before, ending = asset.read_bytes(), Path(name).suffix
    asset.write_bytes(before + ADDED[ending])
    yield name
    asset.write_bytes(before)


@pytest.mark.parametrize("edited", ASSETS, indirect=True)
def test_an_edit_of_one_asset_changes_at_most_five_files(
    city: Path, tmp_path: Path, edited: str
) -> None:
    dist = Path(shutil.copytree(city / "dist", tmp_path / "dist"))
    before = entries(dist)
    build(city, SiteFolder(dist), Options(base_url="https://yunting.example/open"), CACHE)
    after = entries(dist)
    changed = {path for path, entry in after.items() if before.get(path) != entry}
    assert 1 <= len(changed) <= 5
    assert not [path for path in changed if path.endswith(".html")]
    for path in before.keys() - after.keys():
        assert (dist / path).is_file(), "a page of yesterday loads it"


def test_comments_of_scripts_are_not_published_but_for_licences(city: Path, tmp_path: Path) -> None:
    script = city / "themes/default/static/extra.js"
    script.write_text(
        "// why\n/** @license MIT */\n/**\n * @param {number} n\n */\n"
        "export const f = (n) => n; // stays\n"
    )
    build(city, SiteFolder(tmp_path / "dist"), Options(), CACHE)
    script.unlink()
    (published,) = (tmp_path / "dist/assets").glob("extra.*.js")
    assert published.read_text() == "/** @license MIT */\nexport const f = (n) => n; // stays\n"


def loaded(script: Path) -> set[Path]:
    """The scripts that a published script loads, and itself."""
    addresses = re.findall(r'"(\.[^"]+\.js)"', script.read_text("utf-8"))
    return {script}.union(*(loaded((script.parent / address).resolve()) for address in addresses))


@pytest.mark.parametrize("name", DOORS)
def test_a_door_loads_its_script_and_every_part_of_it(city: Path, name: str) -> None:
    door = city / "dist/static" / name
    assert re.fullmatch(
        r'export \* from "\.\./assets/[\w-]+\.[0-9a-f]{10}\.js";\n', door.read_text("utf-8")
    )
    for script in loaded(door):
        assert script.is_file(), script


@pytest.mark.parametrize("name", ["search-box.js", "search-page.js"])
def test_the_scripts_of_a_box_and_of_the_search_page_are_small(city: Path, name: str) -> None:
    """What reads words of any language costs 1.4 KB more than Chinese and English alone did; with
    the other scripts of a page it stays below the 12 KB that a reader may have to fetch.
    """
    scripts = loaded(city / "dist/static" / name)
    assert sum(len(brotli.compress(script.read_bytes())) for script in scripts) <= 9_500


def test_pages_name_only_stable_addresses_below_their_path(city: Path) -> None:
    named = set()
    for page in (city / "dist").rglob("*.html"):
        named |= set(
            re.findall(
                r'(?:<script[^>]* src|<link rel="(?:stylesheet|icon)" href)="([^"]+)"',
                page.read_text(),
            )
        )
    assert named >= {
        "/open/static/site.css",
        "/open/static/site.js",
        "/open/static/chart.js",
        "/open/static/icon.svg",
    }
    assert all(re.fullmatch(r"/open/static/[\w-]+\.(js|css|svg)", address) for address in named)
    assert all((city / "dist" / address.removeprefix("/open/")).is_file() for address in named)


def test_stable_addresses_revalidate_and_hashed_ones_stay(city: Path) -> None:
    rules = (city / "dist/_headers").read_text("utf-8")
    for path, caching in (
        ("/open/static/site.js", "no-cache"),
        ("/open/assets/site.0123456789.js", "immutable"),
    ):
        headers = headers_for(rules, path)
        assert caching in headers["Cache-Control"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
