"""The flow, and a descent beside it, both where they are at the same share of the time; and the gap between them."""

import numpy as np
from manim import Animation, Group, ValueTracker, linear
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import steepness
from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn
from gradanim.stage.marks import plane_arrow
from gradanim.stage.marks.arrows import AnyArrow
from scenes.descent.shared.steps import Steps

from .discretization import Discretization


def flow_line(view: View, found: Discretization, share: LiveNumber) -> Polylines:
    """The flow, as far as a share of its time has gone by; its corners are equally spaced in time."""
    whole = view.at(*found.flow.T)

    def draw(line: Polylines) -> None:
        now = now_number(share) * (len(whole) - 1)
        points = whole.copy()
        points[int(np.ceil(now - 1e-9)) + 1 :] = np.nan
        points[int(np.ceil(now - 1e-9))] = view.at(*place_at(found.flow, now / (len(whole) - 1)))
        line.points = points

    line = Polylines([whole], view.theme.path, stroke_width=6, round_ends=True)
    return redrawn(line, draw).set_z_index(1)


def flow_dot(view: View, found: Discretization, share: LiveNumber, *, radius: float = 0.11) -> Dots:
    """Where the flow is, at a share of its time."""

    def draw(dot: Dots) -> None:
        dot.points = view.at(*place_at(found.flow, now_number(share)))[None]

    return redrawn(Dots([np.zeros(3)], view.theme.path, radius=radius), draw).set_z_index(3)


DIRECTION = 0.6  # scene units that an arrow is long where it shows a direction only


def downhill_arrow(view: View, found: Discretization, share: LiveNumber, *, to_scale: bool = True) -> AnyArrow:
    """Minus the gradient where the flow is, at a share of its time: the velocity of the flow.

    Args:
        to_scale: it is as long as the slope; else always as long, and shows the direction only.
    """

    def place() -> tuple[float, float]:
        x, y = place_at(found.flow, now_number(share))
        return float(x), float(y)

    def velocity(x: float, y: float) -> NDArray[np.float64]:
        downhill = -view.field.gradient(x, y)
        if to_scale:
            return downhill
        way = downhill / steepness(downhill)
        room = view.clearance(np.array([[x, y]]), way[None])[0]
        return way * (min(DIRECTION, max(room, 0.02)) / view.arrow_scale)

    return plane_arrow(view, place, velocity, "gradient", width=6)


FINE = 24  # steps; the stops of a walk of more would hide each other and the line


class Comparison(Group):
    """One descent in steps beside the flow, both where they are at the same share of the time.

    Attributes:
        clock: the share that has gone by.
        steps: the descent so far, as a line with its stops.
        dot, gap: where the flow is, and from there to the steps; both come and go apart from the steps.
    """

    def __init__(self, view: View, found: Discretization, run: int) -> None:
        stops, self.clock = found.runs[run], ValueTracker(0.0)
        count, fine = len(stops) - 1, len(stops) > FINE
        self.steps = Steps(
            view, stops, lambda: count * self.clock.get_value(), view.theme.direction,
            width=3, radius=0.02 if fine else 0.05, head=0.09,
        )  # fmt: skip
        self.dot = flow_dot(view, found, self.clock.get_value, radius=0.09)
        self.gap = gap_line(view, found, run, self.clock.get_value)
        super().__init__(self.steps, self.gap, self.dot)

    def run(self, seconds: float) -> Animation:
        """Let the whole time go by, evenly."""
        return self.clock.animate(rate_func=linear, run_time=seconds).set_value(1.0)


def gap_line(view: View, found: Discretization, run: int, share: LiveNumber) -> Polylines:
    """From where the flow is to where the steps are, at a share of the time."""

    def draw(line: Polylines) -> None:
        now = now_number(share)
        line.points = np.stack([view.at(*place_at(walk, now)) for walk in (found.flow, found.runs[run])])

    line = Polylines([np.zeros((2, 3))], view.theme.level, stroke_width=8, round_ends=True)
    return redrawn(line, draw).set_z_index(2)


def place_at(places: ArrayLike, share: float) -> NDArray[np.float64]:
    """The place, shape (2,), at a share of the time of places at equally spaced times, shape (n, 2)."""
    places = np.asarray(places, float)
    return np.array([np.interp(share * (len(places) - 1), np.arange(len(places)), c) for c in places.T])
