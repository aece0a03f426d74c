"""The theme’s assets as they are published: with the site’s own colours and addresses in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from hashlib import sha256

from builder.site.look import Palette, look_sheet
from builder.site.static_files import IMPORT, imported

_COMMENT = re.compile(rb"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
"""A script’s comment on lines of its own: mostly types, which would be a third of what readers
fetch.
"""


def own_assets(
    assets: Mapping[str, bytes], light: Palette, dark: Palette, origin: str
) -> Mapping[str, bytes]:
    """The assets by name, with marks replaced by what is the site’s own.

    Drawings have `{light.ink}` (or another colour), style sheets `{origin}`, the host that links on
    paper name; `site.css` begins with its colours and signs. Scripts that import each other
    (`"./name.js"`) do so by published addresses, and their comments stay at home, but for licences.
    """
    marks = {f"{{light.{name}}}": colour for name, colour in light.items()} | {"{origin}": origin}
    own = dict(assets)
    for name in (name for name in assets if name.endswith((".css", ".svg"))):
        for mark, text in marks.items():
            own[name] = own[name].replace(mark.encode(), text.encode())
    own["site.css"] = look_sheet(light, dark) + own["site.css"]
    scripts = {
        name: _COMMENT.sub(_licence, content)
        for name, content in own.items()
        if name.endswith(".js")
    }
    return own | {name: _with_addresses(name, scripts) for name in scripts}


def asset_files(assets: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The published files of the assets by path.

    What pages name has a stable address below `static/` and revalidates, so that a change of one
    asset changes no page. A script there is a door: it loads the script itself, which has its
    content’s hash in its name and is cached for ever. Scripts in folders are parts that only other
    scripts load; they have no door.
    """
    files = {}
    for name, content in assets.items():
        if not name.endswith(".js"):
            files[asset_path(name)] = content
            continue
        hashed = _hashed(name, content)
        files[hashed] = content
        if _has_door(name):
            files[asset_path(name)] = f'export * from "../{hashed}";\n'.encode()
    return files


def asset_path(name: str) -> str:
    """The published path by which pages name an asset."""
    return f"static/{name}"


def _hashed(name: str, content: bytes) -> str:
    stem, dot, ending = name.rpartition(".")
    return f"assets/{stem}.{sha256(content).hexdigest()[:10]}{dot}{ending}"


def _licence(comment: re.Match[bytes]) -> bytes:
    return comment[0] if b"@license" in comment[0] else b""


def _has_door(name: str) -> bool:
    return "/" not in name


def _with_addresses(name: str, scripts: Mapping[str, bytes]) -> bytes:
    """A script with the published addresses of those that it imports: of their doors, or of parts
    by their hash.
    """
    folder = posixpath.dirname(name)

    def address(match: re.Match[bytes]) -> bytes:
        other = imported(name, match)
        if other not in scripts:
            return match[0]
        content = _with_addresses(other, scripts) if not _has_door(other) else b""
        path = asset_path(other) if _has_door(other) else _hashed(other, content)
        relative = posixpath.relpath(path, posixpath.join("assets", folder))
        return f'"{relative if relative.startswith(".") else "./" + relative}"'.encode()

    return IMPORT.sub(address, scripts[name])
