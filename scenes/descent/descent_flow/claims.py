"""What is claimed of arrows, particles and basins, measured on what is drawn; in the order of the story."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gradanim import gradient_flow
from gradanim.fields.scalar import ScalarField
from gradanim.flows.basins import Basins
from gradanim.paint.arrows import VectorArrows
from gradanim.paint.dots import Dots, Particles
from gradanim.paint.flatten import subpaths
from gradanim.paint.lines import Polylines
from gradanim.stage import Claim, View
from gradanim.stage.claims.differences import by_hand, gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between, largest, number_in
from scenes.descent.shared.valley_rings import ValleyRings

from .edges import no_way_down, walked_down
from .falling_heights import FallingHeights
from .sentences import at_points, outcomes
from .streams import Streams

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


def all_fall(view: View, moving: Particles, graph: FallingHeights, dot: Dots, line: Polylines) -> list[Claim]:
    """No particle climbs, and the graph shows it: of all of them, and of the one with its own dot and line."""
    one = falls_with(view, dot, line, graph, moving)
    return [none_climbs(view, moving), graph_of_heights(view, moving, graph), one]


def none_climbs(view: View, moving: Particles) -> Claim:
    """No drawn particle is ever higher than it has been: the largest rise, as a share of what it has come down."""
    lowest, highest = np.full(moving.count, np.inf), np.full(moving.count, -np.inf)

    def measure() -> float:
        nonlocal lowest, highest
        heights = view.field(*view.where(moving.places()).T)
        rises = heights - lowest
        lowest, highest = np.fmin(lowest, heights), np.fmax(highest, heights)
        falls = highest - lowest
        counted = falls > 1e-6 * view.height_scale
        return float(np.maximum(largest(rises[counted] / falls[counted]), 0.0))

    return Claim("no particle ever climbs", (moving,), measure, 0.0, 0.01, "of its fall", throughout=True)


def graph_of_heights(view: View, moving: Particles, graph: FallingHeights) -> Claim:
    """The drawn lines end at the heights of the drawn particles: the furthest off, in scene units."""

    def measure() -> float:
        heights = view.field(*view.where(moving.places()).T)
        return largest(np.abs(graph.fronts() - graph.at(min(moving.time, moving.duration), heights)))

    return Claim("the lines fall as the particles do", (moving, graph), measure, 0.0, 0.02, "scene units", True)


def falls_with(view: View, dot: Dots, line: Polylines, graph: FallingHeights, moving: Particles) -> Claim:
    """The drawn line of one particle ends at the height of its drawn dot, in scene units; nan once it is gone."""

    def measure() -> float:
        drawn = line.points[np.isfinite(line.points).all(axis=1)]
        height = view.field(*view.where(dot.points[0]))
        if not len(drawn) or not np.isfinite(height):
            return np.nan
        return float(np.linalg.norm(drawn[-1] - graph.at(min(moving.time, moving.duration), height)))

    return Claim("its line falls as it does", (dot, line), measure, 0.0, 0.02, "scene units", throughout=True)


def all_have_ended(view: View, found: Streams, basins: Basins, moving: Particles, marks: ValleyRings) -> list[Claim]:
    """The claims about where the particles are after the last one has ended, as far as there are such."""
    level, left = (np.array([why == name for why in found.ended]) for name in ("flat", "left domain"))
    lowest = np.isin(outcomes(found, basins), ["tip", "crease"])
    claims = [says_the_heights(view, marks), inside_the_rings(moving, marks, at_points(found, basins))]
    claims += [at_level_ground(view, moving, level)] if level.any() else []
    claims += [no_way_down(view, moving, lowest)] if lowest.any() else []
    return [*claims, left_over_the_border(view, moving, left)] if left.any() else claims


def says_the_heights(view: View, marks: ValleyRings) -> Claim:
    """The numbers at the rings are the heights of f at their middles: the furthest off, in their last digits."""

    def measure() -> float:
        off = []
        for ring, text in zip(marks.rings, marks.texts, strict=True):
            if any(character.isdigit() for character in text):
                said, digit = number_in(text)
                off.append(abs(said - by_hand(view.field, *view.where(ring.get_center()))) / digit)
        return max(off, default=0.0)

    return Claim("the numbers at the rings are their heights", (marks,), measure, 0.0, 0.51, "of the last digit")


def inside_the_rings(moving: Particles, marks: ValleyRings, expected: int) -> Claim:
    """So many of the drawn particles are inside drawn rings now."""

    def measure() -> float:
        return float(marks.encloses(moving.places()).sum())

    return Claim("so many have come to the rings", (moving, marks), measure, expected, 0.0, "particles")


def at_level_ground(view: View, moving: Particles, which: NDArray[np.bool_]) -> Claim:
    """Where these particles are drawn now, heights hardly change: the steepest slope there, by differences.

    A slope is compared with the one that climbs the heights of the picture over its width.
    """

    def measure() -> float:
        slopes = np.hypot(*gradients_by_steps(view.field, view.where(moving.places()[which])).T)
        return largest(slopes) / view.slope_scale

    return Claim("where they rest, the gradient is zero", (moving,), measure, 0.0, 0.02, "of a typical slope")


def left_over_the_border(view: View, moving: Particles, which: NDArray[np.bool_]) -> Claim:
    """The last drawn places of these particles lie on the border of the domain: the furthest off, in scene units."""

    def measure() -> float:
        samples = moving.points.reshape(-1, moving.count, 3)[:, which]
        there = np.isfinite(samples).all(axis=2)
        last = samples[there.sum(axis=0) - 1, np.arange(samples.shape[1])]
        box = view.box
        off = np.min(np.abs(last[:, [0, 0, 1, 1]] - [box.left, box.right, box.bottom, box.top]), axis=1)
        step = np.linalg.norm(np.diff(samples, axis=0), axis=2)
        return float(np.max(off) / max(float(np.nanmax(step)), 1e-9))

    return Claim("those that are gone left over the border", (moving,), measure, 0.0, 1.01, "steps of theirs")


def coloured_by_end(view: View, moving: Particles, basins: Basins, basin_colours: NDArray[np.str_]) -> Claim:
    """A dozen of the drawn particles, each sent down alone from where it is: the share with another valley's colour.

    Where there are edges for lines to rattle along, it is walked down by heights alone.
    """
    edges = any(valley.sharp for valley in basins.valleys)

    def measure() -> float:
        places = view.where(moving.places())
        some = np.flatnonzero(np.isfinite(places).all(axis=1))
        some = some[:: max(len(some) // 12, 1)]
        wrong = 0
        for k in some:
            end = walked_down(view.field, places[k]) if edges else flowed_down(view.field, places[k])
            label = int(basins.of([end])[0]) if end is not None else -1
            colours = moving.rgba[k, :3], moving.trail_rgba[k, :3]
            wrong += not np.allclose(colours, _rgb(str(basin_colours[label])), atol=0.01)
        return wrong / max(len(some), 1)

    # one of them may stand on the border between two
    return Claim("a particle has the colour of the valley it goes to", (moving,), measure, 0.0, 0.1, "of a sample")


def flowed_down(f: ScalarField, place: Points) -> Points | None:
    """Where the line of steepest descent from a place comes to rest, shape (2,); None if it does not."""
    path = gradient_flow(f, place, uphill=False)
    return path.points[-1] if path.ended in ("flat", "no gain") else None


def each_in_its_basin(view: View, moving: Particles, patches: VGroup, labels: NDArray[np.int_]) -> Claim:
    """The drawn particles are in the drawn patches of the valleys they go to: the share that is not."""

    def measure() -> float:
        places, wrong = moving.places()[:, :2], 0.0
        known = np.flatnonzero((labels >= 0) & np.isfinite(places).all(axis=1))
        for label in np.unique(labels[known]):
            mine = known[labels[known] == label]
            wrong += np.count_nonzero(~_inside(patches[label], places[mine]))
        return wrong / max(known.size, 1)

    return Claim("none leaves its basin", (moving, patches), measure, 0.0, 0.02, "of the particles", throughout=True)


TURN = 3.0  # degrees


def orthogonal_to_contours(view: View, lines: Polylines, clear: NDArray[np.bool_] | None = None) -> Claim:
    """The pieces of the drawn lines run down the gradient at their middles: the angle nine in ten keep to (degrees).

    A piece on which the gradient itself turns by more than TURN, as on the floor of a narrow valley, has no one angle.

    Args:
        clear: which corners of the lines come before an edge, shape (n,); all, unless given. Along an edge there is
            no one gradient.
    """

    def measure() -> float:
        pieces = lines.ends[:, :2]
        ends = lines.points[pieces if clear is None else pieces[clear[pieces].all(axis=1)]]
        ways = (ends[:, 1] - ends[:, 0])[:, :2]
        before, uphill, after = (
            gradients_by_steps(view.field, view.where(places)) for places in (ends[:, 0], ends.mean(axis=1), ends[:, 1])
        )
        turns = np.maximum(degrees_between(before, uphill), degrees_between(after, uphill))
        seen = (np.hypot(*ways.T) > 1e-4) & (turns < TURN)
        return float(np.percentile(degrees_between(-ways[seen], uphill[seen]), 90)) if seen.any() else np.nan

    return Claim("the lines run straight down the slope", (lines,), measure, 0.0, 5.0, "degrees")


def _inside(patch: VMobject, places: Points) -> NDArray[np.bool_]:
    """Whether places lie in a drawn region, by the parity of the borders to their right; near a border, they do."""
    inside = np.zeros(len(places), bool)
    near = np.zeros(len(places), bool)
    for path in subpaths(patch):
        corners = np.vstack([path[0::4], path[-1:]])[:, :2]
        (ax, ay), (bx, by) = corners[:-1].T[:, :, None], corners[1:].T[:, :, None]
        x, y = places.T
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
            share = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2), 0, 1)
        inside ^= np.sum(crossing, axis=0) % 2 == 1
        near |= np.nanmin(np.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y), axis=0) < 0.03
    return inside | near


def _rgb(colour: str) -> Points:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
