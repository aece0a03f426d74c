"""What came of the figures in tasks: by the same arithmetic as for targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from builder.model.catalog import Catalog
from builder.model.periods import Period, parse_period
from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.sources import Source
from builder.model.tasks import Answer, Commitment, Task
from builder.model.verdicts import REACHED, Verdict, verdicts

S = TypeVar("S", bound=Statement)


def answer_verdict(
    catalog: Catalog, task: Task, commitment: Commitment, as_of: date
) -> Verdict | None:
    """The verdict on a commitment, by its answer; none without one.

    What is better is known where the commitment names its indicator. A figure without a period is
    due with its task; where that has no end either, nothing is missed yet.
    """
    if commitment.answer is None:
        return None
    answer, named = commitment.answer, catalog.indicators.get(commitment.indicator or "")
    target = _made(
        Target,
        period=commitment.period or _by_then(task, answer),
        value=commitment.value,
        text=commitment.text,
        sources=(Source(task.document, task.place or ""),),
    )
    report = _made(Observation, period=answer.period, value=answer.value, sources=(answer.source,))
    figure = Indicator.model_construct(
        id=named.id if named else "",
        topic="",
        name=commitment.subject,
        unit=commitment.unit,
        direction=named.direction if named else "none",
        observations=(report,),
        targets=(target,),
    )
    (verdict,) = verdicts(figure, catalog.documents, as_of)
    if not (commitment.period or task.due) and REACHED.get(verdict.kind) is False:
        return Verdict(figure, target, "not_assessable", "undated")
    return verdict


def _by_then(task: Task, answer: Answer) -> Period:
    """What a figure without a period is judged on: the period of its answer, unless that does not
    reach to the last day of the task or only begins after it.
    """
    if (
        task.due is None
        or answer.period.first <= date.fromisoformat(task.due) <= answer.period.last
    ):
        return answer.period
    return parse_period(task.due)


def _made(kind: type[S], **values: Any) -> S:
    """A statement of parts that have been validated."""
    made = object.__new__(kind)
    known: Mapping[str, Any] = kind.__pydantic_fields__  # type: ignore[attr-defined]
    for field in fields(kind):
        if field.name in values:
            value = values[field.name]
        else:
            value = known[field.name].get_default(call_default_factory=True)
        object.__setattr__(made, field.name, value)
    return made
