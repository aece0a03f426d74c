"""Colours that follow from the site’s accent, and whether all of them can be read: WCAG 2.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from math import floor

from builder.model.config import SiteConfig
from builder.problems import Place, Problem
from builder.site.look import DERIVED, Palette
from builder.site.theme import Theme

LEAST = 4.5
"""The least contrast of text (WCAG 2.2, success criterion 1.4.3)."""

_INKS = ("accent", "ink", "soft", "bad", "warn", "open")
"""The colours that words are written in."""
_GROUNDS = ("paper", "mark")
"""What they are written on."""


def full_palette(palette: Palette, accent: str, scheme: str) -> dict[str, str]:
    """A theme’s colours in a scheme (`light`, `dark`) with the site’s accent, and with those that
    follow from it where the theme has none of its own.
    """
    derived = {
        name: mixed(accent, palette["paper"], share[scheme]) for name, share in DERIVED.items()
    }
    return derived | dict(palette) | {"accent": accent}


def mixed(colour: str, ground: str, share: float) -> str:
    """So much of a colour (0 to 1) in a ground, as CSS mixes them in sRGB."""
    pairs = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(share * one + (1 - share) * other):02x}" for one, other in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def check_contrast(
    config: SiteConfig, theme: Theme, place: Callable[[str], Place]
) -> Iterator[Problem]:
    """A problem for every colour of text that cannot be read on paper or on marked ground.

    The accent’s is at the `place` of its key in `site.toml` (`accent.light`), the others’ in the
    palette that holds them.
    """
    schemes = (
        ("light", full_palette(theme.light, config.accent.light, "light")),
        ("dark", full_palette(theme.dark, config.accent.dark, "dark")),
    )
    for (scheme, palette), name in product(schemes, _INKS):
        ground = min(_GROUNDS, key=lambda ground: contrast(palette[name], palette[ground]))
        measured = contrast(palette[name], palette[ground])
        if measured < LEAST:
            key = f"{scheme}.{name}"
            values = {
                "name": name,
                "colour": palette[name],
                "ground": ground,
                "other": palette[ground],
                "scheme": scheme,
                "measured": f"{floor(measured * 100) / 100:.2f}",
            }
            at = place(f"accent.{scheme}") if name == "accent" else theme.colour_places[key]
            yield Problem(at, "low-contrast", values)


def _luminance(colour: str) -> float:
    linear = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (part / 255 for part in _parts(colour))
    )
    return sum(w * part for w, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
