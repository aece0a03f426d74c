"""The files of the site that are no pages: tables, charts, pictures, assets, and what servers read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from html import escape

from builder.make.charts import SCRIPT, picture, pixels, png, specification
from builder.make.charts import tasks as chart_tasks
from builder.make.formats import csv_bytes, json_bytes
from builder.make.studio import BrokenDrawing, Task, result
from builder.make.tables import INDICATOR_COLUMNS, TABLES, Table, column_descriptions, indicator_rows
from builder.model.records import Indicator
from builder.pages import urls
from builder.pages.edition import Edition
from builder.pages.render import Renderer
from builder.pages.site import Site
from builder.pages.views import overview
from builder.pages.views.charts import Drawn, of_indicator, placed
from builder.pages.views.gallery import gallery
from builder.pages.views.surveys import surveys
from builder.problems import BuildError, Place, Problem
from builder.write.artifact import Artifact

_ICONS, _ICON_UNITS = (180, 512), 16
"""Pixels of the icons, and the units across their drawing."""
_SHORT_NAME = 16
"""The most characters of a search engine’s name in OpenSearch."""
_NUMBERS = frozenset({"value", "target_value", "reported_value", "gap", "change", "english_factor"})
_INTEGERS = frozenset({"position", "places", "places_linked", "horizon", "measured"})
_BOOLEANS = frozenset({"cumulative", "preferred"})
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'"
)


def tasks(renderer: Renderer) -> Iterator[Task]:
    """Everything that the studio makes for the site."""
    yield SCRIPT
    yield from _images(renderer).values()
    for e in renderer.editions:
        for one in _drawn(e):
            yield from chart_tasks(one.chart)


def _images(renderer: Renderer) -> dict[str, Task]:
    card, icon = renderer.drawing("card", overview.card_view(renderer.site)), renderer.site.assets["icon.svg"].decode()
    return {"card.png": png(card)} | {f"icon-{size}.png": png(icon, size / _ICON_UNITS) for size in _ICONS}


def pictures(renderer: Renderer) -> Iterator[Artifact]:
    """The site’s card and its icons, and what a home screen wants to know."""
    for name, task in _images(renderer).items():
        yield Artifact(name, partial(_pixels, name, task, renderer.site))
    for e in renderer.editions:
        yield Artifact(f"{e.code}/site.webmanifest", partial(_webmanifest, e))


def _pixels(name: str, task: Task, site: Site) -> bytes:
    try:
        return pixels(task, site.memo)
    except BrokenDrawing as error:
        drawing = "templates/card.svg" if name == "card.png" else "static/icon.svg"
        place = Place(f"themes/{site.theme.name}/{drawing}")
        raise BuildError([Problem(place, "broken-drawing", {"detail": str(error)})]) from error


def _webmanifest(e: Edition) -> bytes:
    config = e.site.config
    icons = [{"src": e.href(f"/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"} for size in _ICONS]
    told = {
        "name": e.text(config.title),
        "description": e.text(config.description),
        "lang": e.t("lang.tag"),
        "start_url": e.href(f"/{e.code}/"),
        "display": "browser",
        "theme_color": config.accent.light,
        "icons": icons,
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def opensearch(e: Edition) -> Artifact:
    """What a browser reads to offer this site’s search in its address bar (OpenSearch 1.1)."""
    return Artifact(f"{e.code}/opensearch.xml", partial(_opensearch, e))


def _opensearch(e: Edition) -> bytes:
    title, address = e.text(e.site.config.title), f"{e.site.base_url}{urls.page(e.code, 'search')}"
    short = title if len(title) <= _SHORT_NAME else title[: _SHORT_NAME - 1].rstrip() + "…"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{escape(short)}</ShortName>",
        f"<Description>{escape(e.t('about.search'))}</Description>",
        f"<Language>{e.t('lang.tag')}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        f'<Url type="text/html" template="{address}?q={{searchTerms}}"/>',
        f'<Image width="512" height="512" type="image/png">{e.site.base_url}/icon-512.png</Image>',
        "</OpenSearchDescription>",
    ]
    return ("\n".join(lines) + "\n").encode()


def tables(site: Site) -> Iterator[Artifact]:
    """Every table, and every indicator’s statements, as CSV and as JSON; what describes them."""
    for table in TABLES:
        yield Artifact(f"data/{table.name}.csv", partial(_table, site, table, csv_bytes))
        yield Artifact(f"api/v1/{table.name}.json", partial(_table, site, table, json_bytes))
    for id, indicator in site.catalog.indicators.items():
        yield Artifact(f"data/indicators/{id}.csv", partial(_indicator, site, indicator, csv_bytes))
        yield Artifact(f"api/v1/indicators/{id}.json", partial(_indicator, site, indicator, json_bytes))
    yield Artifact("data/datapackage.json", partial(_datapackage, site))


def _table(site: Site, table: Table, write: Callable[..., bytes]) -> bytes:
    return write(table.columns, table.rows(site.facts))


def _indicator(site: Site, indicator: Indicator, write: Callable[..., bytes]) -> bytes:
    return write(INDICATOR_COLUMNS, indicator_rows(site.facts, indicator))


def _datapackage(site: Site) -> bytes:
    """A description of the tables as a Data Package (Frictionless Table Schema), both languages in each text."""
    config, described = site.config, column_descriptions()
    package = {
        "name": "data",
        "title": f"{config.title.zh} / {config.title.en}",
        "description": f"{config.description.zh} / {config.description.en}",
        "homepage": site.base_url,
        "version": site.as_of,
        "licenses": [{"path": config.licence.address, "title": config.licence.name.en}],
        "resources": [
            {
                "name": table.name.replace("_", "-"),
                "path": f"{table.name}.csv",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {"fields": [_field(name, described[name]) for name in table.columns], "missingValues": [""]},
            }
            for table in TABLES
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _field(name: str, description: dict[str, str] | object) -> dict[str, object]:
    kinds = ((_NUMBERS, "number"), (_INTEGERS, "integer"), (_BOOLEANS, "boolean"))
    kind = next((kind for names, kind in kinds if name in names), "string")
    texts = description if isinstance(description, dict) else {}
    return {"name": name, "type": kind, "description": f"{texts['zh']} / {texts['en']}"}


def charts(e: Edition) -> Iterator[Artifact]:
    """Each chart as a picture, as its specification and as its values."""
    for one in _drawn(e):
        for ending, write in (("svg", _chart_svg), ("json", _chart_json), ("csv", _chart_csv)):
            yield Artifact(f"charts/{e.code}/{one.name}.{ending}", partial(write, e, one))


def _drawn(e: Edition) -> Iterator[Drawn]:
    yield from surveys(e)
    yield from gallery(e)
    for indicator in e.catalog.indicators.values():
        yield from of_indicator(e, indicator)


def _chart_svg(e: Edition, drawn: Drawn) -> bytes:
    told = e.t("chart.source", documents=drawn.source, site=e.text(e.site.config.title))
    with placed(drawn):
        return picture(drawn.chart, e.site.palette, told, e.site.memo)


def _chart_json(e: Edition, drawn: Drawn) -> bytes:
    spec = specification(drawn.chart, e.site.palette, e.site.memo)
    return (json.dumps(spec, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _chart_csv(e: Edition, drawn: Drawn) -> bytes:
    rows = (
        (row.heading, mark.name, mark.series, mark.exact, mark.text) for row in drawn.chart.rows for mark in row.marks
    )
    return csv_bytes(("row", "name", "series", "value", "text"), rows)


def assets(site: Site) -> Iterator[Artifact]:
    """The theme’s files, and the script that draws charts live."""
    yield Artifact(site.vega_path, lambda: result(SCRIPT, site.memo).encode())
    for path, content in site.asset_files.items():
        yield Artifact(path, partial(bytes, content))


def machines(site: Site, paths: list[str]) -> Iterator[Artifact]:
    """What servers and crawlers read."""
    yield Artifact("robots.txt", lambda: f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}/sitemap.xml\n".encode())
    yield Artifact("sitemap.xml", partial(_sitemap, site, paths))
    yield Artifact("_headers", partial(_headers, site))
    yield Artifact("_redirects", partial(_redirects, site))


def _sitemap(site: Site, paths: list[str]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{site.base_url}{path}</loc></url>" for path in sorted(paths)),
        "</urlset>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _headers(site: Site) -> bytes:
    """Security headers, long caching for files whose name holds their hash, and none for those that load them.

    Hosts join the headers of all groups that match a path, so no header stands in two groups that share a path: the
    content policy has a group for each folder, and that of embedded pages alone lets others frame them.
    """
    everywhere = (
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy: same-origin",
    )
    strict = f"Content-Security-Policy: {_CSP}; frame-ancestors 'none'"
    caching = "Cache-Control: public, max-age=31536000, immutable"
    shared = "Access-Control-Allow-Origin: *"
    groups: dict[str, tuple[str, ...]] = {"/*": everywhere}
    groups |= dict.fromkeys(("/", "/index.html", "/404.html", *(f"/{c}/*" for c in site.codes)), (strict,))
    groups |= {"/assets/*": (strict, caching), "/static/*": (strict, "Cache-Control: no-cache")}
    groups |= {f"/{folder}/*": (strict, shared) for folder in ("data", "api", "charts")}
    groups["/embed/*"] = (f"Content-Security-Policy: {_CSP}; frame-ancestors *",)
    told = (f"{site.prefix}{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in groups.items())
    return "".join(told).encode()


def _redirects(site: Site) -> bytes:
    """Old addresses of renamed records, in every language, and each language's own 404 page."""
    lines = [
        f"{site.prefix}/{lang}/{redirect.old}/ {site.prefix}/{lang}/{redirect.new}/ 301"
        for redirect in site.catalog.redirects
        for lang in site.codes
    ]
    lines += [f"{site.prefix}/{lang}/* {site.prefix}/{lang}/404.html 404" for lang in site.codes]
    return ("\n".join(lines) + "\n").encode()
