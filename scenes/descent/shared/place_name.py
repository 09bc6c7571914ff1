"""A place of the map with a ring and its name, and that every way from there leads up."""

import numpy as np
from manim import LEFT, RIGHT, Circle, VGroup
from manim.typing import Vector3D

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.frame.live import Point
from gradanim.stage.typeset import Label, words

RING = 0.17  # radius, scene units


class PlaceName(VGroup):
    """A ring around a place of the map, and its name beside it, on the side that has room for it.

    Attributes:
        ring, label: what is drawn; the label lies above walks that pass below it.
    """

    def __init__(self, view: View, point: Point, name: str) -> None:
        self.ring = Circle(radius=RING, color=view.theme.ink, stroke_width=3).move_to(view.at(*point))
        spots = self.ring.get_center(), [RIGHT, LEFT]
        self.label = Label(view, words(view.theme, name, size=28), at=spots, off=RING + 0.08, room=view.box)
        super().__init__(self.ring, self.label)

    @property
    def place(self) -> Vector3D:
        """The middle of the drawn ring, shape (3,)."""
        return np.asarray(self.ring.get_center())


NEAR = 5e-3  # of the domain's diagonal: the next valley or saddle may be close


def leads_up(view: View, ring: PlaceName) -> Claim:
    """From the middle of the drawn ring it goes up in every direction (share of 72 short steps)."""

    def measure() -> float:
        turn = 2 * np.pi * np.arange(72) / 72
        x, y = view.where(ring.place)
        around = NEAR * view.field.domain.diagonal * np.stack([np.cos(turn), np.sin(turn)])
        return float(np.mean(view.field(x + around[0], y + around[1]) > by_hand(view.field, x, y)))

    return Claim("from the marked place every way leads up", (ring,), measure, 1.0, 0.0, "of all ways")
