"""Which charts a site has: of each indicator, across everything, and the examples for the page of
components.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from builder.charts.chart import Chart
from builder.charts.frames import Frame, row_frame
from builder.charts.panels import panel_frame, write_panels
from builder.charts.rendering import RenderJob, marks_job, specification_job
from builder.charts.timelines import course_frame, write_course
from builder.model.records import Indicator

WIDTHS = {"wide": 640, "narrow": 288}
"""Pixels across, on a page with room and on a phone."""


@dataclass(frozen=True)
class Figure:
    """A chart with its name, which is that of its files, the unit of its numbers, the line that
    names its sources, date and licence, and its data’s file. `choice` is the indicator from whose
    series a reader can choose others.
    """

    name: str
    chart: Chart
    unit: str
    credit: str
    origin: str = ""
    choice: Indicator | None = None

    @cached_property
    def frames(self) -> Mapping[str, Frame]:
        """The chart in each of the sizes of `WIDTHS`, as far as its marks need it."""
        frame = {"course": course_frame, "panels": panel_frame}.get(self.chart.form, row_frame)
        return {size: frame(self.chart, across) for size, across in WIDTHS.items()}

    @cached_property
    def written(self) -> Mapping[str, Frame]:
        """The same with its words, which may wait until they are shown: to place those of a course
        takes longer than all else.
        """
        write = {"course": write_course, "panels": write_panels}.get(self.chart.form)
        if write:
            for frame in self.frames.values():
                write(frame)
        return self.frames

    @cached_property
    def marks(self) -> Mapping[str, RenderJob]:
        """What draws the marks in each size."""
        return {size: marks_job(frame) for size, frame in self.frames.items()}

    @cached_property
    def specification(self) -> RenderJob:
        """What gives the Vega-Lite that the chart’s data goes into."""
        return specification_job(self.frames["wide"])

    def jobs(self) -> Iterator[RenderJob]:
        """Everything that is to be rendered for the chart."""
        yield from self.marks.values()
        yield self.specification


class IndicatorFigures(Mapping[str, tuple[Figure, ...]]):
    """The figures of each indicator by its id, listed when they are first asked for: drawing begins
    with the first of them.
    """

    def __init__(
        self, indicators: Collection[str], figures_of: Callable[[str], tuple[Figure, ...]]
    ) -> None:
        self._indicators = indicators
        self._figures_of = figures_of
        self._listed: dict[str, tuple[Figure, ...]] = {}

    def __getitem__(self, id: str) -> tuple[Figure, ...]:
        if id not in self._listed:
            self._listed[id] = self._figures_of(id)
        return self._listed[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)


@dataclass(frozen=True)
class EditionFigures:
    """The figures of one edition: surveys and indicators’ by their kind and id, in the order of
    their files.
    """

    surveys: Mapping[str, Figure]
    gallery: tuple[Figure, ...]
    indicators: Mapping[str, tuple[Figure, ...]]

    def __iter__(self) -> Iterator[Figure]:
        yield from self.surveys.values()
        yield from self.gallery
        for figures in self.indicators.values():
            yield from figures


Figures = Mapping[str, EditionFigures]
"""Edition code → its figures."""
