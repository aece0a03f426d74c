"""The charts of a site: listed, rendered, and ready for its pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from builder.charts.drawing import page_svg
from builder.charts.figures import WIDTHS, EditionFigures, Figure, Figures, IndicatorFigures
from builder.charts.gallery import gallery
from builder.charts.indicators import PARTS as PARTS  # pages know it from here
from builder.charts.indicators import indicator_figures
from builder.charts.legends import chart_legend
from builder.charts.rendering import SCRIPT, Drawings, RenderJob, vega_path
from builder.charts.surveys import surveys
from builder.model.records import Indicator
from builder.site.site import Edition, Site


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart on a page: its drawings, legend, values and files; `credit` names its sources, the
    date and the licence, `series` is the address of those that a reader can choose from, `script`
    of what draws it live, if anything does.
    """

    id: str
    kind: str
    title: str
    caption: str
    description: str
    unit: str
    credit: str
    drawings: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]
    svg: str
    json: str
    csv: str
    series: str
    script: str


def list_figures(site: Site) -> Figures:
    """Every chart of every edition."""
    return {
        edition.code: EditionFigures(
            surveys={figure.name: figure for figure in surveys(edition)},
            gallery=tuple(gallery(edition)),
            indicators=IndicatorFigures(site.catalog.indicators, partial(_figures_of, edition)),
        )
        for edition in site.editions
    }


def _figures_of(edition: Edition, indicator: str) -> tuple[Figure, ...]:
    return tuple(indicator_figures(edition, edition.catalog.indicators[indicator]))


def chart_jobs(figures: Figures) -> Iterator[RenderJob]:
    """Everything that is to be rendered for the charts of a site."""
    yield SCRIPT
    for edition in figures.values():
        for figure in edition:
            yield from figure.jobs()


@dataclass(frozen=True)
class Charts:
    """The figures of a site with their drawings, as pages show them."""

    figures: Figures
    drawings: Drawings

    def surveys(self, edition: Edition, *kinds: str) -> tuple[ChartView, ...]:
        """The charts across everything of these kinds; those without values are left out."""
        figures = self.figures[edition.code].surveys
        return tuple(self._view(edition, figures[kind]) for kind in kinds if kind in figures)

    def gallery(self, edition: Edition) -> tuple[ChartView, ...]:
        """An example of every kind of chart, and of what strains it."""
        return tuple(self._view(edition, figure) for figure in self.figures[edition.code].gallery)

    def of_indicator(self, edition: Edition, indicator: Indicator) -> tuple[ChartView, ...]:
        """The indicator’s charts: where it is to go, what came of targets, where documents
        differ.
        """
        return tuple(self._view(edition, figure) for figure in self._figures(edition, indicator))

    def main_chart(self, edition: Edition, indicator: Indicator) -> ChartView | None:
        """The chart of where the indicator is to go, or how it is split, if it has one."""
        figures = {figure.name: figure for figure in self._figures(edition, indicator)}
        figure = figures.get(indicator.id) or figures.get(f"{indicator.id}-latest")
        return self._view(edition, figure) if figure else None

    def _figures(self, edition: Edition, indicator: Indicator) -> tuple[Figure, ...]:
        return self.figures[edition.code].indicators[indicator.id]

    def _view(self, edition: Edition, figure: Figure) -> ChartView:
        chart = figure.chart
        address = edition.href(f"/charts/{edition.code}/{figure.name}")
        files = {ending: f"{address}.{ending}" for ending in ("svg", "json", "csv")}
        return ChartView(
            id=f"_c-{figure.name}",
            kind=chart.kind,
            title=chart.title,
            caption=edition.t(f"chart.captions.{chart.kind}"),
            description=chart.description,
            unit=figure.unit,
            credit=figure.credit,
            drawings=tuple(page_svg(figure, size, self.drawings) for size in WIDTHS),
            legend=chart_legend(edition, chart),
            values=tuple((mark.name, mark.text) for mark in chart.marks if mark.value),
            series=f"{address}.series.json" if figure.choice else "",
            script="" if chart.form == "panels" else edition.href(f"/{vega_path()}"),
            **files,
        )
