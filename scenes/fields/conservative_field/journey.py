"""A field with paths through it: walkers go along them, and the work that the field does on them grows as bars."""

from collections.abc import Callable, Sequence

import numpy as np
from manim import DOWN, UP, Animation, Mobject, ValueTracker, VGroup, VMobject, linear
from numpy.typing import NDArray

from gradanim.fields.vector_calculus import VectorValued
from gradanim.stage import View, marks, typeset
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.layout import Layout
from gradanim.stage.frame.live import redrawn
from gradanim.stage.marks.routes import PlaneCurve
from gradanim.stage.typeset import Label

from .paths import Paths
from .work_bars import WorkBars

PLANNED = 0.35  # how much is seen of a path before anybody has gone there
AWAY = 0.34  # scene units from an end to its name


class Journey:
    """Paths with a walker on each, and a bar for the work so far.

    Args:
        lines: the paths, with corners at equal shares of the time.
        works: the work up to each corner.

    Attributes:
        gone: of each path, the share of the time that has gone by.
        plans: the paths, faint; `lines` as far as somebody has gone.
        walkers: where they are.
        bars: of the work so far.
    """

    def __init__(
        self, view: View, field: VectorValued, layout: Layout, lines: Sequence[PlaneCurve],
        works: Sequence[NDArray[np.float64]], colours: Sequence[str],
    ) -> None:  # fmt: skip
        self.view, self.field = view, field
        self.gone = [ValueTracker(0.0) for _ in lines]
        self.plans = [_line(view, colour) for colour in colours]
        for plan, line in zip(self.plans, lines, strict=True):
            plan.set_points_as_corners(view.line(line)).set_stroke(opacity=PLANNED)
        self.lines = [
            self._so_far(k, line, colour) for k, (line, colour) in enumerate(zip(lines, colours, strict=True))
        ]
        self.walkers = [self._walker(k, line) for k, line in enumerate(lines)]
        low, high = (float(end(end(work) for work in works)) for end in (min, max))
        self.bars = WorkBars(view, layout, [self._work(k, work) for k, work in enumerate(works)], colours, low, high)

    @property
    def all(self) -> list[Mobject]:
        """The paths as far as somebody has gone, the walkers, and the bars."""
        return [*self.lines, *self.walkers, self.bars]

    def go(self, *numbers: int, seconds: float) -> list[Animation]:
        """The animations in which walkers go all the way, at the same time."""
        return [self.gone[k].animate(rate_func=linear, run_time=seconds).set_value(1.0) for k in numbers]

    def _walker(self, k: int, line: PlaneCurve) -> marks.Marker:
        def here() -> tuple[float, float]:
            x, y = _at(line, self.gone[k].get_value())
            return float(x), float(y)

        return marks.Marker(self.view, here)

    def _work(self, k: int, work: NDArray[np.float64]) -> Callable[[], float]:
        return lambda: float(_at(work[:, None], self.gone[k].get_value())[0])

    def _so_far(self, k: int, line: PlaneCurve, colour: str) -> VMobject:
        def draw(drawn: VMobject) -> None:
            share = self.gone[k].get_value()
            whole = int(share * (len(line) - 1) + 1e-9)
            drawn.set_points_as_corners(self.view.line(np.vstack([line[: whole + 1], _at(line, share)])))

        return redrawn(_line(self.view, colour), draw).set_z_index(1)


def ends(view: View, a: tuple[float, ...], b: tuple[float, ...]) -> VGroup:
    """Where the paths begin and end, with the names A and B aside of them."""
    named = VGroup()
    places = view.line(np.array([a, b]))
    outwards = (places[0] - places[1]) / np.linalg.norm(places[0] - places[1])
    for place, name, outside in zip(places, "AB", (outwards, -outwards), strict=True):
        named.add(Label(view, f'"{name}"', size=40).move_to(place + AWAY * outside))
    return named.set_z_index(3)


def end_heights(heights: View, paths: Paths, *, clear_of: Sequence[Mobject]) -> VGroup:
    """The potential at A and at B, beside them, with as many digits as tell their difference.

    Args:
        heights: the potential as it is seen.
    """
    places = heights.line(np.array([paths.a, paths.b]))
    values = [float(heights.field(*place)) for place in (paths.a, paths.b)]
    outwards = (places[0] - places[1]) / np.linalg.norm(places[0] - places[1])
    written = VGroup()
    texts = typeset.spoken_alike(values, finest=max(abs(values[1] - values[0]), 1e-3 * max(map(abs, values))) / 100)
    for place, name, text, outside in zip(places, "AB", texts, (outwards, -outwards), strict=True):
        ways = np.array([outside, DOWN, UP, -outside])
        said = typeset.words(heights.theme, f"_f_({name}) = {text}", size=36)
        written.add(Label(heights, said, at=(place, ways), off=0.14, clear_of=clear_of))
    return written.set_z_index(3)


def _line(view: View, colour: str) -> VMobject:
    return cased(VMobject(stroke_color=colour, stroke_width=6), view.theme)


def _at(rows: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The row, between the corners too, at a share of the time."""
    return np.array([np.interp(share * (len(rows) - 1), np.arange(len(rows)), column) for column in rows.T])
