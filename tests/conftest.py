"""What several tests need: sites on disk, and builds of them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from builder.build import Options, Report, build
from builder.model.catalog import Catalog
from builder.read.load import read_catalog
from builder.read.tree import read_tree
from builder.write.publish import Folder

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def _own_memo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Tests leave the user’s memo of drawings alone, and share one of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


HERE = Path(__file__).parent
PROJECT = HERE.parent


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the small invented site, free to be changed."""
    return Path(shutil.copytree(HERE / "sites" / "tiny", tmp_path / "tiny"))


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Report]:
    """Build a site into `tmp_path / "dist"`."""

    def run(root: Path, **options: object) -> Report:
        return build(root, Folder(tmp_path / "dist"), Options(**options))  # type: ignore[arg-type]

    return run


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The records of this project's own site."""
    return read_catalog(read_tree(PROJECT))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below `folder` by its path, as a digest of its bytes."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
