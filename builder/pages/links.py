"""Do all links inside the site lead somewhere? Pages are scanned as they are made; the check comes at the end."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin

from builder.pages import urls
from builder.problems import Place, Problem

_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass
class Links:
    """Link targets (path, fragment) with the first page that holds each, and the fragments that pages offer."""

    targets: dict[tuple[str, str], str] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    """Addresses from the site's root that were noted already, as they stand in a page."""

    def read(self, path: str, page: str, prefix: str) -> None:
        """Note the links and anchors of the page at `path` (a file); addresses outside the site are passed over."""
        here = f"{prefix}/{path.removesuffix('index.html')}"
        self.anchors[path] = frozenset(_values(page, ' id="'))
        for address in {*_values(page, ' href="'), *_values(page, ' src="')} - self.seen:
            if address.startswith("/"):
                self.seen.add(address)
            address = html.unescape(address)
            if _EXTERNAL.match(address):
                continue
            if not address.startswith("/"):
                address = urljoin(here, address)
            target, _, fragment = address.partition("#")
            target = target.partition("?")[0].removeprefix(prefix)
            self.targets.setdefault((target, fragment), path)

    def add(self, other: Links) -> None:
        """Take over what another process noted."""
        for target, path in other.targets.items():
            self.targets[target] = min(path, self.targets.get(target, path))
        self.anchors |= other.anchors


def _values(page: str, attribute: str) -> list[str]:
    """The values of an attribute: templates and the sanitiser write it after one space, in double quotes."""
    return [part.partition('"')[0] for part in page.split(attribute)[1:]]


def check_links(links: Links, origins: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each link that leads to no file, or to a fragment that its page does not have.

    `origins` names every file of the site, and the input file that it was made from where there is one.
    """
    for (target, fragment), page in links.targets.items():
        file = urls.file(unquote(target))
        place = Place(origins.get(page) or page)
        if file not in origins:
            yield Problem(place, "dead-link", {"target": target})
        elif fragment and file in links.anchors and unquote(fragment) not in links.anchors[file]:
            yield Problem(place, "missing-anchor", {"target": f"{target}#{fragment}"})
