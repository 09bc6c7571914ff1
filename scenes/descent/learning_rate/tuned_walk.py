"""The walk with whatever rate is set now, on the map and in the cut, and what is claimed of it."""

import numpy as np
from manim import ValueTracker
from numpy.typing import NDArray

from gradanim import Gradient, descend
from gradanim.stage import Claim, View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.typeset import Readout
from scenes.descent.shared.graph_claims import cuts_are_heights
from scenes.descent.shared.step_claims import obeys
from scenes.descent.shared.steps import SAMPLES, Steps, padded

from .bowl import Bowl
from .bowl_cut import BowlCut
from .claims import (
    cut_through_walker,
    most_curved,
    multiplies,
    number_is_curvature,
    oscillates,
    same_distances,
    slope_grows_by,
)


class TunedWalk:
    """The walk from a place with whatever rate is set now.

    Attributes:
        rate: the learning rate, a tracker.
        taken: how many of the steps are shown, a tracker.
        first: the first step alone, on the map.
        walk, walk_in_cut: the steps on the map, and in the cut.
        cut, axis: the graph of the cut, and its line on the map.
        tangent, beginning: of the cut, where the walk begins; and the distance and the slope there.
    """

    def __init__(self, view: View, bowl: Bowl, begin: Point, graph_box: Box, *, rate: float, steps: int) -> None:
        self.view, self.bowl, self.begin, self.steps = view, bowl, begin, steps
        self.rate, self.taken = ValueTracker(rate), ValueTracker(0)
        self.cut = BowlCut(view, bowl, begin, graph_box, self.here)
        (self.axis,), self.tangent = self.cut.marks, self.cut.tangent(begin)
        self.beginning = self.cut.slope(begin)
        self.first = Steps(view, lambda: self.stops()[:2], 1)
        self.walk = Steps(view, self.stops, self.taken.get_value)
        self.walk_in_cut = Steps(
            self.cut.over(), self.stops, self.taken.get_value, width=2, radius=0.035, samples=SAMPLES
        )

    @property
    def factor(self) -> float:
        """By what a step multiplies the distance from the middle of the cut."""
        return 1 - self.rate.get_value() * self.bowl.curvatures[1]

    def stops(self) -> NDArray[np.float64]:
        """Where the walk stops, shape (steps + 1, 2), as many places for every rate."""
        path = descend(self.view.field, self.begin, rate=self.rate.get_value(), steps=self.steps)
        return padded(path.points, self.steps)

    def here(self) -> NDArray[np.float64]:
        """Where the walker is now, shape (2,), also between two stops."""
        stops, taken = self.stops(), self.taken.get_value()
        known = stops[np.isfinite(stops).all(axis=1)]
        times = np.arange(len(known))
        return np.array([np.interp(taken, times, column) for column in known.T])

    def steps_by(self, rate: float, *, name: str) -> Claim:
        """The first step is that of a rate."""
        return obeys(self.view, self.first, Gradient(), rate, name=name)

    def cuts_across(self, curvature: Readout) -> list[Claim]:
        """The cut lies where the bowl curves most, by the number that is read, and shows the heights."""
        view, axis = self.view, self.axis
        return [most_curved(view, axis), number_is_curvature(view, axis, curvature), cuts_are_heights(view, self.cut)]

    def slopes_by(self, curvature: Readout, distance: Readout, slope: Readout) -> Claim:
        """Where the walk begins, the slope in the cut is the curvature times the distance, as their numbers say."""
        return slope_grows_by(self.cut, self.tangent, curvature, distance, slope)

    def multiplies(self, factor: Readout) -> list[Claim]:
        """In both pictures the distances are the same, and a step multiplies them by the number that is read."""
        return [
            same_distances(self.view, self.axis, self.walk, self.cut, self.walk_in_cut),
            multiplies(self.view, self.walk, self.axis, factor),
            *self.stays_in_the_cut(),
        ]

    def stays_in_the_cut(self) -> list[Claim]:
        """In every frame the drawn cut goes through the walker, and the ball of the graph is where he is."""
        return cut_through_walker(self.view, self.axis, self.walk, self.cut, self.walk_in_cut)

    def oscillates_at_the_limit(self) -> list[Claim]:
        """With the rate 2/L the steps come back to the same distance."""
        rule = obeys(self.view, self.walk, Gradient(), self.bowl.limit, name="so do they at 2/L")
        return [oscillates(self.view, self.walk, self.axis), rule, *self.stays_in_the_cut()]
