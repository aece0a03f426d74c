"""Every file of the site: a chain of generators, each of which yields artefacts of one sort."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from builder.make.formats import csv_bytes, json_bytes
from builder.make.pictures import png
from builder.make.tables import INDICATOR_COLUMNS, TABLES, Table, column_descriptions, indicator_rows
from builder.model.catalog import Kind
from builder.model.records import Department, Document, Goal, Indicator, Task, Topic
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.render import PageSpec, Renderer
from builder.pages.site import Site
from builder.pages.views import documents, goals, indicators, overview, style, tasks
from builder.write.artifact import Artifact

_ICONS, _ICON_UNITS = (180, 512), 16
"""Pixels of the icons, and the units across their drawing."""
_NUMBERS = frozenset({"value", "target_value", "reported_value", "gap", "change", "english_factor"})
_INTEGERS = frozenset({"position", "places", "places_linked", "horizon", "measured"})
_BOOLEANS = frozenset({"cumulative", "preferred"})
_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def artifacts(site: Site) -> tuple[Artifact, ...]:
    """All files, in a stable order. Pages come first: the sitemap lists them."""
    renderer = Renderer(site)
    editions = tuple(Edition(site, code) for code in site.codes)
    renderer.prepare(editions)
    specs = tuple(spec for e in editions for spec in _pages(e))
    missing = tuple(
        PageSpec(e, f"/{e.code}/404.html", "missing", _nothing, e.t("nav.404"), partial(_told, "about.404"))
        for e in editions
    )
    pages = [Artifact(urls.file(spec.path), partial(renderer.page, spec), spec.origin) for spec in (*specs, *missing)]
    entrances, pictures = _entrances(renderer, editions), _pictures(renderer, editions)
    return tuple(chain(pages, entrances, pictures, _tables(site), _assets(site), _machines(site, specs)))


def _pages(e: Edition) -> Iterator[PageSpec]:
    home = e.to(key="nav.home")
    yield PageSpec(e, urls.page(e.code), "home", overview.home_view, "", _site_description)
    lists: tuple[tuple[str, Callable[[Edition], object]], ...] = (
        ("goals", goals.goals_view),
        ("indicators", indicators.indicators_view),
        ("tasks", tasks.tasks_view),
        ("departments", tasks.departments_view),
        ("topics", goals.topic_rows),
        ("documents", lambda e: tuple(documents.document_row(e, d) for d in e.documents.values())),
        ("results", overview.results_view),
        ("disagreements", overview.disagreements_view),
        ("data", overview.data_view),
    )
    if e.catalog.glossary:
        lists = (*lists, ("glossary", overview.glossary_view))
    for name, view in lists:
        describe = partial(_told, f"about.{name}")
        yield PageSpec(e, urls.page(e.code, name), name, view, e.t(f"nav.{name}"), describe, (home,))
    path = urls.page(e.code, "about", "style")
    yield PageSpec(e, path, "style", style.style_view, e.t("style.title"), partial(_told, "about.style"), (home,))
    for kind in urls.SECTIONS:
        yield from _records(e, kind, (home, e.to(kind, key=f"nav.{kind}")))
    for page in e.catalog.pages.values():
        if page.lang == e.lang and page.id != "home":
            view = partial(_prose, id=f"{page.id}.{page.lang}")
            path, origin = urls.page(e.code, page.id), e.catalog.origins["pages", f"{page.id}.{page.lang}"].file
            about = partial(_given, e.script(page.description))
            yield PageSpec(e, path, "prose", view, e.script(page.title), about, (home,), origin)


def _records(e: Edition, kind: Kind, crumbs: tuple[Link, ...]) -> Iterator[PageSpec]:
    views: dict[Kind, tuple[str, Callable[..., object], Callable[..., str]]] = {
        "goals": ("goal", goals.goal_view, _summary),
        "indicators": ("indicator", indicators.indicator_view, _sentence),
        "tasks": ("task", tasks.task_view, _summary),
        "departments": ("department", tasks.department_view, _note),
        "topics": ("topic", goals.topic_view, _summary),
        "documents": ("document", documents.document_view, _summary),
    }
    template, view, about = views[kind]
    for id, record in getattr(e.catalog, kind).items():
        path, origin = urls.record(e.code, kind, id), e.catalog.origins[kind, id].file
        describe = partial(about, template, record)
        title = e.text(record.title if hasattr(record, "title") else record.name)
        yield PageSpec(e, path, template, partial(_of_record, view, record), title, describe, crumbs, origin)


def _summary(template: str, record: Goal | Task | Topic | Document, e: Edition) -> str:
    return e.text(record.summary)


def _sentence(template: str, record: Indicator, e: Edition) -> str:
    return (
        indicators.sentence(e, record)
        or e.text(record.definition)
        or e.t(f"about.{template}", name=e.text(record.name))
    )


def _note(template: str, record: Department, e: Edition) -> str:
    return e.text(record.note) or e.t(f"about.{template}", name=e.text(record.name))


def _site_description(e: Edition) -> str:
    return e.text(e.site.config.description)


def _told(key: str, e: Edition) -> str:
    return e.t(key)


def _given(text: str, e: Edition) -> str:
    return text


def _of_record(view: Callable[..., object], record: object, e: Edition) -> object:
    return view(e, record)


def _prose(e: Edition, id: str) -> overview.ProseView:
    return overview.prose_view(e, e.catalog.pages[id])


def _nothing(e: Edition) -> None:
    return None


def _entrances(renderer: Renderer, editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """The page that offers the languages, and a page for addresses outside them that do not exist."""
    yield Artifact("index.html", partial(renderer.entrance, editions, "entrance"))
    yield Artifact("404.html", partial(renderer.entrance, editions, "404"))


def _pictures(renderer: Renderer, editions: tuple[Edition, ...]) -> Iterator[Artifact]:
    """The site’s card and its icons, and what a home screen wants to know."""
    site, first = renderer.site, editions[0]
    yield Artifact("card.png", lambda: png(renderer.drawing(first, "card.svg", overview.card_view(site))))
    icon = site.assets["icon.svg"].decode()
    for size in _ICONS:
        yield Artifact(f"icon-{size}.png", partial(png, icon, size / _ICON_UNITS))
    for e in editions:
        yield Artifact(f"{e.code}/site.webmanifest", partial(_webmanifest, e))


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


def _tables(site: Site) -> Iterator[Artifact]:
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


def _assets(site: Site) -> Iterator[Artifact]:
    for name, content in site.assets.items():
        yield Artifact(site.asset_path(name), partial(bytes, content))


def _machines(site: Site, specs: tuple[PageSpec, ...]) -> Iterator[Artifact]:
    """What servers and crawlers read."""
    yield Artifact("robots.txt", lambda: f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url}/sitemap.xml\n".encode())
    yield Artifact("sitemap.xml", partial(_sitemap, site, [spec.path for spec in specs]))
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
    """Security headers for every path and long caching for files whose name holds their hash."""
    everywhere = (
        f"Content-Security-Policy: {_CSP}",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: strict-origin-when-cross-origin",
        "Permissions-Policy: camera=(), geolocation=(), microphone=(), browsing-topics=()",
        "Cross-Origin-Opener-Policy: same-origin",
    )
    groups = {
        f"{site.prefix}/*": everywhere,
        f"{site.prefix}/assets/*": ("Cache-Control: public, max-age=31536000, immutable",),
        f"{site.prefix}/data/*": ("Access-Control-Allow-Origin: *",),
        f"{site.prefix}/api/*": ("Access-Control-Allow-Origin: *",),
    }
    return "".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in groups.items()).encode()


def _redirects(site: Site) -> bytes:
    """Old addresses of renamed records, in every language, and each language's own 404 page."""
    lines = [
        f"{site.prefix}/{lang}/{redirect.old}/ {site.prefix}/{lang}/{redirect.new}/ 301"
        for redirect in site.catalog.redirects
        for lang in site.codes
    ]
    lines += [f"{site.prefix}/{lang}/* {site.prefix}/{lang}/404.html 404" for lang in site.codes]
    return ("\n".join(lines) + "\n").encode()
