"""The frame of RoomGradient: the box that f is shown in, with numbers along three of its edges."""

import numpy as np
from manim import Group, Mobject

from gradanim.paint.lines import Polylines
from gradanim.stage.plots import base, labels, less, round_numbers
from gradanim.stage.space import RoomView, between_numbers
from gradanim.stage.space.axes import TICK
from gradanim.stage.typeset import formula


class BoxFrame(Group):
    """The edges of the box, open towards the viewer, with ticks, numbers and names along three of them.

    Attributes:
        lines: the edges and ticks.
        texts: numbers and names; a scene in space has to keep them upright (`show_upright`).
    """

    def __init__(self, view: RoomView) -> None:
        low, high = view.box.T
        corners = np.array([[x, y, z] for x in (0, 1) for y in (0, 1) for z in (0, 1)])
        nearest = np.array([1, 0, 1])  # to where the camera usually stands: an edge there would cross the picture
        edges = [(a, b) for a in corners for b in corners if (b - a).sum() == 1 and (b >= a).all()]
        edges = [(a, b) for a, b in edges if not ((a == nearest).all() or (b == nearest).all())]
        lines = [view.at(*(low + np.stack([a, b]) * (high - low)).T) for a, b in edges]
        self.texts: list[Mobject] = []
        # the edges at which numbers can be read from where the camera usually stands
        for axis, edge, outwards in (
            (0, np.array([np.nan, 0, 0]), np.array([0.0, -1.0, 0.0])),
            (1, np.array([1, np.nan, 0]), np.array([1.0, 0.0, 0.0])),
            (2, np.array([0, 0, np.nan]), np.array([-1.0, 0.0, 0.0])),
        ):
            start = low + np.nan_to_num(edge) * (high - low)
            off = base(low[axis], high[axis])
            numbers = round_numbers(low[axis], high[axis], 5)
            if axis == 2:  # its lowest number would stand on the first one of x
                numbers = numbers[numbers > low[2] + 0.05 * (high[2] - low[2])]
            for value, text in zip(numbers, labels(numbers - off), strict=True):
                place = start.copy()
                place[axis] = value
                foot = view.at(*place)
                lines.append(np.stack([foot, foot + TICK * outwards]))
                self.texts.append(formula(view, text, size=26).move_to(foot + 3.2 * TICK * outwards))
            place = start.copy()
            place[axis] = between_numbers(numbers, (low[axis] + high[axis]) / 2)
            name = formula(view, f"{'xyz'[axis]}{less(off)}", size=34)
            self.texts.append(name.move_to(view.at(*place) + 0.85 * outwards))
        self.lines = Polylines(lines, view.theme.faint, stroke_width=2)
        super().__init__(self.lines, *self.texts)
