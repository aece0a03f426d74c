"""What several tests need: sites on disk, and builds of them.

Tests are marked by the fixtures they ask for: `browser` if a browser is among them, `site` if a
whole site is built. `covering` are those whose coverage is measured: the small ones, and of whole
sites the golden files and the command line, which reach what is left. Under measurement the others
would cost twice the time and add nothing.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings

from builder.build import Options, Report, build
from builder.charts import rendering, specification
from builder.model.catalog import Catalog
from builder.read.files import read_tree
from builder.read.loader import read_catalog
from builder.write.cache import DiskCache
from builder.write.publish import SiteFolder

HERE = Path(__file__).parent
PROJECT = HERE.parent
TINY = HERE / "sites" / "tiny"

_DRAWING = b"".join(
    Path(str(module.__file__)).read_bytes() for module in (rendering, specification)
)
KEPT = PROJECT / ".cache" / sha256(_DRAWING).hexdigest()[:10]
"""Drawings stay for the next run, unless what draws has changed; the user’s are left alone."""
COVERING = ("test_cli.py", "test_golden.py")
CACHE = DiskCache(KEPT / "openplan" / "drawings")

settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/ anew")


def pytest_configure(config: pytest.Config) -> None:
    os.environ["XDG_CACHE_HOME"] = str(KEPT)  # for what the command line draws
    config.addinivalue_line("markers", "browser: asks for a browser")
    config.addinivalue_line("markers", "site: asks for a whole site to be built")
    config.addinivalue_line("markers", "covering: its coverage is measured")
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError(
            "--update-golden is for people: under CI golden files are only compared"
        )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        in_browser = "chrome" in fixtures
        of_site = fixtures & {"tiny", "publish", "sites", "city", "drawings"}
        if in_browser:
            item.add_marker("browser")
        if of_site:
            item.add_marker("site")
        if not in_browser and (not of_site or item.path.name in COVERING):
            item.add_marker("covering")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A copy of the small invented site, free to be changed."""
    built = shutil.ignore_patterns("dist", ".dist.openplan")
    return Path(shutil.copytree(TINY, tmp_path / "tiny", ignore=built))


@pytest.fixture
def publish(tmp_path: Path) -> Callable[..., Report]:
    """Build a site into `tmp_path / "dist"`."""

    def run(root: Path, **options: object) -> Report:
        chosen = Options(**options)  # type: ignore[arg-type]
        return build(root, SiteFolder(tmp_path / "dist"), chosen, CACHE)

    return run


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[..., Path]:
    """Build a site for all tests of the session, in whichever process they run: they only read
    it.
    """
    scratch = tmp_path_factory.getbasetemp()
    shared = scratch if worker_id == "master" else scratch.parent

    def built(name: str, root: Path, base_url: str | None = None) -> Path:
        output = shared / name / "dist"
        output.parent.mkdir(exist_ok=True)
        with open(shared / f"{name}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not output.exists():
                build(root, SiteFolder(output), Options(base_url=base_url, jobs=2), CACHE)
        return output

    return built


@pytest.fixture(scope="session")
def built_tiny(sites: Callable[..., Path]) -> Path:
    """The small site as built."""
    return sites("tiny", TINY)


@pytest.fixture(scope="session")
def built_real(sites: Callable[..., Path]) -> Path:
    """This project’s own site as built."""
    return sites("real", PROJECT)


@pytest.fixture(scope="session")
def real() -> Catalog:
    """The records of this project's own site."""
    return read_catalog(read_tree(PROJECT), ("zh", "en"))


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below `folder` by its path, as a digest of its bytes."""
    return {
        str(file.relative_to(folder)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
