"""The frame around a picture of the plane, with its ticks and names."""

import numpy as np
from manim import (
    DOWN,
    DR,
    LEFT,
    ORIGIN,
    RIGHT,
    UL,
    UP,
    Line,
    MathTypst,
    Rectangle,
    VGroup,
)
from numpy.typing import NDArray

from gradanim.stage.frame.layout import gap_between
from gradanim.stage.frame.view import View
from gradanim.stage.plots.ticks import base, labels, less, round_numbers
from gradanim.stage.typeset.labels import Label
from gradanim.stage.typeset.texts import formula

TICK, GAP, EDGE = 0.09, 0.16, 0.06  # scene units: a tick, from its line to its number, from that to the frame's edge
BELOW = 0.3  # scene units from the picture to the middle of the row of numbers
NUMBER_SIZE = 26.0
APART = 0.05  # scene units between two numbers, or one and the name of its axis
BUFF = 0.05  # scene units that the plate of a number on the ground reaches beyond it
OVER = 3.5  # their layer: over arrows, paths and walkers
BORDER = 0.45  # how much is seen of the border of the domain, beyond which the land goes on


class PlaneFrame(VGroup):
    """The border of the domain with ticks at round numbers, one plane unit as long in x as in y.

    Where the picture reaches the frame's edges, ticks and numbers stand on the map, which has no border if it fills it.
    """

    def __init__(self, view: View) -> None:
        box, domain = view.box, view.field.domain
        super().__init__()
        self.inside = view.bleeds
        if view.layout is None or not box.fills(view.layout.picture):
            border = Rectangle(width=box.width, height=box.height, stroke_color=view.theme.ink, stroke_width=1.5)
            self.add(border.set_stroke(opacity=BORDER).move_to(box.centre))
        x_base, y_base = base(domain.x0, domain.x1), base(domain.y0, domain.y1)
        self.texts: list[MathTypst] = [*self._names(view, x_base, y_base)]
        ticks = round_numbers(domain.x0, domain.x1, 1 + int(box.width / 1.3))
        for x, label in zip(ticks, labels(ticks - x_base), strict=True):
            self._tick(view, np.array([view.at(x, domain.y0)[0], box.bottom, 0.0]), DOWN, label)
        ticks = round_numbers(domain.y0, domain.y1, 1 + int(box.height))
        for y, label in zip(ticks, labels(ticks - y_base), strict=True):
            self._tick(view, np.array([box.left, view.at(domain.x0, y)[1], 0.0]), LEFT, label)
        for text in self.texts:
            self.add(Label(view, text, around=BUFF).set_z_index(OVER) if self.inside else text)

    def _tick(self, view: View, place: NDArray[np.float64], outwards: NDArray[np.float64], source: str) -> None:
        """A tick, and its number if there is room for it."""
        way = -outwards if self.inside else outwards
        self.add(Line(place, place + TICK * way, stroke_color=view.theme.faint, stroke_width=2))
        text = formula(view, source, size=NUMBER_SIZE).next_to(place, way, buff=GAP)
        if outwards is LEFT and view.layout is not None and not self.inside:  # a long number has to stay in the frame
            room = place[0] - GAP - view.layout.frame.left - EDGE
            text.scale(min(1.0, room / text.width)).next_to(place, outwards, buff=GAP)
        fits = not self.inside or view.box.holds(text, slack=-BUFF)
        if fits and all(gap_between(text, other) > APART for other in [*self.texts, *view.words]):
            self.texts.append(text)

    def _names(self, view: View, x_base: float, y_base: float) -> tuple[MathTypst, MathTypst]:
        """The names of the axes at their ends; where something is taken off the numbers, in the row of the numbers."""
        x, y = (formula(view, f"{n}{less(base)}", size=32) for n, base in (("x", x_base), ("y", y_base)))
        right, left = np.array([view.box.right, view.box.bottom, 0.0]), np.array([view.box.left, view.box.top, 0.0])
        if self.inside:
            x.move_to(right + GAP * UL, aligned_edge=DR)
            return x, y.move_to(left + GAP * DR, aligned_edge=UL)
        if x_base:
            x.next_to(right, DOWN, buff=0.16, aligned_edge=RIGHT)
        else:
            x.next_to(right + BELOW * DOWN, RIGHT, buff=0.2)  # beside the numbers: a ring in the corner has room
        return x, y.next_to(left, UP, buff=0.12 if y_base else 0.26, aligned_edge=LEFT if y_base else ORIGIN)
