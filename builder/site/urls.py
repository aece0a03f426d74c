"""Addresses. A page's path ends in `/` and its file is the `index.html` there; ids are the same in
every language.
"""

from __future__ import annotations


def page(lang: str, *parts: str) -> str:
    """The path of a page: `page("zh", "indicators", "life-expectancy")` is
    `/zh/indicators/life-expectancy/`.
    """
    return "/" + "/".join((lang, *parts)) + "/"


def record(lang: str, kind: str, id: str) -> str:
    """The path of a record's page; a goal's id has two parts."""
    return f"/{lang}/{kind}/{id}/"


def anchor(locator: str) -> str:
    """The fragment of a place on its document's page: `table-1/12` is `table-1-12`."""
    return locator.replace("/", "-")


def alternative(path: str, lang: str) -> str:
    """The same page in another language."""
    return f"/{lang}/{path.split('/', 2)[2]}"
