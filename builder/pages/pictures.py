"""The site’s card and its icons, drawn from the theme, and what a home screen wants to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from math import isqrt

from builder.charts.rendering import Drawings, RenderError, RenderJob, png_job
from builder.model.verdicts import VERDICTS
from builder.pages.template import Templates
from builder.problems import BuildError, Place, Problem
from builder.site.site import Edition, Site
from builder.write.artifact import Artifact
from builder.write.formats import indented_json

_ICONS, _ICON_UNITS = (180, 512), 16
"""Pixels of the icons, and the units across their drawing."""


@dataclass(frozen=True, slots=True)
class CardView:
    """The signs of the verdicts on targets whose period is over, kind by kind; without any, those
    on open targets.
    """

    marks: tuple[str, ...]
    columns: int
    rows: int


def picture_jobs(templates: Templates) -> Mapping[str, RenderJob]:
    """File name → what renders it."""
    site = templates.site
    card, icon = templates.drawing("card", card_view(site)), site.assets["icon.svg"].decode()
    icons = {f"icon-{size}.png": png_job(icon, size / _ICON_UNITS) for size in _ICONS}
    return {"card.png": png_job(card), **icons}


def artifacts(templates: Templates, drawings: Drawings) -> Iterator[Artifact]:
    """The pictures at the root, and each edition’s web manifest."""
    for name, job in picture_jobs(templates).items():
        yield Artifact(name, partial(_png, name, job, templates.site, drawings))
    for edition in templates.site.editions:
        yield Artifact(f"{edition.code}/site.webmanifest", partial(_webmanifest, edition))


def _png(name: str, job: RenderJob, site: Site, drawings: Drawings) -> bytes:
    try:
        return drawings.png(job)
    except RenderError as error:
        drawing = "templates/card.svg" if name == "card.png" else "static/icon.svg"
        place = Place(site.theme.file(drawing))
        raise BuildError([Problem(place, "broken-drawing", {"detail": str(error)})]) from error


def card_view(site: Site) -> CardView:
    """The picture that stands for the site."""
    verdicts = [v for group in site.verdicts.values() for v in group]
    counted = [v for v in verdicts if not v.is_open] or verdicts
    marks = sorted((v.kind for v in counted), key=VERDICTS.index)
    columns = max(1, isqrt(len(marks) * 3))
    return CardView(tuple(marks), columns, max(1, -(-len(marks) // columns)))


def _webmanifest(edition: Edition) -> bytes:
    config = edition.site.config
    icons = [
        {"src": edition.href(f"/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in _ICONS
    ]
    return indented_json(
        {
            "name": edition.text(config.title),
            "description": edition.text(config.description),
            "lang": edition.t("lang.tag"),
            "start_url": edition.href(f"/{edition.code}/"),
            "display": "browser",
            "theme_color": config.accent.light,
            "icons": icons,
        }
    )
