"""What pages load has stable addresses: a change of one script or style changes no page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.build import Options, build
from builder.serve import headers_for
from builder.write.manifest import Entry, read_manifest
from builder.write.publish import Folder
from tests.conftest import HERE, PROJECT

STATIC = PROJECT / "themes" / "default" / "static"
ASSETS = sorted(file.relative_to(STATIC).as_posix() for file in STATIC.rglob("*") if file.is_file())
SCRIPTS = [name for name in ASSETS if name.endswith(".js")]
DOORS = [name for name in SCRIPTS if "/" not in name]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a theme of its own, built into `dist` in it."""
    root = tmp_path_factory.mktemp("city")
    shutil.copytree(HERE / "sites" / "tiny", root, dirs_exist_ok=True)
    shutil.copytree(PROJECT / "themes", root / "themes")
    build(root, Folder(root / "dist"), Options(base_url="https://yunting.example/open"))
    return root


def entries(city: Path) -> dict[str, Entry]:
    """What the site has, former assets aside."""
    manifest = read_manifest(city / "dist")
    assert manifest
    return dict(manifest.entries)


@pytest.fixture
def edited(city: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The name of an asset to which a comment has been added."""
    name: str = request.param
    asset = city / "themes/default/static" / name
    before = asset.read_bytes()
    asset.write_bytes(before + {"css": b"/* edited */\n", "svg": b"<!-- edited -->\n"}.get(name[-3:], b"// edited\n"))
    yield name
    asset.write_bytes(before)


@pytest.mark.parametrize("edited", ASSETS, indirect=True)
def test_an_edit_of_one_asset_changes_at_most_five_files(city: Path, edited: str) -> None:
    before = entries(city)
    build(city, Folder(city / "dist"), Options(base_url="https://yunting.example/open"))
    after = entries(city)
    changed = {path for path, entry in after.items() if before.get(path) != entry}
    assert 1 <= len(changed) <= 5
    assert not [path for path in changed if path.endswith(".html")]
    assert f"static/{edited}" in changed or edited not in DOORS
    for path in before.keys() - after.keys():
        assert (city / "dist" / path).is_file(), "a page of yesterday loads it"


def loaded(script: Path) -> Iterator[Path]:
    """The scripts that a published script loads, itself first."""
    yield script
    code = re.sub(r"(?m)^\s*(/?\*|//).*", "", script.read_text("utf-8"))
    for address in re.findall(r'"(\.[^"]+\.js)"', code):
        yield from loaded((script.parent / address).resolve())


@pytest.mark.parametrize("name", DOORS)
def test_a_door_loads_its_script_and_every_part_of_it(city: Path, name: str) -> None:
    door = city / "dist/static" / name
    assert re.fullmatch(r'export \* from "\.\./assets/[\w-]+\.[0-9a-f]{10}\.js";\n', door.read_text("utf-8"))
    for script in loaded(door):
        assert script.is_file(), script


def test_pages_name_only_stable_addresses_below_their_path(city: Path) -> None:
    named = set()
    for page in (city / "dist").rglob("*.html"):
        named |= set(
            re.findall(r'(?:<script[^>]* src|<link rel="(?:stylesheet|icon)" href)="([^"]+)"', page.read_text())
        )
    assert named >= {"/open/static/site.css", "/open/static/site.js", "/open/static/chart.js", "/open/static/icon.svg"}
    assert all(re.fullmatch(r"/open/static/[\w-]+\.(js|css|svg)", address) for address in named)
    assert all((city / "dist" / address.removeprefix("/open/")).is_file() for address in named)


def test_stable_addresses_revalidate_and_hashed_ones_stay(city: Path) -> None:
    rules = (city / "dist/_headers").read_text("utf-8")
    for path, caching in (("/open/static/site.js", "no-cache"), ("/open/assets/site.0123456789.js", "immutable")):
        headers = headers_for(rules, path)
        assert caching in headers["Cache-Control"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
