"""Valleys on the map: a ring around each, what is to be said of it where there is room, and that all ways lead up."""

from collections.abc import Sequence

import numpy as np
from manim import VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.marks import ring
from gradanim.stage.marks.valleys import RADIUS, Points
from gradanim.stage.typeset import Label, place, words

APART = 0.12  # from a ring to its number
TURNS = np.radians([0, 180, 90, 270, 45, 135, 225, 315])
WAYS = np.stack([np.cos(TURNS), np.sin(TURNS), 0 * TURNS], axis=1)


class ValleyRings(VGroup):
    """A ring around every place, and beside it what is to be said of it, where there is room for that.

    Args:
        places: plane points, shape (n, 2).
        texts: one for each place, its height for instance; an empty one, or one that is not given, is not set. Of a
            name and a number, as in "deepest: 3", the name stands alone where there is no room for both.
        avoid: plane points, shape (m, 2), that the texts are kept clear of if they can be.

    Attributes:
        rings: one for each place.
        texts: what is said at each of the first rings, empty where there is no room around it.
        numbers: the same, each on a plate.
    """

    def __init__(self, view: View, places: ArrayLike, texts: Sequence[str] = (), *, avoid: ArrayLike = ()) -> None:
        centres = view.at(*np.asarray(places, float).reshape(-1, 2).T)
        self.rings = VGroup(ring(view, centre) for centre in centres)
        self.numbers = VGroup()
        away = view.at(*np.asarray(avoid, float).reshape(-1, 2).T)
        inside = view.inner.inset(0.07)
        self.texts: list[str] = []
        for centre, text in zip(centres, texts, strict=False):
            self.texts.append("")
            for said in filter(None, dict.fromkeys([text, text.partition(":")[0]])):
                label = Label(view, words(view.theme, said, size=26))
                taken = [*self.rings, *self.numbers, *view.words]
                spots = centre + (RADIUS + APART) * WAYS, WAYS
                if any(place(label, spots, clear_of=clear, room=inside) for clear in ([*taken, away], taken)):
                    self.numbers.add(label)
                    self.texts[-1] = said
                    break
        super().__init__(self.rings, self.numbers)
        self.set_z_index(3)

    def encloses(self, points: Points) -> NDArray[np.bool_]:
        """Which of the scene points, shape (n, 3), lie in a drawn ring."""
        inside = np.zeros(len(points), bool)
        for one in self.rings:
            inside |= np.linalg.norm(points - one.get_arc_center(), axis=1) < one.radius
        return inside


NEAR = 5e-3  # of the domain's diagonal: the next valley or saddle may be close


def leads_up(view: View, valley: ValleyRings) -> Claim:
    """From the middle of the first drawn ring it goes up in every direction (share of 72 short steps)."""

    def measure() -> float:
        turn = 2 * np.pi * np.arange(72) / 72
        x, y = view.where(valley.rings[0].get_arc_center())
        around = NEAR * view.field.domain.diagonal * np.stack([np.cos(turn), np.sin(turn)])
        return float(np.mean(view.field(x + around[0], y + around[1]) > by_hand(view.field, x, y)))

    return Claim("from the marked place every way leads up", (valley,), measure, 1.0, 0.0, "of all ways")
