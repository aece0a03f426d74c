"""What search knows of each record, and the search page: every name in alphabetical order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from builder.make.pinyin import Readings
from builder.make.prose import plain
from builder.make.search import Entry
from builder.model.fields import Bilingual, BilingualLine, Period, Quantity
from builder.model.records import Department, Document, Goal, Indicator, Task, Topic, Unit
from builder.pages.edition import Edition, Link
from builder.pages.views.sentences import sentence

KINDS = ("indicators", "tasks", "goals", "departments", "topics", "documents", "pages")
"""The kinds of records that search finds, in the order in which equals are shown."""
SURVEYS = ("results", "disagreements", "data", "glossary")
"""The pages that are no record and no prose, but found by name."""

_CHINESE_SCALES = (("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12))
_FINEST = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class SearchView:
    """Every record by the first letter of its name (by pinyin in Chinese): letter, then links with their kinds."""

    kinds: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, tuple[tuple[Link, str], ...]], ...]
    count: int


def entries(e: Edition) -> tuple[Entry, ...]:
    """Everything that search finds, kind by kind."""
    return (
        *(_indicator(e, indicator) for indicator in e.catalog.indicators.values()),
        *(_task(e, task) for task in e.catalog.tasks.values()),
        *(_goal(e, goal) for goal in e.catalog.goals.values()),
        *(_department(e, department) for department in e.catalog.departments.values()),
        *(_topic(e, topic) for topic in e.catalog.topics.values()),
        *(_document(e, document) for document in e.documents.values()),
        *_pages(e),
    )


def readings(e: Edition) -> Readings | None:
    """How the names of a Chinese edition sound."""
    if e.lang != "zh":
        return None
    return Readings({reading.zh: tuple(reading.pinyin.split()) for reading in e.catalog.readings})


def _path(kind: str, id: str) -> str:
    return f"{kind}/{id}/"


def _texts(e: Edition, *pairs: Bilingual | None) -> tuple[str, ...]:
    return tuple(e.text(pair) for pair in pairs if pair)


def _indicator(e: Edition, i: Indicator) -> Entry:
    statements = (*i.observations, *i.targets)
    figures = [text for s in statements for text in _figures(e, s.value, i.unit_of(s), s.period)]
    series = tuple(e.text(one) for one in i.series.values())
    other = (*(i.names if e.lang == "zh" else ()), *series, *_by_glossary(e, i.name))
    body = _texts(
        e, *(s.text for s in statements), *(s.note for s in statements), *(a.text for a in i.asides), *i.notes
    )
    bodies = tuple(e.text(e.catalog.departments[id].name) for id in i.departments)
    topic = e.text(e.catalog.topics[i.topic].name)
    return Entry(
        "indicators", i.id, _path("indicators", i.id), e.text(i.name), _others(e, i.name, other),
        tuple(dict.fromkeys(figures)), tuple(filter(None, (sentence(e, i), e.text(i.definition)))),
        tuple(dict.fromkeys((*body, *bodies, topic))), (i.topic,),
    )  # fmt: skip


def _task(e: Edition, task: Task) -> Entry:
    figures = [text for c in task.commitments for text in _figures(e, c.value, c.unit, c.period)]
    parts = e.catalog.assignments[task.id]
    bodies = [e.text(e.catalog.departments[part.department].name) for part in parts]
    printed = [part.printed for part in parts] if e.lang == "zh" else []
    told = [e.text(c.subject) for c in task.commitments]
    told += _texts(e, *(c.text for c in task.commitments), *(c.note for c in task.commitments), task.note)
    if task.portfolio:
        official = e.catalog.portfolios[task.portfolio]
        told += [e.text(official.name), e.text(official.office)]
    topics = [e.text(e.catalog.topics[id].name) for id in task.topics]
    return Entry(
        "tasks", task.id, _path("tasks", task.id), e.text(task.title), (), tuple(dict.fromkeys(figures)),
        (e.text(task.summary),), tuple(dict.fromkeys((*told, *bodies, *printed, *topics))), task.topics,
    )  # fmt: skip


def _goal(e: Edition, goal: Goal) -> Entry:
    topics = tuple(e.text(e.catalog.topics[id].name) for id in goal.topics)
    by = e.t("goal.by", year=goal.horizon)
    path = _path("goals", goal.id)
    return Entry("goals", goal.id, path, e.text(goal.title), (), (by,), (e.text(goal.summary),), topics, goal.topics)


def _department(e: Edition, d: Department) -> Entry:
    names = _others(e, d.name, d.names if e.lang == "zh" else ())
    body = (e.t(f"department.{d.kind}"), *((e.text(e.catalog.departments[d.parent].name),) if d.parent else ()))
    return Entry("departments", d.id, _path("departments", d.id), e.text(d.name), names, (), _texts(e, d.note), body)


def _topic(e: Edition, topic: Topic) -> Entry:
    path = _path("topics", topic.id)
    return Entry("topics", topic.id, path, e.text(topic.name), summary=(e.text(topic.summary),), topics=(topic.id,))


def _document(e: Edition, d: Document) -> Entry:
    names = _others(e, d.title, (e.text(d.short),) if d.short else ())
    body = (e.text(d.issuer), e.t(f"document.{d.kind}"), *(e.text(group.title) for group in d.places))
    path = _path("documents", d.id)
    return Entry("documents", d.id, path, e.text(d.title), names, (e.period(d.period),), (e.text(d.summary),), body)


def _pages(e: Edition) -> Iterator[Entry]:
    for page in e.catalog.pages.values():
        if page.lang == e.lang and page.id != "home":
            told, text = e.script(page.description), e.script(plain(page.body))
            yield Entry("pages", page.id, f"{page.id}/", e.script(page.title), (), (), (told,), (text,))
    for name in SURVEYS:
        if name != "glossary" or e.catalog.glossary:
            terms = e.catalog.glossary if name == "glossary" else ()
            body = tuple(e.script(getattr(term, e.lang)) for term in terms)
            yield Entry("pages", name, f"{name}/", e.t(f"nav.{name}"), (), (), (e.t(f"about.{name}"),), body)


def _by_glossary(e: Edition, name: BilingualLine) -> Iterator[str]:
    """What the glossary calls it: in English its term, in Chinese the name with abbreviations, as in 人均GDP."""
    for term in e.catalog.glossary:
        if e.lang == "en" and term.zh == name.zh:
            yield term.en
        elif e.lang == "zh" and term.en.isupper() and term.zh in name.zh:
            yield name.zh.replace(term.zh, term.en)


def _others(e: Edition, name: BilingualLine, names: tuple[str, ...]) -> tuple[str, ...]:
    """Names besides the first."""
    return tuple(other for other in dict.fromkeys(map(e.script, names)) if other != e.text(name))


def _figures(e: Edition, value: Quantity | None, unit_id: str, period: Period) -> Iterator[str]:
    """A number as pages write it, and as readers may: 2.3万亿元 is also 23,000亿元."""
    yield e.period(period)
    if value is None:
        return
    yield e.amount(value.number, unit_id)
    unit = e.catalog.units[unit_id]
    whole = value.number * (unit.english.factor if unit.english else 1)
    if e.lang == "zh":
        yield from _in_chinese_scales(whole, unit)
    else:
        yield e.number(value.number)
        yield e.number(whole)


def _in_chinese_scales(whole: Decimal, unit: Unit) -> Iterator[str]:
    label = unit.label.zh.lstrip("万亿") if unit.english else unit.label.zh
    for word, size in _CHINESE_SCALES:
        scaled = whole / size
        if abs(scaled) >= 1 and scaled == scaled.quantize(_FINEST):
            yield f"{scaled.normalize():f}{word}{label}"


def kind_name(e: Edition, kind: str) -> str:
    """What records of a kind are called."""
    return e.t("search.pages" if kind == "pages" else f"nav.{kind}")


def search_view(e: Edition) -> SearchView:
    """The search page."""
    spelt, found = readings(e), dict[str, list[tuple[str, Link, str]]]()
    every = entries(e)
    kinds = tuple((kind, kind_name(e, kind)) for kind in KINDS)
    words = dict(kinds)
    for entry in every:
        name = spelt.spelt(entry.title)[0] if spelt else entry.title.casefold().removeprefix("the ")
        letter = name[:1].upper() if name[:1].isascii() and name[:1].isalpha() else "0–9"
        link = Link(e.href(f"/{e.code}/{entry.path}"), entry.title)
        found.setdefault(letter, []).append((name, link, words[entry.kind]))
    letters = tuple(
        (letter, tuple((link, kind) for _, link, kind in sorted(found[letter], key=lambda one: (one[0], one[1]))))
        for letter in sorted(found)
    )
    topics = tuple(sorted(e.names("topics").items()))
    return SearchView(kinds, topics, letters, len(every))
