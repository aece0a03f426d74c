"""Every file of the site: a chain of generators, each of which yields artefacts of one sort."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain

from builder.model.catalog import Kind
from builder.model.records import Department, Document, Goal, Indicator, Task, Topic
from builder.pages import urls
from builder.pages.edition import Edition, Link
from builder.pages.files import assets, charts, machines, opensearch, pictures, tables
from builder.pages.render import PageSpec, Renderer
from builder.pages.views import documents, goals, indicators, overview, search, style, tasks
from builder.pages.views.sentences import sentence
from builder.write.artifact import Artifact


def artifacts(renderer: Renderer) -> tuple[Artifact, ...]:
    """All files, in a stable order. Pages come first: the sitemap lists them."""
    site, editions = renderer.site, renderer.editions
    specs = tuple(spec for e in editions for spec in _pages(e))
    missing = tuple(
        PageSpec(e, f"/{e.code}/404.html", "missing", _nothing, e.t("nav.404"), partial(_told, "about.404"))
        for e in editions
    )
    embeds = tuple(spec for e in editions for spec in _embeds(e))
    pages = [
        Artifact(urls.file(spec.path), partial(renderer.page, spec), spec.origin)
        for spec in (*specs, *missing, *embeds)
    ]
    drawn = chain.from_iterable(charts(e) for e in editions)
    searches = map(opensearch, editions)
    others = (_entrances(renderer), pictures(renderer), drawn, tables(site), assets(site), searches)
    return tuple(chain(pages, *others, machines(site, [spec.path for spec in specs])))


def _pages(e: Edition) -> Iterator[PageSpec]:
    home = e.to(key="nav.home")
    yield PageSpec(e, urls.page(e.code), "home", overview.home_view, "", _site_description)
    lists: tuple[tuple[str, Callable[[Edition], object]], ...] = (
        ("goals", goals.goals_view),
        ("indicators", indicators.indicators_view),
        ("tasks", tasks.tasks_view),
        ("departments", tasks.departments_view),
        ("topics", goals.topics_view),
        ("documents", documents.documents_view),
        ("results", overview.results_view),
        ("disagreements", overview.disagreements_view),
        ("data", overview.data_view),
        ("search", search.search_view),
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


def _embeds(e: Edition) -> Iterator[PageSpec]:
    """Indicators as other sites show them in a frame."""
    for id, indicator in e.catalog.indicators.items():
        path = "/embed" + urls.record(e.code, "indicators", id)
        view, about = partial(_of_record, indicators.embed_view, indicator), partial(_sentence, "indicator", indicator)
        origin = e.catalog.origins["indicators", id].file
        yield PageSpec(e, path, "embed", view, e.text(indicator.name), about, (), origin)


def _summary(template: str, record: Goal | Task | Topic | Document, e: Edition) -> str:
    return e.text(record.summary)


def _sentence(template: str, record: Indicator, e: Edition) -> str:
    return sentence(e, record) or e.text(record.definition) or e.t(f"about.{template}", name=e.text(record.name))


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


def _entrances(renderer: Renderer) -> Iterator[Artifact]:
    """The page that offers the languages, and a page for addresses outside them that do not exist."""
    yield Artifact("index.html", partial(renderer.entrance, "entrance"))
    yield Artifact("404.html", partial(renderer.entrance, "404"))
