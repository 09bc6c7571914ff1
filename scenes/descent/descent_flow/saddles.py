"""The saddles on the borders between basins: from each of them it goes down into two."""

import numpy as np
from manim import DL, DR, UL, UR, Line, VGroup
from numpy.typing import NDArray

from gradanim import critical_points
from gradanim.flows.basins import Basins
from gradanim.stage import View
from gradanim.stage.frame.casing import cased

ARM = 0.11  # of a cross, scene units
FEW = 12  # saddles that can be told apart

Points = NDArray[np.float64]


class SaddleMarks(VGroup):
    """A cross on every saddle that lies between two basins; nothing where they are many."""

    def __init__(self, view: View, basins: Basins) -> None:
        super().__init__()
        found = saddles_between(basins)
        for place in found if len(found) <= FEW else []:
            centre = view.at(*place)
            for one, other in ((UL, DR), (UR, DL)):
                line = Line(centre + ARM * one, centre + ARM * other, color=view.theme.direction, stroke_width=5)
                self.add(cased(line, view.theme))
        self.set_z_index(3)

    @property
    def places(self) -> Points:
        """The middles of the drawn crosses, shape (n, 3)."""
        middles = [(line.get_start() + line.get_end()) / 2 for line in self.submobjects[::2]]
        return np.array(middles).reshape(-1, 3)


def saddles_between(basins: Basins) -> list[Points]:
    """The saddles from which the steepest ways down, to both sides, lead into different basins."""
    f, cell = basins.f, float(basins.x[2] - basins.x[1])
    kept = []
    for saddle in critical_points(f):
        if saddle.kind != "saddle":
            continue
        place = np.array(saddle.point)
        way = np.linalg.eigh(f.hessian(*place))[1][:, 0]  # that of the lower curvature
        sides = [_label(basins, place + 2 * turn * cell * way) for turn in (-1, 1)]
        if sides[0] != sides[1] and min(sides) >= 0:
            kept.append(place)
    return kept


def _label(basins: Basins, place: Points) -> int:
    """The label of the point of the grid next to a place."""
    return int(basins.labels[np.argmin(np.abs(basins.y - place[1])), np.argmin(np.abs(basins.x - place[0]))])
