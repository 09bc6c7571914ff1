"""What is claimed of arrows, particles and basins, measured on what is drawn; in the order of the story."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim import gradient_flow
from gradanim.fields.standing import flatness
from gradanim.flows.basins import NOWHERE, REACH, RESTING, Basins
from gradanim.paint.arrows import VectorArrows
from gradanim.paint.dots import Dots, Particles
from gradanim.paint.flatten import subpaths
from gradanim.paint.lines import Polylines
from gradanim.stage import Claim, View
from gradanim.stage.claims import at_least
from gradanim.stage.claims.differences import by_hand, gradients_by_steps, smooth_gradients_by_steps
from gradanim.stage.claims.reading import degrees_between, largest, number_in
from scenes.descent.shared.valley_rings import ValleyRings

from .basins import DEEPER
from .edges import lowest_around, no_way_down, walked_down
from .falling_heights import FallingHeights
from .saddles import SaddleMarks
from .sentences import at_points, outcomes
from .streams import Streams, quasirandom_points

Points = NDArray[np.float64]

ALONG_THE_BORDER = 32  # places from which ways are likely to leave the picture
STEP, WALK = 0.002, 1500  # of the diagonal, and so many: how places are walked down
UNDECIDED = -2


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
    level = found.within & np.array([why == "flat" for why in found.ended])
    left = ~found.within
    lowest = found.within & np.isin(outcomes(found, basins), ["tip", "crease"])
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
                off.append(abs(said - by_hand(view.field, *view.where(ring.get_arc_center()))) / digit)
        return max(off, default=0.0)

    return Claim("the numbers at the rings are their heights", (marks,), measure, 0.0, 0.51, "of the last digit")


def stands_higher(view: View, marks: ValleyRings, one: ArrayLike, lowest: ArrayLike) -> Claim:
    """The ring around one place of the plane is higher than that around another: f at their drawn middles, by hand."""

    def height(place: ArrayLike) -> float:
        middles = np.array([ring.get_arc_center() for ring in marks.rings])
        nearest = middles[np.argmin(np.linalg.norm(middles - view.at(*np.asarray(place, float)), axis=1))]
        return by_hand(view.field, *view.where(nearest))

    name = "this minimum is not the lowest"
    return at_least(lambda: (height(one) - height(lowest)) / view.height_scale, DEEPER / 2, name=name, drawn=(marks,))


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

    return Claim("where they are, the gradient is nearly zero", (moving,), measure, 0.0, 0.02, "of a typical slope")


def left_over_the_border(view: View, moving: Particles, which: NDArray[np.bool_]) -> Claim:
    """The last drawn places of these particles lie on the border of the domain: the furthest off, in scene units."""

    def measure() -> float:
        samples = moving.points.reshape(-1, moving.count, 3)[:, which]
        there = np.isfinite(samples).all(axis=2)
        last = samples[len(there) - 1 - np.argmax(there[::-1], axis=0), np.arange(samples.shape[1])]
        box = view.box
        off = np.min(np.abs(last[:, [0, 0, 1, 1]] - [box.left, box.right, box.bottom, box.top]), axis=1)
        step = np.linalg.norm(np.diff(samples, axis=0), axis=2)
        return float(np.max(off) / max(float(np.nanmax(step)), 1e-9))

    return Claim("those that are gone left over the border", (moving,), measure, 0.0, 1.01, "steps of theirs")


def coloured_by_end(view: View, moving: Particles, basins: Basins, basin_colours: NDArray[np.str_]) -> Claim:
    """A dozen of the drawn particles, each sent down alone from where it is: the share with another valley's colour."""

    def measure() -> float:
        places = view.where(moving.places())
        some = np.flatnonzero(np.isfinite(places).all(axis=1))
        some = some[:: max(len(some) // 12, 1)]
        wrong = 0
        for k in some:
            label = _comes_to(basins, places[k])
            colours = moving.rgba[k, :3], moving.trail_rgba[k, :3]
            wrong += not np.allclose(colours, _rgb(str(basin_colours[label])), atol=0.01)
        return wrong / max(len(some), 1)

    # one of them may stand on the border between two
    return Claim("a particle has the colour of the valley it goes to", (moving,), measure, 0.0, 0.1, "of a sample")


def regions_are_basins(view: View, patches: VGroup, basins: Basins) -> Claim:
    """Places all over the picture and along its border, walked down in little steps: how many lie in another region.

    Of all places, or of those alone whose way leaves the picture and comes back, whichever share is larger.
    """
    domain = view.field.domain
    turn = 2 * np.pi * (np.arange(ALONG_THE_BORDER) + 0.3) / ALONG_THE_BORDER
    way = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    border = domain.centre + 0.98 / 2 * np.array(domain.sides) * way / np.abs(way).max(axis=1, keepdims=True)
    places = np.vstack([quasirandom_points(view.field, 8), border])
    places = places[np.isfinite(view.field(*places.T))]

    def measure() -> float:
        goals, left = walked_to(basins, places)
        wrong, back = [], []
        for goal, out, spot in zip(goals.tolist(), left, view.at(*places.T)[:, :2], strict=True):
            if goal == UNDECIDED:
                continue
            regions = [k for k, patch in enumerate(patches) if _inside(patch, spot[None], near=0.0)[0]]
            wrong.append(regions != ([goal] if goal >= 0 else []) and not _on_a_border(patches, spot))
            back.append(bool(out) and goal >= 0)
        came_back = np.array(wrong)[back]
        return float(max(np.mean(wrong), np.mean(came_back) if came_back.size else 0.0)) if wrong else 0.0

    said = "a region holds what flows to its valley, also around outside"
    return Claim(said, (patches,), measure, 0.0, 0.1, "of a sample")


def on_borders(view: View, saddles: SaddleMarks, basins: Basins) -> list[Claim]:
    """The drawn marks are at places of no slope, and from both sides of each it goes down to different valleys."""

    def slopes() -> float:
        places = view.where(saddles.places)
        return largest(np.hypot(*gradients_by_steps(view.field, places).T)) / view.slope_scale

    def one_sided() -> float:
        return float(sum(len(_goals(basins, place)) < 2 for place in view.where(saddles.places)))

    return [
        Claim("at a saddle the gradient is zero", (saddles,), slopes, 0.0, 0.02, "of a typical slope"),
        Claim("from a saddle it goes down to two basins", (saddles,), one_sided, 0.0, 0.0, "saddles that do not"),
    ]


def _goals(basins: Basins, saddle: Points) -> set[int]:
    """The valleys of the two lowest places on opposite sides of a saddle."""
    (low,), _ = lowest_around(basins.f, saddle[None], np.array([0.02 * basins.f.domain.diagonal]))
    return {_comes_to(basins, low), _comes_to(basins, 2 * saddle - low)}


def walked_to(basins: Basins, places: Points) -> tuple[NDArray[np.int_], NDArray[np.bool_]]:
    """The valleys that walks in steps of one length lead places to, and which of them leave the domain on their way.

    On level ground, as on the plain around hills, a walk ends. Who gets no further, as between the walls of a ravine,
    and is at no valley, is UNDECIDED.
    """
    f, d = basins.f, basins.f.domain
    step, walked, level = STEP * d.diagonal, places.copy(), flatness(f)
    left, gone = np.zeros(len(places), bool), np.zeros(len(places), bool)

    def way(where: Points) -> Points:
        uphill = f.gradient(*where.T)
        slopes = np.hypot(*uphill)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(slopes <= level, 0.0, -uphill / slopes).T

    for _ in range(WALK):
        walked = walked + step * way(walked + step / 2 * way(walked))
        off = np.abs(walked - d.centre) / d.sides
        left |= (off > 0.5).any(axis=1)
        gone |= ~(off <= REACH / 2).all(axis=1)
    goals = np.full(len(places), UNDECIDED)
    goals[gone | ((np.abs(walked - d.centre) / d.sides) > 0.5).any(axis=1)] = NOWHERE
    for k, valley in enumerate(basins.valleys):
        near = np.hypot(*np.moveaxis(walked[:, None] - valley.ends, -1, 0)).min(axis=1) < 0.02 * d.diagonal
        goals[near] = k
    return goals, left


def _comes_to(basins: Basins, place: Points) -> int:
    """The valley that a line of its own leads a place to; where there are edges, it is walked by heights alone."""
    f, d = basins.f, basins.f.domain
    wide = d.around(d.centre, REACH * d.width)
    if any(valley.sharp for valley in basins.valleys):
        end = walked_down(f, place, wide)
        return NOWHERE if end is None else int(basins.of([end])[0])
    path = gradient_flow(f.on(wide), place, uphill=False, flat=flatness(f))
    return int(basins.of(path.points[-1:])[0]) if path.ended in RESTING else NOWHERE


def each_in_its_basin(view: View, moving: Particles, patches: VGroup, labels: NDArray[np.int_]) -> Claim:
    """The drawn particles are in the drawn patches of the valleys they go to: the share that is not."""

    def measure() -> float:
        places, wrong = moving.places()[:, :2], 0.0
        box = view.box  # beyond which nothing is coloured
        seen = (np.abs(places - box.centre[:2]) <= np.array([box.width, box.height]) / 2).all(axis=1)
        known = np.flatnonzero((labels >= 0) & seen)
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


def _on_a_border(patches: VGroup, spot: Points) -> bool:
    """Whether a drawn place lies on the border of one of the regions, nearly."""
    return any(_inside(patch, spot[None])[0] != _inside(patch, spot[None], near=0.0)[0] for patch in patches)


def _inside(patch: VMobject, places: Points, near: float = 0.03) -> NDArray[np.bool_]:
    """Whether places lie in a drawn region, by the parity of the borders to their right; near a border, they do."""
    inside = np.zeros(len(places), bool)
    touching = np.zeros(len(places), bool)
    for path in subpaths(patch):
        corners = np.vstack([path[0::4], path[-1:]])[:, :2]
        (ax, ay), (bx, by) = corners[:-1].T[:, :, None], corners[1:].T[:, :, None]
        x, y = places.T
        with np.errstate(divide="ignore", invalid="ignore"):
            crossing = ((ay > y) != (by > y)) & (x < ax + (y - ay) * (bx - ax) / (by - ay))
            share = np.clip(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2), 0, 1)
        inside ^= np.sum(crossing, axis=0) % 2 == 1
        touching |= np.nanmin(np.hypot(ax + share * (bx - ax) - x, ay + share * (by - ay) - y), axis=0) < near
    return inside | touching


def _rgb(colour: str) -> Points:
    return np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
