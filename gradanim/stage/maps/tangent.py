"""The map of the plane that touches the landscape at a point: what any smooth landscape looks like from close by."""

from dataclasses import replace

import numpy as np
from manim import AnimationGroup, Create, FadeIn, Group, Mobject
from numpy.typing import ArrayLike

from gradanim.domain import Domain
from gradanim.errors import DomainError, Refusal
from gradanim.slope import gains
from gradanim.stage.layout import Box, arranged
from gradanim.stage.live import Point
from gradanim.stage.maps.contours import ContourMap, ContourThrough
from gradanim.stage.maps.frame import PlaneFrame
from gradanim.stage.typeset.texts import words
from gradanim.stage.view import View


def touching(view: View, at: Point, unit: float) -> View:
    """The view of the plane that touches f at a point, which keeps its place in the frame.

    Its heights are those gained from there. They are the same at every scale, so that a vector of the plane can be
    drawn on it as long as it is.

    Args:
        unit: scene units for each unit of the plane.

    Raises:
        Refusal: so far from the origin, points one apart cannot be told apart.
    """
    (x, y), (across, up) = at, view.at(*at)[:2]
    box = view.box
    try:
        domain = Domain(
            x - (across - box.left) / unit, x + (box.right - across) / unit,
            y - (up - box.bottom) / unit, y + (box.top - up) / unit,
        )  # fmt: skip
    except DomainError as error:
        raise Refusal(
            f"a vector of length one cannot be drawn at ({x:g}, {y:g}), which is too far away: "
            "choose a place nearer to the origin with --at, and a --domain around it"
        ) from error
    return replace(view, field=gains(view.field, at, domain), scale=(unit, unit))


def gain_note(view: View, box: Box) -> Mobject:
    """What the numbers on this map mean, in the upper left corner of a box."""
    return arranged([words(view.theme, "contours: height gained from here", size=31)], box)[0][0]


class HillMap(Group):
    """The contours of the landscape itself with their heights, in a frame.

    Attributes:
        labels: the heights.
    """

    def __init__(self, view: View, *, avoid: ArrayLike = ()) -> None:
        self.contours = ContourMap(view)
        self.labels = self.contours.height_labels(avoid=np.asarray(avoid, float), apart=0.8)
        super().__init__(PlaneFrame(view), self.contours.tint(), self.contours, self.labels)

    def appear(self) -> AnimationGroup:
        """The animation that draws all but the numbers."""
        frame, tint, contours, _ = self
        return AnimationGroup(FadeIn(frame, tint), Create(contours, lag_ratio=0.1))


class TangentMap(Group):
    """Straight contours, evenly spaced, with the heights gained on them, and the level line through the point.

    Attributes:
        contours: the drawn contours.
        level: the one on which nothing is gained.
        labels: the heights.
    """

    def __init__(self, view: View, at: Point, *, avoid: ArrayLike = (), count: int = 12) -> None:
        """Draw the map of a view made by `touching`.

        Args:
            avoid: plane points, shape (n, 2), that numbers keep away from.
        """
        self.contours, self.level = ContourMap(view, count=count), ContourThrough(view, at, width=4)
        self.labels = self.contours.height_labels(avoid=np.asarray(avoid, float), apart=0.8, signed=True)
        super().__init__(PlaneFrame(view), self.contours.tint(), self.contours, self.level, self.labels)
