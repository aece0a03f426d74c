"""What came of the figures in tasks: by the same arithmetic as for targets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from builder.model.catalog import Catalog
from builder.model.records import Indicator, Observation, Statement, Target
from builder.model.sources import Source
from builder.model.tasks import Commitment, Task
from builder.model.verdicts import Verdict, verdicts

S = TypeVar("S", bound=Statement)


def answer_verdict(
    catalog: Catalog, task: Task, commitment: Commitment, as_of: date
) -> Verdict | None:
    """The verdict on a commitment, by its answer; none without one.

    What is better is known where the commitment names its indicator.
    """
    if commitment.answer is None:
        return None
    answer, named = commitment.answer, catalog.indicators.get(commitment.indicator or "")
    target = _made(
        Target,
        period=commitment.period or answer.period,
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
    return verdict


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
