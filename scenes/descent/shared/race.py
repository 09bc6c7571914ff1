"""Walks that go side by side: each on the map and in the graph of their heights, with a clock of its own."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from manim import Animation, ValueTracker, linear

from gradanim import Path, Rule
from gradanim.stage import Claim, View
from gradanim.stage.frame.layout import Box

from .graph_claims import graph_is_height
from .height_graph import HeightGraph
from .step_claims import obeys
from .steps import Steps, padded

ABOVE = 1.0  # z of the lowest walk; all of them stay below what is named on the map, at 2
HEADS = (0.11, 0.01)  # radius of the last walker, and how much larger each one before is: those below show as rings


class Race:
    """Walks on the map and their heights, as far as their clocks have come.

    Args:
        steps: as many as the longest walk may have.
        names, colours: of each walk.
        floor: as of the `HeightGraph`.
        width, radius: of the lines and of their stops.
        costs: what a step of each walk counts; 1 if that is not given.
        counted: what is counted.

    Attributes:
        graph: of the heights; it comes with the names of the curves.
        clocks: how many steps each walk has taken, trackers.
        tracks, curves: each walk on the map and in the graph.
    """

    def __init__(
        self,
        view: View,
        graph_box: Box,
        walks: Sequence[Path],
        names: Sequence[str],
        colours: Sequence[str],
        *,
        steps: int,
        floor: float | None = None,
        width: float = 4,
        radius: float = 0.05,
        costs: Sequence[int] = (),
        counted: str = "step",
    ) -> None:
        self.view, self.walks, self.steps = view, walks, steps
        heights = [padded(walk.heights, steps) for walk in walks]
        self.costs = costs or [1] * len(walks)
        self.graph = HeightGraph(
            view, graph_box, heights, names, colours, floor=floor, costs=self.costs, counted=counted
        )
        self.clocks = [ValueTracker(0) for _ in walks]
        self.tracks, self.curves = [], []
        for k, (walk, known, clock) in enumerate(zip(walks, heights, self.clocks, strict=True)):
            look: dict[str, Any] = {
                "width": width,
                "radius": radius,
                "head": HEADS[0] + (len(walks) - 1 - k) * HEADS[1],
            }
            self.tracks.append(Steps(view, walk.points, clock.get_value, colours[k], **look))
            self.curves.append(self.graph.curve(known, clock.get_value, colours[k], cost=self.costs[k]))
        self._layer()

    def _layer(self) -> None:
        """No walk hides another: the longest lies lowest, and all heads above all lines."""
        lengths = [float(np.hypot(*np.diff(walk.points, axis=0).T).sum()) for walk in self.walks]
        for above, k in enumerate(np.argsort(lengths, kind="stable")[::-1]):
            track, share = self.tracks[k], 1 / (2 * len(lengths))
            for part in (track.line, track.dots):
                part.set_z_index(ABOVE + above * share)
            track.head.set_z_index(ABOVE + 0.5 + k * share)

    def taken(self, k: int) -> int:
        """How many steps a walk has in all."""
        return len(self.walks[k].points) - 1

    def run(self, k: int, *, seconds: float) -> Animation:
        """One walk from wherever it is to its end."""
        clock = self.clocks[k]
        return clock.animate(rate_func=linear, run_time=seconds).set_value(self.taken(k))

    def run_all(self, *, seconds: float) -> list[Animation]:
        """All walks from the start, side by side: whose steps cost more, takes fewer of them in the same time."""
        for clock in self.clocks:
            clock.set_value(0)
        return [
            clock.animate(rate_func=linear, run_time=seconds).set_value(self.steps / cost)
            for clock, cost in zip(self.clocks, self.costs, strict=True)
        ]

    def claims(self, k: int, rule: Rule, rate: float, *, name: str = "") -> list[Claim]:
        """A walk obeys its rule, and its curve shows its heights; nothing of one that takes no step."""
        if not self.taken(k):
            return []
        track = self.tracks[k]
        return [
            obeys(self.view, track, rule, rate, name=name),
            graph_is_height(self.view, self.graph, self.curves[k], track, self.costs[k]),
        ]
