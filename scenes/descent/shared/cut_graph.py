"""Straight cuts through a valley: lines on the map, and heights in a graph over the signed offset from the middle."""

from collections.abc import Sequence

import numpy as np
from manim import Group, Line, VGroup
from numpy.typing import ArrayLike

from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.plots import Axis, Plot

SAMPLES = 61  # along a cut


class CutGraph(Plot):
    """The heights along cuts through one place of the plane, each in its colour.

    Args:
        ways: unit vectors, shape (n, 2).
        half_width: how far the cuts go to each side, in units of the plane.
        room: scene units that are kept free to the right of the graph.
        highest: up to which height the graph reaches; as high as the cuts, if that is not given.

    Attributes:
        marks: the cuts on the map; not part of the graph.
        curves: what is drawn, in the order of the marks.
        in_space: it is flat, as a walk that is drawn in it has to know.
    """

    in_space = False

    def __init__(
        self,
        view: View,
        place: ArrayLike,
        ways: ArrayLike,
        half_width: float,
        box: Box,
        colours: Sequence[str],
        *,
        room: float = 1.15,
        highest: float = -np.inf,
    ) -> None:
        self.view, self.half_width = view, half_width
        distances = np.linspace(-half_width, half_width, SAMPLES)
        cuts = [np.asarray(place) + distances[:, None] * way for way in np.asarray(ways)]
        heights = [view.field(*cut.T) for cut in cuts]
        along = "_f_ along the cut" + "s" * (len(cuts) > 1)
        offsets = Axis(-half_width, half_width, "offset")
        super().__init__(
            view, box, offsets, Axis(float(np.min(heights)), max(highest, float(np.max(heights))), along), right=room
        )
        self.marks = VGroup(
            Line(*view.line(cut[[0, -1]]), color=colour, stroke_width=5)
            for cut, colour in zip(cuts, colours, strict=True)
        ).set_z_index(1)
        self.curves = Group(
            *(
                self.polyline((distances, height), colour, width=4.5)
                for height, colour in zip(heights, colours, strict=True)
            )
        )
        self.add(self.curves)
