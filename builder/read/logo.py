"""The site’s logo → `Logo`: a picture that is safe to publish as it is."""

from __future__ import annotations

import re
import struct
from difflib import get_close_matches
from xml.parsers import expat

from builder.model.config import Logo, SiteConfig
from builder.problems import Place, Problem
from builder.read.config import config_place
from builder.read.files import Tree

MAX_BYTES = 30_000
"""Every page loads it."""

_PNG = b"\x89PNG\r\n\x1a\n"
_HEAD = 24
"""How many bytes of a PNG say how large it is: the signature, and the chunk IHDR to its height."""
_SVG = "http://www.w3.org/2000/svg"
_ACTIVE = re.compile(
    r"script|style|foreignobject|iframe|embed|object|audio|video|canvas|handler|listener|link|meta"
    r"|set|discard|animate\w*",
    re.IGNORECASE,
)
"""Elements that do something, or that bring something in which does."""
_OUTSIDE = re.compile(r"url\(\s*+['\"]?+(?!#)|@import|image-set\(", re.IGNORECASE)
_OWN = re.compile(r"#|data:image/(?:png|jpeg);base64,")
"""Addresses that lead to a part of the drawing, or hold a picture themselves."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")


def read_logo(tree: Tree, config: SiteConfig) -> tuple[Logo | None, list[Problem]]:
    """The logo that `site.toml` names, and what is wrong with it; neither if it names none."""
    path = config.logo
    if path is None:
        return None, []
    place = config_place(tree)("logo")
    if path not in tree.pictures:
        refused = any(problem.place.file == path for problem in tree.problems)
        close = get_close_matches(path, list(tree.pictures), n=1, cutoff=0.6)
        missing = Problem(place, "no-logo", {"name": path, "close": "".join(close)})
        return None, [] if refused else [missing]
    content = tree.pictures[path]
    if len(content) > MAX_BYTES:
        values = {"size": f"{len(content):,}", "limit": f"{MAX_BYTES:,}"}
        return None, [Problem(Place(path), "large-logo", values)]
    if path.endswith(".png"):
        size, problems = _png_size(path, content)
    else:
        drawing = _Drawing(path, content)
        size, problems = drawing.size, drawing.problems
    name = f"logo{path[path.rindex('.') :]}"
    return (None if problems else Logo(name, content, *size)), problems


def _png_size(path: str, content: bytes) -> tuple[tuple[float, float], list[Problem]]:
    if len(content) < _HEAD or not content.startswith(_PNG) or content[12:16] != b"IHDR":
        values = {"kind": "PNG", "detail": content[:4].hex(" ")}
        return (0, 0), [Problem(Place(path), "broken-logo", values)]
    width, height = struct.unpack(">II", content[16:_HEAD])
    return (width, height), [] if width and height else [Problem(Place(path), "logo-size")]


class _StopError(Exception):
    """Enough has been seen."""


class _Drawing:
    """An SVG as it is parsed: its size, and every part that is more than shapes."""

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self.size: tuple[float, float] = (0, 0)
        self.problems: list[Problem] = []
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = lambda target, _: self._refuse(f"<?{target}?>")
        self.rooted = False
        try:
            parser.Parse(content, True)
        except _StopError:
            pass
        except expat.ExpatError as error:
            place = Place(path, error.lineno, error.offset + 1)
            values = {"kind": "SVG", "detail": expat.ErrorString(error.code)}
            self.problems.append(Problem(place, "broken-logo", values))

    def _doctype(self, *_: object) -> None:
        """It may define entities without end, so nothing behind it is read."""
        self._refuse("<!DOCTYPE>")
        raise _StopError

    def _refuse(self, what: str) -> None:
        self._note("unsafe-logo", {"what": what[:60]})

    def _note(self, code: str, values: dict[str, str]) -> None:
        place = Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.problems.append(Problem(place, code, values))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        if not self.rooted:
            self._root(name, attributes)
        local = name.rpartition(" ")[2]
        if _ACTIVE.fullmatch(local):
            self._refuse(f"<{local}>")
        for key, value in attributes.items():
            attribute = key.rpartition(" ")[2]
            lower = attribute.lower()
            outside = lower in ("href", "src") and not _OWN.match(value.strip())
            if lower == "style" or lower.startswith("on"):
                self._refuse(f"{attribute}=")
            elif outside or _OUTSIDE.search(value):
                self._refuse(f'{attribute}="{value}"')

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        self.rooted = True
        if name != f"{_SVG} svg":
            detail = f"<{name.rpartition(' ')[2][:40]}>"
            self._note("broken-logo", {"kind": "SVG", "detail": detail})
            return
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        both = box[2:] if len(box) == 4 else [attributes.get("width"), attributes.get("height")]
        lengths = [length.removesuffix("px") for length in both if length]
        numbers = [float(length) for length in lengths if _NUMBER.fullmatch(length)]
        if len(numbers) == 2 and all(numbers):
            self.size = (numbers[0], numbers[1])
        else:
            self._note("logo-size", {})
