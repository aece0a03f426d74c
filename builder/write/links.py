"""Do all links inside the site lead somewhere? Pages are scanned as they are made; the check comes
at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import unquote, urljoin

from selectolax.lexbor import LexborHTMLParser

from builder.problems import Place, Problem
from builder.write.artifact import file_of

T = TypeVar("T")

_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


@dataclass
class Links:
    """What pages link to: fragments of pages of this site, and addresses that lead nowhere.

    Both with the first page that holds the link. `anchors` are the fragments that each page offers.
    """

    fragments: dict[tuple[str, str], str] = field(default_factory=dict)
    dead: dict[str, str] = field(default_factory=dict)
    anchors: dict[str, frozenset[str]] = field(default_factory=dict)
    shared_ids: dict[frozenset[str], frozenset[str]] = field(default_factory=dict)

    def read(self, path: str, page: str, prefix: str, files: frozenset[str]) -> None:
        """Note the links and anchors of the page at `path`, one of the site's `files`; other sites
        are passed over.
        """
        here = f"{prefix}/{path.removesuffix('index.html')}"
        ids, addresses = _ids_and_addresses(page)
        self.anchors[path] = self.shared_ids.setdefault(ids, ids)
        for address in addresses:
            if _EXTERNAL.match(address):
                continue
            if not address.startswith("/"):
                address = urljoin(here, address)
            target, _, fragment = address.partition("#")
            target = unquote(target.partition("?")[0].removeprefix(prefix))
            file = file_of(target)
            if file not in files:
                _keep_first(self.dead, target, path)
            elif fragment:
                _keep_first(self.fragments, (file, unquote(fragment)), path)

    def add(self, other: Links) -> None:
        """Take over what another process noted."""
        for target, path in other.dead.items():
            _keep_first(self.dead, target, path)
        for anchor, path in other.fragments.items():
            _keep_first(self.fragments, anchor, path)
        self.anchors |= other.anchors


def _keep_first(first_pages: dict[T, str], key: T, path: str) -> None:
    first_pages[key] = min(path, first_pages.get(key, path))


def check_links(links: Links, origins: Mapping[str, str]) -> Iterator[Problem]:
    """A problem for each link that leads to no file, or to a fragment that its page does not have.

    `origins` names the input file that a file of the site was made from, where there is one.
    """
    for target, page in links.dead.items():
        yield Problem(Place(origins[page] or page), "dead-link", {"target": target})
    for (file, fragment), page in links.fragments.items():
        if file in links.anchors and fragment not in links.anchors[file]:
            target = f"/{file.removesuffix('index.html')}#{fragment}"
            yield Problem(Place(origins[page] or page), "missing-anchor", {"target": target})


def _ids_and_addresses(page: str) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of a page’s elements, and the addresses that it links to or loads."""
    ids: set[str | None] = set()
    addresses: set[str | None] = set()
    for node in LexborHTMLParser(page).css("[id], [href], [src]"):
        attributes = node.attributes
        ids.add(attributes.get("id"))
        addresses.update((attributes.get("href"), attributes.get("src")))
    return frozenset(id for id in ids if id), frozenset(a for a in addresses if a is not None)
