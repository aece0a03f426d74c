"""The sentences that explain a verdict, in each language, for pages and downloads alike."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from typing import Any

from builder.model.fields import Quantity
from builder.model.verdicts import Verdict

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "≈", "": ""}


def quantity(value: Quantity) -> str:
    """A number as printed with its comparator as a sign: `≥99.5`, and with a true minus."""
    return _SIGNS[value.comparator] + f"{value.number:f}".replace("-", "−")


def signed(number: Decimal) -> str:
    """A difference, always with its sign."""
    return f"{'−' if number < 0 else '+'}{abs(number):f}"


def reason(
    verdict: Verdict,
    lang: str,
    said: Callable[[Quantity], str] = quantity,
    change: Callable[[Decimal], str] = signed,
) -> str:
    """Why a verdict is what it is, with the numbers that it compares.

    `said` and `change` write a number and a difference; without them they stand as printed, without unit.
    """
    report, target, between = verdict.report, verdict.target.value, gap(verdict)
    values = {
        "reported": said(report.value) if report and report.value else "",
        "target": said(target) if target else "",
        "gap": "" if between is None else change(between),
        "year": str(report.measured) if report else "",
        "expected": "" if verdict.expected is None else said(Quantity("", rounded(verdict.expected))),
    }
    return str(_wording()["reason"][verdict.reason][lang]).format_map(values)


def gap(verdict: Verdict) -> Decimal | None:
    """What lies between report and target: exact between two printed numbers, rounded against a computed one."""
    if verdict.gap is None or verdict.expected is None:
        return verdict.gap
    return rounded(verdict.gap)


def rounded(number: Decimal) -> Decimal:
    """A computed value: four significant digits, all digits of its integer part, no zeros at its end."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    digits = max(0, min(9, 3 - number.adjusted()))
    value = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(resources.files("builder.make").joinpath("wording.toml").read_text("utf-8"))
