"""What is claimed of the hike, measured on the drawn steps: its steps, where it stops, and the bars."""

import numpy as np
from manim import Mobject

from gradanim.stage import Claim, View
from gradanim.stage.claims import reads
from gradanim.stage.claims.differences import gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.marks.arrows import AnyArrow
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout
from scenes.descent.shared.steps import Steps

from .hike import CLOSE, NEAR
from .pages import StepBars


def step_is_rate_times_gradient(view: View, step: AnyArrow, rate: float, *, throughout: bool = False) -> Claim:
    """The drawn step is minus the rate times the gradient by steps at its tail: how far its tip is off, relative.

    Nothing is missing where it is too short to be drawn.
    """

    def measure() -> float:
        if not np.isfinite(step.along).all():
            return 0.0
        due = -rate * gradients_by_steps(view.field, view.where(step.tail))
        return float(np.linalg.norm(view.where(step.tip) - view.where(step.tail) - due) / np.linalg.norm(due))

    name = "the drawn step is minus the rate times the gradient"
    return Claim(name, (step,), measure, 0.0, 0.02, "of its length", throughout)


def slope_is_read(view: View, steps: Steps, number: Readout) -> Claim:
    """The number is the slope by steps at the last drawn stop."""

    def slope() -> float:
        return float(np.hypot(*gradients_by_steps(view.field, steps.places[-1])))

    return reads(number, slope, drawn=(steps,), name="the number is the slope where the hiker is")


def starts_on_the_map(arrow: AnyArrow, on_map: Steps) -> Claim:
    """The gradient is a vector of the plane: its arrow starts on the map, where the walk there has come to."""

    def measure() -> float:
        return float(np.linalg.norm(arrow.tail - on_map.front))

    return Claim(
        "the gradient starts where the hiker is on the map", (arrow, on_map), measure, 0.0, 0.03, "scene units"
    )


def same_walk(landscape: SpaceView, on_land: Steps, chart: View, on_map: Steps) -> Claim:
    """The stops on the landscape lie over those on the map, and as high as f is there (shares of the picture)."""

    def measure() -> float:
        above, flat = on_land.corners, chart.where(on_map.corners)
        if len(above) != len(flat) or not len(flat):
            return np.nan
        aside = np.hypot(*(landscape.floor.where(above) - flat).T) / landscape.field.domain.diagonal
        off = np.abs(landscape.height_of(above) - landscape.field(*flat.T)) / (landscape.high - landscape.low)
        return float(max(aside.max(), off.max()))

    return Claim("both pictures show the same walk", (on_land, on_map), measure, 0.0, 0.02, "of the picture")


def stops_when_level(view: View, steps: Steps, tolerance: float) -> Claim:
    """At the last drawn stop the slope is at most the tolerance, and at none before (in tolerances)."""

    def measure() -> float:
        slopes = np.hypot(*smooth_gradients_by_steps(view.field, steps.places).T) / tolerance
        return float(slopes[-1]) if len(slopes) and not (slopes[:-1] <= 1 - 1e-6).any() else np.nan

    return Claim("it stops where the slope is less than the tolerance", (steps,), measure, 0.0, 1 + 1e-6, "tolerances")


def stops_near(view: View, steps: Steps, ring: Mobject, tolerance: float, *, close: bool) -> Claim:
    """The drawn ring stands on level ground, and the last drawn stop is close to its middle, or a little further off.

    The distance is a share of the diagonal: close is up to `CLOSE`, further off up to `NEAR`.

    Args:
        tolerance: of the slope; in the middle of the ring it is a tenth of that at most.
    """

    def measure() -> float:
        middle = view.where(ring.get_center())
        slope = np.hypot(*smooth_gradients_by_steps(view.field, middle[None]).T)[0]
        if not slope <= tolerance / 10 or not len(steps.places):
            return np.nan
        return float(np.hypot(*(steps.places[-1] - middle)) / view.field.domain.diagonal)

    least, most = (0.0, CLOSE) if close else (CLOSE, NEAR)
    name = "it stops close to the bottom" if close else "the bottom is a little further on"
    return Claim(name, (steps, ring), measure, (least + most) / 2, (most - least) / 2, "of the picture")


def bars_compare(view: View, steps: Steps, bars: StepBars) -> Claim:
    """All bars stand to each other as slopes and lengths of these drawn steps do (the ratio furthest off).

    So a length is drawn the rate times as long as its slope, or `bars.times` as much.
    """

    def measure() -> float:
        places, which = steps.places, bars.steps
        if len(places) <= max(which):
            return np.nan
        slopes = np.hypot(*gradients_by_steps(view.field, places[which]).T)
        lengths = np.hypot(*np.diff(places, axis=0).T)[which]
        values = np.append(slopes, bars.times * lengths)
        widths = np.array([bar.width for bar in (*bars.slopes, *bars.lengths)])
        return float(np.max(np.abs(widths / widths.max() * values.max() / values - 1)))

    return Claim("the bars compare the drawn steps", (steps, bars), measure, 0.0, 0.01, "of the ratio")
