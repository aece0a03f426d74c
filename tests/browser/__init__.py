"""What a reader does, in Chromium as the system has it, on a site served with its own headers."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page, Response, sync_playwright

from builder.serve import server

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
LANGUAGES = ("zh", "en")
WIDTHS = (320, 390, 768, 1440)

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

ENGINE = """(async () => {
  const site = document.querySelector("script[type=module][src$='/site.js']").src;
  return import(new URL("search.js", site));
})()"""
"""A promise, in JavaScript on any page, of the module that searches."""

ABANDONED = "net::ERR_ABORTED"
"""What becomes of requests that are under way when a reader goes on to another page."""

KINDS = {
    "home": "",
    "goals": "goals/",
    "goal": "goals/{goal}/",
    "indicators": "indicators/",
    "indicator": "indicators/{indicator}/",
    "tasks": "tasks/",
    "task": "tasks/{task}/",
    "departments": "departments/",
    "department": "departments/{department}/",
    "topics": "topics/",
    "topic": "topics/{topic}/",
    "documents": "documents/",
    "document": "documents/{document}/",
    "results": "results/",
    "disagreements": "disagreements/",
    "data": "data/",
    "glossary": "glossary/",
    "search": "search/",
    "hits": "search/?q={query}",
    "prose": "about/",
    "style": "about/style/",
    "missing": "404.html",
}
"""Every kind of page, with the path of an example below its language."""


REAL = {
    "goal": "outline/goal-quality-of-life",
    "indicator": "health-literacy",
    "task": "health-plan-011",
    "department": "health-commission",
    "topic": "health",
    "document": "social-plan",
    "query": "2025",
}
"""The examples on the real site, and on the small one."""
TINY = {
    "goal": "plan/goal-rivers",
    "indicator": "sewage-overflows",
    "task": "key-tasks-003",
    "department": "water-bureau",
    "topic": "water",
    "document": "plan",
    "query": "2025",
}


def chromium() -> str | None:
    """The browser’s path: `OPENPLAN_CHROMIUM`, or the first that is installed."""
    return os.environ.get("OPENPLAN_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a built site is served, on this machine only."""
    http = server(site, 0)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{http.server_port}"
    finally:
        http.shutdown()
        http.server_close()


def responses(opened: Page) -> list[Response]:
    """A list to which every response that the page gets from now on is added."""
    received: list[Response] = []
    opened.on("response", lambda response: received.append(response))
    return received


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium_browser = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield chromium_browser
        finally:
            chromium_browser.close()


@contextmanager
def page(
    chrome: Browser, width: int = 1440, scheme: Scheme = "light", scripts: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """A fresh page, and what it complains of: console messages, errors, failed requests."""
    context = chrome.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    opened, complaints = context.new_page(), list[str]()
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "requestfailed",
        lambda request: complaints.extend([] if request.failure == ABANDONED else [request.url]),
    )
    try:
        yield opened, complaints
    finally:
        context.close()


AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of axe-core’s default rules, and the one of WCAG 2.2 that it leaves out."""


def violations(opened: Page) -> list[str]:
    """The barriers that axe-core finds on a page as it is shown."""
    result = Axe().run(opened, options=AXE_OPTIONS)
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def overhang(opened: Page, width: int) -> int:
    """By how many pixels a page is wider than a screen of this width, which then scrolls
    sideways.
    """
    opened.set_viewport_size({"width": width, "height": 900})
    pixels: int = opened.evaluate("document.documentElement.scrollWidth - innerWidth")
    return pixels
