"""What `openplan new site` makes has no barrier and fits a phone, also before it is translated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from builder.new.site import NewSite, new_site
from tests.browser import overhang, page, served, violations


@pytest.mark.parametrize("languages", [("fr", "en"), ("ar",)], ids=",".join)
def test_a_new_site_has_no_barrier(
    languages: tuple[str, ...],
    chrome: Browser,
    sites: Callable[..., Path],
    tmp_path: Path,
) -> None:
    new_site(tmp_path / "site", NewSite(languages))
    built = sites(f"new-{'-'.join(languages)}", tmp_path / "site")
    first = built / languages[0]
    paths = sorted(str(file.parent.relative_to(built)) for file in first.rglob("index.html"))
    assert len(paths) > 15
    with served(built) as address, page(chrome, 390) as (opened, complaints):
        for path in paths:
            opened.goto(f"{address}/{path}/")
            assert violations(opened) == [], path
            assert overhang(opened, 320) <= 0, path
            opened.set_viewport_size({"width": 390, "height": 900})
        assert complaints == []
