"""The gradient of RoomGradient as an arrow, and its components along x, y and z, which make it head to tail."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from manim import Group
from numpy.typing import ArrayLike

from gradanim.paint.solids import SolidArrow
from gradanim.stage.frame.arrow_styles import SEEN
from gradanim.stage.frame.live import LiveNumber, Point, now_number, redrawn
from gradanim.stage.space import RoomView


def gradient_arrow(view: RoomView, at: Point, gradient: ArrayLike) -> SolidArrow:
    """The gradient at a point of space, `view.arrow_scale` scene units long for each unit of slope."""
    tail = view.at(*at)
    return SolidArrow(tail, tail + view.arrow_scale * np.asarray(gradient, float), view.theme.gradient, thickness=0.045)


def component_arrows(view: RoomView, at: Point, gradient: ArrayLike, *, carried: LiveNumber = 1.0) -> list[SolidArrow]:
    """The components of the gradient along x, y and z, each in its colour; one may be zero.

    Args:
        carried: from 0, where all begin at the point, to 1, where they stand head to tail.
    """
    components = np.diag(np.asarray(gradient, float))
    colours = [getattr(view.theme, f"partial_{axis}") for axis in "xyz"]
    before = np.vstack([np.zeros(3), np.cumsum(components, axis=0)])[:3]

    def place(arrow: SolidArrow, k: int) -> None:
        start = view.at(*at) + view.arrow_scale * now_number(carried) * before[k]
        arrow.put_start_and_end_on(start, start + view.arrow_scale * components[k])

    arrows = [SolidArrow([0, 0, 0], [0, 0, 1], colour, thickness=0.03) for colour in colours]
    for k, arrow in enumerate(arrows):
        redrawn(arrow, partial(place, k=k)) if callable(carried) else place(arrow, k)
    return arrows


def dominant_components(components: Sequence[SolidArrow]) -> list[SolidArrow]:
    """The components that decide which way the gradient points: the longest, or those that are equally long."""
    sizes = [float(np.linalg.norm(one.end - one.start)) for one in components]
    return [one for one, size in zip(components, sizes, strict=True) if size > (1 - 1e-6) * max(sizes)]


def visible(arrows: Sequence[SolidArrow]) -> Group:
    """Those that are long enough to be drawn."""
    return Group(*(arrow for arrow in arrows if np.linalg.norm(arrow.end - arrow.start) > SEEN))
