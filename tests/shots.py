"""`make shots`: photographs of every kind of page: languages, light and dark, two widths, with
contact sheets.
"""

from __future__ import annotations

import html
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from builder.build import Options, build
from builder.write.cache import user_cache
from builder.write.publish import SiteFolder
from tests.browser import KINDS, REAL, SCHEMES, browser, page, served
from tests.conftest import PROJECT

WIDTHS = (390, 1440)


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp(prefix="openplan-shots-"))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="openplan-site-") as scratch:
        build(
            PROJECT,
            SiteFolder(Path(scratch, "dist")),
            Options(base_url="https://openplan.example"),
            user_cache(),
        )
        with served(Path(scratch, "dist")) as address, browser() as chrome:
            for lang in ("zh", "en"):
                for scheme in SCHEMES:
                    for width in WIDTHS:
                        with page(chrome, width, scheme) as (opened, _):
                            for kind, path in KINDS.items():
                                opened.goto(f"{address}/{lang}/{path.format(**REAL)}")
                                opened.screenshot(
                                    path=folder / f"{kind}-{lang}-{scheme}-{width}.png"
                                )
                        names = [f"{kind}-{lang}-{scheme}-{width}.png" for kind in KINDS]
                        sheet(
                            chrome,
                            folder,
                            names,
                            f"sheet-{lang}-{scheme}-{width}.png",
                            260 if width < 600 else 620,
                        )
    print(folder)


def sheet(chrome: Browser, folder: Path, names: list[str], target: str, width: int) -> None:
    """All photographs of one sort on one picture."""
    figures = "".join(
        f'<figure><img src="{html.escape(name)}" width="{width}">'
        f"<figcaption>{html.escape(name)}</figcaption></figure>"
        for name in names
    )
    style = "body{display:flex;flex-wrap:wrap;gap:12px;margin:12px;background:#888}"
    style += "figure{margin:0;font:12px sans-serif}"
    source = folder / "sheet.html"
    source.write_text(f"<!doctype html><style>{style}</style>{figures}", "utf-8")
    with page(chrome, 1960) as (opened, _):
        opened.goto(source.as_uri())
        opened.screenshot(path=folder / target, full_page=True)
    source.unlink()


if __name__ == "__main__":
    main()
