"""A plain server for looking at a built site on this machine, with the site's own headers."""

from __future__ import annotations

import os
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


def server(folder: Path, port: int, prefix: str = "") -> ThreadingHTTPServer:
    """A server of `folder` on the loopback address, below the path `prefix` (`/folder`), for the
    caller to run.

    Raises `OSError` for a taken port.
    """
    handler = partial(_Handler, directory=str(folder), prefix=prefix)
    return ThreadingHTTPServer(("127.0.0.1", port), handler)


def headers_for(rules: str, path: str) -> dict[str, str]:
    """The headers that a `_headers` file gives to a path; every matching group counts."""
    headers: dict[str, str] = {}
    applies = False
    for line in rules.splitlines():
        if line.startswith("/"):
            pattern = line.strip()
            applies = path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1]))
        elif applies and ":" in line:
            name, _, value = line.strip().partition(": ")
            headers[name] = value
    return headers


class _Handler(SimpleHTTPRequestHandler):
    extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".csv": "text/csv; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".json": "application/json",
        ".txt": "text/plain; charset=utf-8",
    }

    def __init__(self, *args: Any, prefix: str, **options: Any) -> None:
        self.prefix = prefix
        super().__init__(*args, **options)

    def send_head(self) -> Any:
        if self.path.startswith(f"{self.prefix}/"):
            return super().send_head()
        if self.path.partition("?")[0] not in ("/", self.prefix):
            self.send_error(404)
            return None
        self.send_response(302)
        self.send_header("Location", f"{self.prefix}/")
        self.send_header("Content-Length", "0")
        self.end_headers()
        return None

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.prefix))

    def end_headers(self) -> None:
        rules = Path(self.directory, "_headers")
        for name, value in (
            headers_for(rules.read_text("utf-8"), self.path).items() if rules.is_file() else ()
        ):
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        language = self.path.removeprefix(self.prefix).strip("/").partition("/")[0]
        has_edition = self.path.startswith(f"{self.prefix}/") and language in os.listdir(
            self.directory
        )
        own = Path(self.directory, language if has_edition else "", "404.html")
        if code != 404 or not own.is_file():
            super().send_error(code, message, explain)
            return
        content = own.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:
        pass
