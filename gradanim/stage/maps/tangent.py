"""The map of the plane that touches the landscape at a point: what any smooth landscape looks like from close by."""

import numpy as np
from manim import AnimationGroup, Create, FadeIn, Group
from numpy.typing import ArrayLike

from gradanim.stage.frame.view import View
from gradanim.stage.maps.contours import ContourMap
from gradanim.stage.maps.frame import PlaneFrame


class HillMap(Group):
    """The contours of the landscape itself with their heights, in a frame.

    Attributes:
        labels: the heights.
    """

    def __init__(self, view: View, *, avoid: ArrayLike = ()) -> None:
        self.contours = ContourMap(view)
        self.labels = self.contours.height_labels(avoid=np.asarray(avoid, float), apart=0.4)
        super().__init__(PlaneFrame(view), self.contours.ground(), self.contours, self.labels)

    def appear(self) -> AnimationGroup:
        """The animation that draws all but the numbers."""
        frame, ground, contours, _ = self
        return AnimationGroup(FadeIn(frame, ground), Create(contours, lag_ratio=0.1))
