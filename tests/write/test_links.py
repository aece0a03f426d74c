"""Where links lead, however they are written."""

from __future__ import annotations

from builder.write.links import Links, check_links


def test_an_anchor_is_the_same_whether_its_link_writes_it_with_percent_signs_or_not() -> None:
    links = Links()
    files = frozenset({"a/index.html", "b/index.html"})
    addresses = ("/site/b/#水", "/site/b/#%E6%B0%B4", "../b/#%E7%81%AB")
    page = "".join(f'<a href="{address}">' for address in addresses)
    links.read("a/index.html", page, "/site", files)
    links.read("b/index.html", '<p id="水">', "/site", files)
    (problem,) = check_links(links, {"a/index.html": "content/a.zh.md"})
    assert (problem.code, problem.values["target"]) == ("missing-anchor", "/b/#火")
