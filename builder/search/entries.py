"""What search knows of each record, in an edition’s language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from builder.model.chinese import is_chinese
from builder.model.documents import Document
from builder.model.foremost import foremost
from builder.model.periods import Period
from builder.model.records import Department, Goal, Indicator
from builder.model.tasks import Task
from builder.model.values import Localized, LocalizedLine, Quantity
from builder.model.vocabularies import Topic, Unit
from builder.search.index import Entry
from builder.search.pinyin import Readings
from builder.search.tokens import terms
from builder.site.prose import plain
from builder.site.sentences import sentence
from builder.site.site import Edition

KINDS = ("indicators", "tasks", "goals", "departments", "topics", "documents", "pages")
"""The kinds of records that search finds, in the order in which equals are shown."""
SURVEYS = ("results", "disagreements", "data", "glossary")
"""The pages that are no record and no prose, but found by name."""

_CHINESE_SCALES = (("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12))
_FINEST = Decimal("0.0001")


def entries(edition: Edition) -> tuple[Entry, ...]:
    """Everything that search finds, kind by kind."""
    return (
        *(_indicator(edition, indicator) for indicator in edition.catalog.indicators.values()),
        *(_task(edition, task) for task in edition.catalog.tasks.values()),
        *(_goal(edition, goal) for goal in edition.catalog.goals.values()),
        *(_department(edition, department) for department in edition.catalog.departments.values()),
        *(_topic(edition, topic) for topic in edition.catalog.topics.values()),
        *(_document(edition, document) for document in edition.catalog.ranked_documents.values()),
        *_pages(edition),
    )


def readings(edition: Edition) -> Readings | None:
    """How the names of a Chinese edition sound."""
    if not is_chinese(edition.lang):
        return None
    return Readings(
        {reading.zh: tuple(reading.pinyin.split()) for reading in edition.catalog.readings}
    )


def _path(kind: str, id: str) -> str:
    return f"{kind}/{id}/"


def _texts(edition: Edition, *pairs: Localized | None) -> tuple[str, ...]:
    return tuple(edition.text(pair) for pair in pairs if pair)


def _indicator(edition: Edition, i: Indicator) -> Entry:
    statements = [getattr(i, key)[n] for key, n in foremost(i)]
    figures = [
        text for s in statements for text in _figures(edition, s.value, i.unit_of(s), s.period)
    ]
    series = (
        *(edition.text(one.words) for one in i.series.values()),
        *edition.dimension_names(i),
        *(edition.text(name) for one in i.dimensions.values() for name in one.values.values()),
    )
    other = (*(() if edition.is_translated else i.names), *_by_glossary(edition, i.name))
    body = _texts(
        edition,
        *(s.text for s in statements),
        *(s.note for s in statements),
        *(a.text for a in i.asides),
        *i.notes,
    )
    bodies = tuple(edition.text(edition.catalog.departments[id].name) for id in i.departments)
    topic = edition.text(edition.catalog.topics[i.topic].name)
    return Entry(
        "indicators",
        i.id,
        _path("indicators", i.id),
        edition.text(i.name),
        _others(edition, i.name, other),
        tuple(dict.fromkeys(figures)),
        tuple(filter(None, (sentence(edition, i), edition.text(i.definition), *series))),
        tuple(dict.fromkeys((*body, *bodies, topic))),
        (i.topic,),
    )


def _task(edition: Edition, task: Task) -> Entry:
    figures = [
        text for c in task.commitments for text in _figures(edition, c.value, c.unit, c.period)
    ]
    parts = edition.catalog.assignments[task.id]
    bodies = [edition.text(edition.catalog.departments[part.department].name) for part in parts]
    printed = [] if edition.is_translated else [part.printed for part in parts]
    body = [edition.text(c.subject) for c in task.commitments]
    body += _texts(
        edition,
        *(c.text for c in task.commitments),
        *(c.note for c in task.commitments),
        *(u.text for u in task.updates),
        task.note,
    )
    if task.portfolio:
        official = edition.catalog.portfolios[task.portfolio]
        body += [edition.text(official.name), edition.text(official.office)]
    topics = [edition.text(edition.catalog.topics[id].name) for id in task.topics]
    return Entry(
        "tasks",
        task.id,
        _path("tasks", task.id),
        edition.text(task.title),
        (),
        tuple(dict.fromkeys(figures)),
        (edition.text(task.summary),),
        tuple(dict.fromkeys((*body, *bodies, *printed, *topics))),
        task.topics,
    )


def _goal(edition: Edition, goal: Goal) -> Entry:
    topics = tuple(edition.text(edition.catalog.topics[id].name) for id in goal.topics)
    by = edition.t("goal.by", year=goal.horizon)
    path = _path("goals", goal.id)
    return Entry(
        "goals",
        goal.id,
        path,
        edition.text(goal.title),
        (),
        (by,),
        (edition.text(goal.summary),),
        topics,
        goal.topics,
    )


def _department(edition: Edition, d: Department) -> Entry:
    names = _others(edition, d.name, () if edition.is_translated else d.names)
    body = (
        edition.kind(d),
        *((edition.text(edition.catalog.departments[d.parent].name),) if d.parent else ()),
    )
    return Entry(
        "departments",
        d.id,
        _path("departments", d.id),
        edition.text(d.name),
        names,
        (),
        _texts(edition, d.note),
        body,
    )


def _topic(edition: Edition, topic: Topic) -> Entry:
    path = _path("topics", topic.id)
    return Entry(
        "topics",
        topic.id,
        path,
        edition.text(topic.name),
        summary=(edition.text(topic.summary),),
        topics=(topic.id,),
    )


def _document(edition: Edition, d: Document) -> Entry:
    names = _others(edition, d.title, (edition.text(d.short),) if d.short else ())
    body = (
        edition.text(d.issuer),
        edition.kind(d),
        *(edition.text(group.title) for group in d.places),
        *(edition.text(title) for group in d.places for title in group.headings.values()),
    )
    path = _path("documents", d.id)
    return Entry(
        "documents",
        d.id,
        path,
        edition.text(d.title),
        names,
        (edition.period(d.period),) if d.period else (),
        _texts(edition, d.summary),
        body,
    )


def _pages(edition: Edition) -> Iterator[Entry]:
    for page in edition.catalog.pages.values():
        if page.lang == edition.lang and page.id != "home":
            description, text = edition.script(page.description), edition.script(plain(page.body))
            yield Entry(
                "pages",
                page.id,
                f"{page.id}/",
                edition.script(page.title),
                (),
                (),
                (description,),
                (text,),
            )
    for name in SURVEYS:
        if name in edition.site.sections or (name == "glossary" and edition.catalog.glossary):
            terms = edition.catalog.glossary if name == "glossary" else ()
            body = tuple(edition.text(term.words) for term in terms)
            yield Entry(
                "pages",
                name,
                f"{name}/",
                edition.t(f"nav.{name}"),
                (),
                (),
                (edition.t(f"about.{name}"),),
                body,
            )


def _by_glossary(edition: Edition, name: LocalizedLine) -> Iterator[str]:
    """What the glossary calls it: in a translation its term; in the language of the documents the
    name with abbreviations, as in 人均GDP.
    """
    first, here = edition.printed.lang, name[edition.lang]
    for term in edition.catalog.glossary:
        if edition.is_translated and term.words[first] == name[first]:
            yield term.words[edition.lang]
        elif not edition.is_translated and term.words[first] in here:
            short = (word for word in term.words.values() if word.isupper() and word.isascii())
            yield from (here.replace(term.words[first], word) for word in short)


def _others(edition: Edition, name: LocalizedLine, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names besides the first."""
    return tuple(
        other for other in dict.fromkeys(map(edition.script, names)) if other != edition.text(name)
    )


def _figures(
    edition: Edition, value: Quantity | None, unit_id: str, period: Period | None
) -> Iterator[str]:
    """A number as pages write it, and as readers may: 2.3万亿元 is also 23,000亿元."""
    if period:
        yield edition.period(period)
        if period.form not in ("year", "span"):
            yield period.text
    if value is None:
        return
    yield edition.amount(value.number, unit_id)
    unit = edition.catalog.units[unit_id]
    factor = max((scale.factor for scale in unit.scale.values()), default=Decimal(1))
    whole = value.number * factor
    if is_chinese(edition.lang):
        yield from _in_chinese_scales(whole, unit, edition.lang)
    else:
        yield from _as_typed(edition, value.number)
        yield from _as_typed(edition, whole)


def _as_typed(edition: Edition, number: Decimal) -> Iterator[str]:
    """A number as pages group its digits, and without groups where that makes other terms."""
    grouped, plain_digits = edition.number(number), f"{number:f}".translate(edition.symbols)
    yield grouped
    if [*terms([grouped])] != [*terms([plain_digits])]:
        yield plain_digits


def _in_chinese_scales(whole: Decimal, unit: Unit, lang: str) -> Iterator[str]:
    label = (unit.label or {}).get(lang, "")
    if unit.scale:
        label = label.lstrip("万亿萬億")
    for word, size in _CHINESE_SCALES:
        scaled = whole / size
        if abs(scaled) >= 1 and scaled == scaled.quantize(_FINEST):
            yield f"{scaled.normalize():f}{word}{label}"


def kind_name(edition: Edition, kind: str) -> str:
    """What records of a kind are called."""
    return edition.t("search.pages" if kind == "pages" else f"nav.{kind}")
