"""The map of the plane that touches the landscape at a point: what any smooth landscape looks like from close by."""

from dataclasses import replace

import numpy as np
from manim import Group
from numpy.typing import ArrayLike

from gradanim import Domain, DomainError, Refusal
from gradanim.calculus.slope import gains
from gradanim.contours.levels import Levels
from gradanim.stage import View
from gradanim.stage.frame.live import Point
from gradanim.stage.maps import ContourMap, ContourThrough, PlaneFrame


def tangent_plane_view(view: View, at: Point, scale: float) -> View:
    """The view of the plane that touches f at a point, which keeps its place in the frame.

    Its heights are those gained from there. They are the same at every scale, so that a vector of the plane can be
    drawn on it as long as it is.

    Args:
        scale: scene units for each unit of the plane.

    Raises:
        Refusal: so far from the origin, points one apart cannot be told apart.
    """
    (x, y), (across, up) = at, view.at(*at)[:2]
    box = view.box
    try:
        domain = Domain(
            x - (across - box.left) / scale, x + (box.right - across) / scale,
            y - (up - box.bottom) / scale, y + (box.top - up) / scale,
        )  # fmt: skip
    except DomainError as error:
        raise Refusal(
            f"a vector of length one cannot be drawn at ({x:g}, {y:g}), which is too far away: "
            "choose a place nearer to the origin with --at, and a --domain around it"
        ) from error
    return replace(view, field=gains(view.field, at, domain), scale=(scale, scale))


def levels_of_the_hill(view: View, levels: Levels, height: float) -> Levels | None:
    """The heights gained on the plane at which it is as high as the contours of a map; None if those are no help.

    Then the plane's contours go on from the hill's where both touch, which is at this height.
    """
    if levels.spacing != "even" or len(levels.values) < 2:
        return None
    step = float(levels.values[1] - levels.values[0])
    x, y = view.field.domain.grid(2)
    low, high = np.min(view.field(x, y)), np.max(view.field(x, y))
    offset = float(levels.values[0]) - height
    values = offset + step * np.arange(np.ceil((low - offset) / step), np.floor((high - offset) / step) + 1)
    return Levels(values, "even") if FEWEST <= len(values) <= MOST else None


FEWEST, MOST = 4, 60  # contours of a plane: of fewer no spacing is seen, and more are too close


class TangentMap(Group):
    """Straight contours, evenly spaced, with the heights gained on them, and the level line through the point.

    Attributes:
        contours: the drawn contours.
        level: the one on which nothing is gained.
        labels: the heights, if they are written.
    """

    def __init__(
        self,
        view: View,
        at: Point,
        *,
        avoid: ArrayLike = (),
        levels: Levels | None = None,
        count: int = 12,
        numbers: bool = True,
    ) -> None:
        """Draw the map of a view made by `tangent_plane_view`.

        Args:
            avoid: plane points, shape (n, 2), that numbers keep away from.
            levels: the heights gained that have a contour; round ones, about `count` of them, if not given.
            numbers: write the heights gained on the contours.
        """
        self.contours, self.level = ContourMap(view, levels, count=count), ContourThrough(view, at, width=4)
        self.labels = Group()
        if numbers:
            self.labels = self.contours.height_labels(avoid=np.asarray(avoid, float), apart=0.35, signed=True)
        super().__init__(PlaneFrame(view), self.contours.ground(), self.contours, self.level, self.labels)
