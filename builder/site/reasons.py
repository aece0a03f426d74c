"""The sentence that explains a verdict: on pages with units, in downloads as printed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from builder.model.values import Quantity
from builder.model.verdicts import Verdict, rounded
from builder.site.language import Language

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "≈", "": ""}


def reason_text(language: Language, verdict: Verdict) -> str:
    """Why a verdict is what it is, with the numbers that it compares in the target’s unit."""
    unit = verdict.indicator.unit_of(verdict.target)
    compared = [s.value.number for s in (verdict.report, verdict.target) if s and s.value]
    if verdict.expected is not None:
        compared.append(rounded(verdict.expected))
    decimals = language.decimals(verdict.indicator, unit, *compared)
    return _reason(
        language,
        verdict,
        lambda quantity: language.value(quantity, unit, decimals=decimals),
        lambda number: language.change(number, unit),
    )


def printed_reason(language: Language, verdict: Verdict) -> str:
    """The same with numbers as printed, without unit: for tables, which name the unit in a
    column.
    """
    return _reason(language, verdict, quantity_text, signed_text)


def quantity_text(value: Quantity) -> str:
    """A number as printed with its comparator as a sign: `≥99.5`, and with a true minus."""
    return _SIGNS[value.comparator] + f"{value.number:f}".replace("-", "−")


def signed_text(number: Decimal) -> str:
    """A difference, always with its sign."""
    return f"{'−' if number < 0 else '+'}{abs(number):f}"


def _reason(
    language: Language,
    verdict: Verdict,
    value_text: Callable[[Quantity], str],
    change_text: Callable[[Decimal], str],
) -> str:
    start, report, target, gap, expected = (
        verdict.baseline,
        verdict.report,
        verdict.target.value,
        verdict.rounded_gap,
        verdict.expected,
    )
    return language.t(
        f"reason.{verdict.reason}",
        reported=value_text(report.value) if report and report.value else "",
        target=value_text(target) if target else "",
        gap="" if gap is None else change_text(gap),
        year=str(report.measured) if report else "",
        start=value_text(start.value) if start and start.value else "",
        expected="" if expected is None else value_text(Quantity("", rounded(expected))),
    )
