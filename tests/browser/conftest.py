"""One browser a process, and the sites that it visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import browser, chromium, served
from tests.conftest import TINY

SITES = TINY.parent


@pytest.fixture(scope="session")
def chrome() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip("no Chromium found: install it, or set OPENPLAN_CHROMIUM")
    with browser() as running:
        yield running


@pytest.fixture(scope="session")
def tiny_site(sites: Callable[..., Path]) -> Iterator[str]:
    """The address of the small site, built to lie at the root of a host."""
    with served(sites("tiny-at-root", TINY, base_url="https://openplan.example")) as address:
        yield address


@pytest.fixture(scope="session")
def river_site(sites: Callable[..., Path]) -> Iterator[str]:
    """The address of a small site with dimensions, intervals and breaks."""
    built = sites("riviere-at-root", SITES / "riviere", base_url="https://openplan.example")
    with served(built) as address:
        yield address


@pytest.fixture(scope="session")
def waha_site(sites: Callable[..., Path]) -> Iterator[str]:
    """The address of a small site that is written from right to left."""
    built = sites("waha-at-root", SITES / "waha", base_url="https://openplan.example")
    with served(built) as address:
        yield address


@pytest.fixture(scope="session")
def real_site(built_real: Path) -> Iterator[str]:
    """The address of this project’s own site."""
    with served(built_real) as address:
        yield address
