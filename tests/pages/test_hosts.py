"""A built site on any host: everything that a page, a script or a browser asks for is there, also
below a path and where nobody reads `_headers` and `_redirects`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.serve import headers_for
from builder.write.artifact import file_of
from tests.conftest import TINY

NOT_ASKED_FOR = {
    *("_headers", "_redirects", ".nojekyll", ".openplan"),
    *("404.html", "zh/404.html", "en/404.html", "zh-hant/404.html"),
}
"""What hosts read and no reader."""
OLD = ("indicators/clean-rivers", "goals/plan/goal-water")
NEW = ("indicators/clean-river-sections", "goals/plan/goal-rivers")


class PlainHandler(SimpleHTTPRequestHandler):
    """A host that knows files and nothing else."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(params=["", "/city/plan"], ids=["root", "below a path"])
def site(request: pytest.FixtureRequest, sites: Callable[..., Path]) -> tuple[Path, str]:
    """The small site built for the root of a host, and for a path, with that path."""
    prefix: str = request.param
    name = f"hosted{prefix.replace('/', '-')}"
    return sites(name, TINY, f"https://data.example.net{prefix}"), prefix


@pytest.fixture
def fetch(site: tuple[Path, str], tmp_path: Path) -> Iterator[Callable[[str], tuple[int, str]]]:
    """The status and the text that the host of the site answers with."""
    folder, prefix = site
    mount = tmp_path / "host" / prefix.strip("/")
    mount.parent.mkdir(parents=True, exist_ok=True)
    mount.symlink_to(folder)
    handler = partial(PlainHandler, directory=str(tmp_path / "host"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        Thread(target=host.serve_forever, daemon=True).start()

        def get(path: str) -> tuple[int, str]:
            connection = HTTPConnection("127.0.0.1", host.server_port, timeout=10)
            connection.request("GET", path)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            connection.close()
            return answer.status, text

        yield get
        host.shutdown()


def asked_for(path: str, text: str) -> Iterator[str]:
    """The addresses that a file makes a browser ask for, or a reader."""
    ending = path.rpartition(".")[2] if not path.endswith("/") else "html"
    if path.endswith("/search/index.json"):
        yield from shards(json.loads(text))
    elif ending == "html":
        yield from re.findall(r"https://data\.example\.net[^\s<>\"&?]*", text)
        for node in LexborHTMLParser(text).css("*"):
            for name, value in node.attributes.items():
                if name in ("href", "src") or (value or "").startswith("/"):
                    yield value or ""
                if name == "action":
                    yield f"{value}index.json"
            if node.attributes.get("http-equiv") == "refresh":
                yield (node.attributes["content"] or "").partition("url=")[2]
    elif ending == "js" and "/vega." not in path:
        yield from re.findall(r'"(\.{1,2}/[^"]+)"', text)
    elif ending == "css":
        yield from re.findall(r"url\(([^)]+)\)", text)
    elif ending in ("json", "webmanifest", "xml", "txt"):
        yield from re.findall(r'(?<=")/[^"\s]+(?=")', text)
        yield from re.findall(r"https://data\.example\.net[^\s<>\"?]*", text)


def shards(start: dict[str, Any]) -> Iterator[str]:
    """Every file that the index of an edition may fetch."""
    entries, chunk = start["lengths"][0], start["chunk"]
    counts = {kind: len(start[kind]) for kind in "tws"}
    counts["x"] = -(-len(entries) // chunk)
    for kind, count in counts.items():
        yield from (f"{start['at']}{kind}{number}.json" for number in range(count))


def test_everything_that_is_asked_for_is_there_and_everything_there_is_asked_for(
    site: tuple[Path, str], fetch: Callable[[str], tuple[int, str]]
) -> None:
    folder, prefix = site
    seen = {f"{prefix}/", f"{prefix}/robots.txt"}
    seen |= {f"{prefix}/{code}/{old}/" for code in ("zh", "en", "zh-hant") for old in OLD}
    seen |= {f"{prefix}/embed/{code}/{OLD[0]}/" for code in ("zh", "en", "zh-hant")}
    waiting = sorted(seen)
    while waiting:
        path = waiting.pop()
        status, text = fetch(path)
        assert status == 200, path
        for address in asked_for(path, text):
            parts = urlsplit(urljoin(f"https://data.example.net{path}", address))
            home = parts.path == prefix  # the data package names the site without a slash
            if parts.netloc == "data.example.net" and not home and parts.path not in seen:
                assert parts.path.startswith(f"{prefix}/"), f"{address} in {path}"
                seen.add(parts.path)
                waiting.append(parts.path)
    files = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    asked = {file_of(unquote(path).removeprefix(prefix)) for path in seen}
    assert files - asked == NOT_ASKED_FOR


@pytest.mark.parametrize(
    ("code", "words"),
    [("zh", "这一页换了网址"), ("en", "This page has moved"), ("zh-hant", "這一頁換了網址")],
)
def test_an_old_address_leads_on_without_rules_of_the_host(
    site: tuple[Path, str], code: str, words: str
) -> None:
    folder, prefix = site
    for old, new in zip(OLD, NEW, strict=True):
        page = LexborHTMLParser((folder / code / old / "index.html").read_text("utf-8"))
        target = f"{prefix}/{code}/{new}/"

        def value(selector: str, name: str, page: LexborHTMLParser = page) -> str | None:
            (node,) = page.css(selector)
            return node.attributes[name]

        assert value("meta[http-equiv=refresh]", "content") == f"0; url={target}"
        assert value("link[rel=canonical]", "href") == f"https://data.example.net{target}"
        assert value("meta[name=robots]", "content") == "noindex"
        assert value("main a", "href") == target
        assert [node.text() for node in page.css("main h1")] == [words]
        assert not page.css("link[hreflang]")


@pytest.mark.parametrize("code", ["zh", "en", "zh-hant"])
def test_a_frame_of_another_site_keeps_a_renamed_indicator(
    site: tuple[Path, str], code: str
) -> None:
    folder, _ = site
    old, new = (folder / f"embed/{code}/{path[0]}/index.html" for path in (OLD, NEW))
    assert old.read_bytes() == new.read_bytes()


def test_old_addresses_stand_in_no_sitemap_and_in_no_list(site: tuple[Path, str]) -> None:
    folder, _ = site
    for file in ("sitemap.xml", "en/search/index.json", "en/indicators/index.html"):
        assert not any(old in (folder / file).read_text("utf-8") for old in OLD)


def test_rules_for_old_addresses_are_there_for_each_kind_of_host(site: tuple[Path, str]) -> None:
    folder, prefix = site
    rules = (folder / "_redirects").read_text("utf-8").splitlines()
    old, new = f"{prefix}/en/{OLD[0]}/", f"{prefix}/en/{NEW[0]}/"
    forced, plain = rules.index(f"{old} {new} 301!"), rules.index(f"{old} {new} 301")
    assert forced < plain, "the first that a host understands counts"


def test_rules_copied_to_the_root_of_a_host_hold_for_the_site_below_its_path(
    site: tuple[Path, str],
) -> None:
    folder, prefix = site
    rules = (folder / "_headers").read_text("utf-8")
    for path, policy in (("en/goals/", "'none'"), ("404.html", "'none'"), ("embed/en/x/", "*")):
        headers = headers_for(rules, f"{prefix}/{path}")
        assert headers["Content-Security-Policy"].endswith(f"frame-ancestors {policy}")
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert not (prefix and headers_for(rules, "/en/goals/")), "another site of the same host"
