"""`make weigh`: what a browser fetches for each kind of page, compressed with brotli, and how far
the page shifts.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from playwright.sync_api import Page

from builder.build import Options, build
from builder.write.cache import user_cache
from builder.write.publish import SiteFolder
from tests.browser import KINDS, REAL, browser, page, responses, served
from tests.conftest import PROJECT

_SHIFTS = """new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


@dataclass(frozen=True, slots=True)
class Weight:
    """Of one page: requests before any interaction, KB (1,000 bytes) after brotli, and cumulative
    layout shift.
    """

    requests: int
    html: float
    scripts: float
    whole: float
    shift: float


def weigh(opened: Page, address: str) -> Weight:
    """Go to a page as a reader with an empty cache does."""
    received = responses(opened)
    opened.goto(address)
    opened.wait_for_load_state("networkidle")
    shift = opened.evaluate(_SHIFTS)
    sizes = [(a.url, len(brotli.compress(a.body())) / 1000) for a in received]
    scripts = sum(size for url, size in sizes if url.endswith(".js"))
    return Weight(len(sizes), sizes[0][1], scripts, sum(size for _, size in sizes), shift)


def main() -> None:
    print(
        f"{'page':<14} {'lang':<4} {'requests':>8} {'html KB':>8} "
        f"{'js KB':>6} {'whole KB':>9} {'CLS':>6}"
    )
    with tempfile.TemporaryDirectory(prefix="openplan-weigh-") as scratch:
        build(
            PROJECT,
            SiteFolder(Path(scratch, "dist")),
            Options(base_url="https://openplan.example"),
            user_cache(),
        )
        with served(Path(scratch, "dist")) as address, browser() as chrome:
            for kind, path in KINDS.items():
                for lang in ("zh", "en"):
                    with page(chrome, 390) as (opened, _):
                        weights = weigh(opened, f"{address}/{lang}/{path.format(**REAL)}")
                    size = f"{weights.html:8.1f} {weights.scripts:6.1f} {weights.whole:9.1f}"
                    print(f"{kind:<14} {lang:<4} {weights.requests:>8} {size} {weights.shift:6.3f}")


if __name__ == "__main__":
    main()
