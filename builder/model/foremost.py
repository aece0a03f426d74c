"""What pages tell of an indicator about which there is more than anybody reads: the latest, and
what is about the whole before what is about parts. Downloads have all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from builder.model.periods import Period
from builder.model.records import Indicator
from builder.model.statements import DisagreementGroup, main_series
from builder.model.verdicts import Verdict

T = TypeVar("T")
STATEMENTS = 200
"""Observations, and targets, that pages, charts and search tell of."""
_VERDICTS = 50
"""Verdicts on the targets of an indicator that pages list."""
_PICTURES = 20
"""Disagreements of an indicator, and results, that its page draws a chart of."""


def foremost(indicator: Indicator) -> list[tuple[str, int]]:
    """The statements that pages and search tell of, each by its list and number: all of them; of
    very many the latest about the whole, or where there is no whole the latest about parts.
    """
    shown = [
        (key, n) for key in ("observations", "targets") for n in range(len(getattr(indicator, key)))
    ]
    if len(shown) <= STATEMENTS:
        return shown
    main, reported = main_series(indicator), indicator.observations
    numbers = [n for n, o in enumerate(reported) if o.series_id == main] or range(len(reported))
    latest = sorted(numbers, key=lambda n: (reported[n].period.last, n))[-STATEMENTS:]
    targets = [("targets", n) for n in range(len(indicator.targets))]
    return [*(("observations", n) for n in latest), *targets[-STATEMENTS:]]


def foremost_verdicts(verdicts: Sequence[Verdict], limit: int = _VERDICTS) -> tuple[Verdict, ...]:
    """The verdicts on an indicator's targets that pages list."""
    return _foremost(verdicts, lambda v: (v.indicator, v.target.series_id, v.target.period), limit)


def foremost_results(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts on an indicator's targets that charts are drawn of."""
    return foremost_verdicts(verdicts, _PICTURES)


def foremost_disagreements(
    groups: Sequence[DisagreementGroup], limit: int = _PICTURES
) -> tuple[DisagreementGroup, ...]:
    """The disagreements about an indicator that a page tells of."""
    return _foremost(groups, lambda g: (g.indicator, g.subject.series, g.subject.period), limit)


def _foremost(
    items: Sequence[T],
    about: Callable[[T], tuple[Indicator, str | None, Period | None]],
    limit: int,
) -> tuple[T, ...]:
    """So many items about one indicator at most, in their order."""
    if len(items) <= limit:
        return tuple(items)
    main = main_series(about(items[0])[0])

    def rank(n: int) -> tuple[bool, int]:
        _, series, period = about(items[n])
        return series == main, period.last.toordinal() if period else 0

    return tuple(items[n] for n in sorted(sorted(range(len(items)), key=rank)[-limit:]))
