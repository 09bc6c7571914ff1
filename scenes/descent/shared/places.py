"""What the colours of a map mean, and names for its places and lines."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, UP, BackgroundRectangle, Circle, VGroup
from manim.typing import Vector3D

from gradanim.stage import View
from gradanim.stage.live import Point
from gradanim.stage.typeset import words

RING = 0.17  # radius, scene units


class PlaceName(VGroup):
    """A ring around a place of the map, and its name beside it, on the side that has room for it.

    Attributes:
        ring, label: what is drawn; the label lies above walks that pass below it.
    """

    def __init__(self, view: View, point: Point, name: str) -> None:
        self.ring = Circle(radius=RING, color=view.theme.ink, stroke_width=3).move_to(view.at(*point))
        self.label = plated(view, name)
        super().__init__(self.ring, self.label)
        for side in (RIGHT, LEFT):
            self.label.next_to(self.ring, side, buff=0.08)
            below, above = view.box.bottom - self.label.get_bottom()[1], self.label.get_top()[1] - view.box.top
            self.label.shift(max(below, 0.0) * UP + max(above, 0.0) * DOWN)
            if view.box.holds(self.label):
                break

    @property
    def place(self) -> Vector3D:
        """The middle of the drawn ring, shape (3,)."""
        return np.asarray(self.ring.get_center())


def plated(view: View, name: str) -> VGroup:
    """A name that can be read wherever it stands, above walks that pass below it."""
    text = words(view.theme, name, size=28)
    plate = BackgroundRectangle(text, color=view.theme.plate, fill_opacity=0.8, buff=0.06)
    return VGroup(plate, text).set_z_index(2)
