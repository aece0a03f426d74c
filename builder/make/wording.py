"""The sentences that explain a verdict, in each language, for pages and downloads alike."""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib import resources
from typing import Any

from builder.model.fields import Quantity
from builder.model.verdicts import Verdict

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "~": "≈", "": ""}


def quantity(value: Quantity | None) -> str:
    """A number as printed with its comparator as a sign: `≥99.5`."""
    return "" if value is None else f"{_SIGNS[value.comparator]}{value.number}"


def reason(verdict: Verdict, lang: str) -> str:
    """Why a verdict is what it is, with the numbers that it compares."""
    report = verdict.report
    values = {
        "reported": quantity(report.value) if report else "",
        "target": quantity(verdict.target.value),
        "gap": _signed(verdict.gap),
        "year": str(report.measured) if report else "",
        "expected": "" if verdict.expected is None else str(rounded(verdict.expected)),
    }
    return str(_wording()["reason"][verdict.reason][lang]).format_map(values)


def rounded(number: Decimal) -> Decimal:
    """A computed value with four significant digits at least and no more than two decimals more than needed."""
    if number == number.to_integral_value():
        return number.quantize(Decimal(1))
    digits = max(0, min(9, 3 - number.adjusted()))
    value = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return value.normalize() if value != value.to_integral_value() else value.quantize(Decimal(1))


def _signed(number: Decimal | None) -> str:
    if number is None:
        return ""
    return f"{'−' if number < 0 else '+'}{abs(rounded(number))}"


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(resources.files("builder.make").joinpath("wording.toml").read_text("utf-8"))
