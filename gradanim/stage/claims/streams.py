"""What a stream of particles claims: drawn places against heights, and against differences of heights."""

import numpy as np
from numpy.typing import NDArray

from gradanim.paint import Dots, Particles, Polylines, VectorArrows
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between, largest
from gradanim.stage.graphs.falling import FallingHeights
from gradanim.stage.view import View

TURN = 3.0  # degrees
Points = NDArray[np.float64]


def point_the_steepest_way(view: View, arrows: VectorArrows, *, sign: int) -> Claim:
    """Every drawn arrow points the way heights rise fastest (sign 1) or fall (-1): the worst angle, in degrees."""

    def measure() -> float:
        ways = (arrows.heads - arrows.tails)[:, :2]
        uphill = sign * smooth_gradients_by_steps(view.field, view.where((arrows.heads + arrows.tails) / 2))
        angles = degrees_between(ways, uphill)
        # at a kink, and on the few grid points next to one, differences of heights say nothing
        return float(np.nanpercentile(angles, 98)) if np.isfinite(angles).any() else np.nan

    name = "every arrow points the steepest way up" if sign > 0 else "every arrow points the steepest way down"
    return Claim(name, (arrows,), measure, 0.0, 2.0, "degrees")


def none_climbs(view: View, moving: Particles) -> Claim:
    """No drawn particle is ever higher than it has been: the largest rise, as a share of what it has come down."""
    lowest, highest = np.full(moving.count, np.inf), np.full(moving.count, -np.inf)

    def measure() -> float:
        nonlocal lowest, highest
        heights = view.field(*view.where(moving.places()).T)
        rises = heights - lowest
        lowest, highest = np.fmin(lowest, heights), np.fmax(highest, heights)
        falls = highest - lowest
        told = falls > 1e-6 * view.height_scale
        return float(np.maximum(largest(rises[told] / falls[told]), 0.0))

    return Claim("no particle ever climbs", (moving,), measure, 0.0, 0.01, "of its fall", throughout=True)


def falls_with(view: View, dot: Dots, line: Polylines, graph: FallingHeights, moving: Particles) -> Claim:
    """The drawn line of one particle ends at the height of its drawn dot, in scene units; nan once it is gone."""

    def measure() -> float:
        drawn = line.points[np.isfinite(line.points).all(axis=1)]
        height = view.field(*view.where(dot.points[0]))
        if not len(drawn) or not np.isfinite(height):
            return np.nan
        return float(np.linalg.norm(drawn[-1] - graph.at(min(moving.time, moving.duration), height)))

    return Claim("its line falls as it does", (dot, line), measure, 0.0, 0.02, "scene units", throughout=True)


def all_fall(view: View, moving: Particles, graph: FallingHeights, dot: Dots, line: Polylines) -> list[Claim]:
    """No particle climbs, and the graph shows it: of all of them, and of the one with its own dot and line."""
    one = falls_with(view, dot, line, graph, moving)
    return [none_climbs(view, moving), graph_of_heights(view, moving, graph), one]


def square_to_contours(view: View, lines: Polylines) -> Claim:
    """The pieces of the drawn lines run down the gradient at their middles: the angle nine in ten keep to (degrees).

    A piece on which the gradient itself turns by more than TURN, as on the floor of a narrow valley, has no one angle.
    """

    def measure() -> float:
        ends = lines.points[lines.ends]
        ways = (ends[:, 1] - ends[:, 0])[:, :2]
        before, uphill, after = (
            gradients_by_steps(view.field, view.where(places)) for places in (ends[:, 0], ends.mean(axis=1), ends[:, 1])
        )
        turns = np.maximum(degrees_between(before, uphill), degrees_between(after, uphill))
        seen = (np.hypot(*ways.T) > 1e-4) & (turns < TURN)
        return float(np.percentile(degrees_between(-ways[seen], uphill[seen]), 90)) if seen.any() else np.nan

    return Claim("the lines run straight down the slope", (lines,), measure, 0.0, 5.0, "degrees")


def graph_of_heights(view: View, moving: Particles, graph: FallingHeights) -> Claim:
    """The drawn lines end at the heights of the drawn particles: the furthest off, in scene units."""

    def measure() -> float:
        heights = view.field(*view.where(moving.places()).T)
        return largest(np.abs(graph.fronts() - graph.at(min(moving.time, moving.duration), heights)))

    return Claim("the lines fall as the particles do", (moving, graph), measure, 0.0, 0.02, "scene units", True)
