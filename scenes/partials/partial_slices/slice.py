"""The slices of PartialSlices: planes, the curves they cut out, tangents with their numbers, and graphs beside them."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from manim import OUT, Group, Mobject, ValueTracker
from numpy.typing import NDArray

from gradanim.paint.surface import SurfaceMesh
from gradanim.stage import Claim
from gradanim.stage.claims import on_the_surface, reads, stretched_as_stated
from gradanim.stage.claims.reading import number_on
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Live, now
from gradanim.stage.marks import Marker
from gradanim.stage.space import ALONG, SpaceView, coordinate_plane, cut_open, cutting_plane, moving, section, tangent
from gradanim.stage.typeset import Label, Readout
from scenes.partials.shared.partial_formula import partial_sign
from scenes.partials.shared.section_graph import SectionGraph

from .claims import (
    graph_is_section,
    knobs_are_read,
    number_is_slope,
    tangent_in_graph_is_partial,
    tangent_is_partial,
)
from .sliders import Sliders

CHANGED = 0.02  # of a typical slope: slopes that differ by less are equal
BEYOND, RAISED = 0.3, 0.6  # scene units from the end of a tangent to its number, along it and up or down
GAP = np.array([0.3, 0.15])  # scene units between two numbers, beside and over each other
AZIMUTHS = np.radians([-64, -58, -52, -46, -70, -76])  # from where x and y both lead to the right
LEVEL = 0.02  # of a tangent: one that rises less is level
Points = NDArray[np.float64]


class Slice:
    """The slice of a landscape through a point in which one variable is held.

    Attributes:
        held, free: the variable that is held, and the one that moves.
        held_value: where the slicing plane stands, a tracker.
        opened: how far the landscape is cut open, a tracker: from an edge, at first, to the plane.
        plane, curve, tangent, ball: in space; the curve lies in the plane, the ball over the point.
        graph: the same curve, flat, in its box.
        slope: the partial derivative at the point, as a number.
    """

    def __init__(self, view: SpaceView, held: str, at: Live, box: Box) -> None:
        self.view, self.at, self.held, self.free = view, at, held, moving(held)
        colour = getattr(view.theme, f"partial_{self.free}")
        self.edge = view.field.domain.y0 if held == "y" else view.field.domain.x1
        self.held_value, self.opened = ValueTracker(now(at)["xy".index(held)]), ValueTracker(self.edge)
        self.plane = cutting_plane(view, *coordinate_plane(view, held, self.held_value.get_value), colour)
        self.curve = section(view, *coordinate_plane(view, held, self.held_value.get_value), view.theme.path)
        self.tangent = tangent(view, at, ALONG[self.free], colour)
        self.ball = Marker(view, at, radius=0.13)  # larger than the tangent is wide
        self.graph = SectionGraph(view, held, at, box)
        axis = "xy".index(self.free)
        self.slope = Readout(
            view, partial_sign(held), lambda: view.field.gradient(*now(at))[axis], scale=view.slope_scale, size=34
        )

    @property
    def drawn(self) -> Group:
        """All of it."""
        return Group(self.graph, self.slope, self.in_space, self.plane, self.ball)

    @property
    def flat(self) -> Group:
        """What stands beside the landscape: the number and the graph."""
        return Group(self.slope, self.graph)

    @property
    def in_space(self) -> Group:
        """The curve and its tangent on the landscape."""
        return Group(self.curve, self.tangent)

    def cut(self, surface: SurfaceMesh) -> None:
        """From now on the surface is cut open as far as `opened` says, and only there."""
        cut_open(self.view, surface, *coordinate_plane(self.view, self.held, self.opened.get_value))

    def sliding_sentence(self) -> str:
        """The sentence about the slope that is true while the plane slides through the landscape."""
        f, (x, y) = self.view.field, now(self.at)
        if self.held == "y":
            slopes = f.gradient(x, np.linspace(f.domain.y0, f.domain.y1, 41))[0]
        else:
            slopes = f.gradient(np.linspace(f.domain.x0, f.domain.x1, 41), y)[1]
        if np.nanmax(slopes) - np.nanmin(slopes) > CHANGED * self.view.slope_scale:
            return f"Every _{self.held}_ has a slice, and its own slope."
        return f"Every _{self.held}_ has a slice, and here all are equally steep."

    def read(self, sliders: Sliders) -> list[Claim]:
        """In every frame, the number of the held letter says where the plane stands, and where its knob is."""
        axis, number = "xy".index(self.held), sliders.numbers[self.held]

        def stands() -> float:
            return float(np.mean(self.view.floor.where(self.plane.points)[:, axis]))

        at_plane = reads(number, stands, drawn=[self.plane], name="the number says where the plane is", throughout=True)
        return [at_plane, *knobs_are_read(sliders)]

    def on_surface(self) -> Claim:
        """The curve is a section of the surface."""
        return on_the_surface(self.view, self.curve, name=f"the slice at one {self.held} lies on the surface")

    def graph_is_section(self) -> Claim:
        """The flat graph is that curve."""
        return graph_is_section(self.view, self.held, self.curve, self.graph)

    def tangents_are_partials(self) -> list[Claim]:
        """The tangents, in space and in the graph, have the slope that small steps say."""
        return [
            tangent_is_partial(self.view, self.held, self.tangent, self.ball),
            tangent_in_graph_is_partial(self.graph, self.held, self.ball),
        ]

    def stretched_as_stated(self, note: Mobject) -> list[Claim]:
        """The note says how much steeper the tangent is drawn than it is; of a level one there is nothing to say."""
        level = abs(float(number_on(self.slope))) <= CHANGED
        return [] if level else [stretched_as_stated(self.view, self.tangent, note, at=self.ball)]

    def number_is_slope(self) -> Claim:
        """The number that is read is the slope of the tangent in the graph."""
        return number_is_slope(self.view, self.held, self.graph.tangent, self.slope, graph=self.graph)

    def formula_gives_slope(self, value: Readout) -> Claim:
        """The value of the formula of the partial derivative is the slope of the tangent in space."""
        return number_is_slope(self.view, self.held, self.tangent, value)


def slope_labels(slices: Sequence[Slice], slopes: Sequence[Readout], seen: Callable[[Points], Points]) -> list[Label]:
    """Two slopes, each on a plate at one end of its tangent and in its colour; nothing where there is no tangent.

    They stand at the higher ends; where one number would cover the other there, at those that are seen furthest apart.

    Args:
        seen: says where in the frame points (n, 3) are seen, from all sides from where they will be: (k, n, 2).
    """
    texts = [
        Label(one.view, slope.source, size=38, colour=getattr(one.view.theme, f"partial_{one.free}"))
        for one, slope in zip(slices, slopes, strict=True)
    ]
    size = GAP + np.mean([[text.width, text.height] for text in texts], axis=0)
    choices = [np.array(ends) for ends in product(*map(_ends, slices))]
    apart = [float(np.max(np.abs(np.diff(seen(places), axis=1)) / size, axis=2).min()) for places in choices]
    clear = np.flatnonzero(np.array(apart) > 1)
    best = choices[clear[0] if len(clear) else int(np.argmax(np.nan_to_num(apart)))]
    for text, place in zip(texts, best, strict=True):
        if np.isfinite(place).all():
            text.move_to(place)
        else:
            text.remove(*text)
    return texts


def azimuth_of_true_slopes(slices: Sequence[Slice], seen_from: Callable[[float], Callable[[Points], Points]]) -> float:
    """The camera's azimuth, radians, at which a tangent rises to the right in the frame if its slope is positive.

    And falls if it is negative: of AZIMUTHS that at which the one that does so least does it most. A slope that is
    drawn level, or that has no tangent, asks for nothing.

    Args:
        seen_from: gives for an azimuth what says where in the frame points (n, 3) are seen: (1, n, 2).
    """
    tangents = [one.tangent.points for one in slices if np.isfinite(one.tangent.points).all()]
    ends = [pair for pair in tangents if abs(np.diff(pair, axis=0)[0, 2]) > LEVEL * np.linalg.norm(pair[1] - pair[0])]
    rises = [pair[1, 2] - pair[0, 2] for pair in ends]

    def least(azimuth: float) -> float:
        steep = []
        for pair, rise in zip(ends, rises, strict=True):
            across, up = np.diff(seen_from(azimuth)(pair)[0], axis=0)[0]
            steep.append(float(np.sign(rise) * np.arctan(up / across)))
        return round(min(steep, default=0.0), 2)

    return float(max(AZIMUTHS, key=least))


def _ends(one: Slice) -> Points:
    """The places for a number over the higher end of the tangent and under the lower one: (2, 3), or nan."""
    low, high = sorted(one.tangent.points, key=lambda end: float(end[2]))
    away = BEYOND * (high - low) / np.linalg.norm(high - low) + RAISED * OUT
    places: Points = np.array([high + away, low - away])
    return places
