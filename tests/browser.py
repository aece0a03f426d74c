"""A browser for tests: Chromium as the system has it, and a site served with its own headers."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from builder.serve import server

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip

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
    "found": "search/?q={asked}",
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
    "asked": "2025",
}
"""The examples on the real site, and on the small one."""
TINY = {
    "goal": "plan/goal-rivers",
    "indicator": "sewage-overflows",
    "task": "key-tasks-003",
    "department": "water-bureau",
    "topic": "water",
    "document": "plan",
    "asked": "2025",
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


def noted(opened: Page) -> list[Response]:
    """A list to which every answer that the page gets from now on is added."""
    answers: list[Response] = []
    opened.on("response", lambda answer: answers.append(answer))
    return answers


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        try:
            yield found
        finally:
            found.close()


@contextmanager
def page(
    of: Browser, width: int = 1440, scheme: str = "light", scripts: bool = True
) -> Iterator[tuple[Page, list[str]]]:
    """A fresh page, and what it complains of: console messages, errors, failed requests."""
    context = of.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=scripts,
        accept_downloads=True,
    )
    opened, told = context.new_page(), list[str]()
    opened.on("console", lambda message: told.append(message.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("requestfailed", lambda request: told.extend([] if request.failure == ABANDONED else [request.url]))
    try:
        yield opened, told
    finally:
        context.close()
