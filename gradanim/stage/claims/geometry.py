"""Claims about drawn arrows, lines and curves: their angles, where they lie and meet, how long they are.

Each takes the mobjects it is about and a name, the sentence that it stands for, and reads their points off the picture.
"""

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.paint import Sheet, SolidArrow
from gradanim.stage.claims.claim import Claim, Comparison
from gradanim.stage.claims.pieces import direction_at, distances_to, pieces_of, points_of
from gradanim.stage.claims.reading import degrees_between, largest
from gradanim.stage.marks.pointers import Pointing

Points = NDArray[np.float64]
OFF = 1.5  # degrees; a right angle or a parallel that is further off is seen to be none
NEAR = 0.03  # scene units; what is nearer is seen to touch
HAIR = 1e-7 * np.array([0.618, 0.786])  # scene units, in no direction that lines are likely to have


def angle(
    first: Mobject, second: Mobject, degrees: float, *, name: str, comparison: Comparison = "equal",
    tolerance: float = OFF, throughout: bool = False,
) -> Claim:  # fmt: skip
    """The angle between two drawn arrows, lines or curves, in degrees, where the tail of the first arrow is.

    Between two arrows it is from 0 to 180; a line has no direction, and with one it is from 0 to 90. Two curves are
    compared where they are nearest to each other. A sheet stands for its normal: what lies in its plane is at 90
    degrees to it. There is none if an arrow is too short to be read.

    Args:
        comparison: whether it has to be so large, "at least" so large or "at most".
    """
    return Claim(
        name, (first, second), lambda: _angle(first, second), degrees, tolerance, "degrees", throughout, comparison
    )


def orthogonal(
    first: Mobject, second: Mobject, *, name: str = "they meet at a right angle", tolerance: float = OFF,
    throughout: bool = False,
) -> Claim:  # fmt: skip
    """Two drawn arrows, lines or curves meet at a right angle, on the screen (degrees)."""
    return Claim(name, (first, second), lambda: _folded(_angle(first, second)), 90.0, tolerance, "degrees", throughout)


def parallel(
    first: Mobject, second: Mobject, *, name: str = "they are parallel", tolerance: float = OFF,
    throughout: bool = False,
) -> Claim:  # fmt: skip
    """Two drawn arrows, lines or curves run along each other, the same way or the opposite one (degrees)."""
    return Claim(name, (first, second), lambda: _folded(_angle(first, second)), 0.0, tolerance, "degrees", throughout)


def lies_on(
    drawn: Mobject, line: Mobject, *, name: str = "it lies on the line", tolerance: float = NEAR,
    throughout: bool = False,
) -> Claim:  # fmt: skip
    """All of a dot, an arrow or a line is on a drawn line or curve: the furthest point off, in scene units."""

    def measure() -> float:
        return largest(distances_to(points_of(drawn), pieces_of(line)))

    return Claim(name, (drawn, line), measure, 0.0, tolerance, "scene units", throughout)


def touches(
    first: Mobject, second: Mobject, *, name: str = "they touch", tolerance: float = NEAR, throughout: bool = False
) -> Claim:
    """Two drawn things have a place in common: how far they are apart, in scene units."""

    def measure() -> float:
        if _crossings(first, second):
            return 0.0
        apart = [distances_to(points_of(a), pieces_of(b)) for a, b in ((first, second), (second, first))]
        known = np.concatenate(apart)
        return float(np.nanmin(known)) if np.isfinite(known).any() else np.nan

    return Claim(name, (first, second), measure, 0.0, tolerance, "scene units", throughout)


def crosses(first: Mobject, second: Mobject, *, name: str = "they cross", throughout: bool = False) -> Claim:
    """Two drawn lines or curves go through each other, as seen from above: the number of crossings."""

    def measure() -> float:
        drawn = len(pieces_of(first)) and len(pieces_of(second))
        return float(_crossings(first, second)) if drawn else np.nan

    return Claim(name, (first, second), measure, 1.0, 0.0, "crossings", throughout, "at least")


def same_length(
    first: Mobject, second: Mobject, *, name: str = "they are equally long", tolerance: float = 0.02,
    throughout: bool = False,
) -> Claim:  # fmt: skip
    """Two drawn arrows, lines or curves are equally long: the length of the first, in lengths of the second."""

    def measure() -> float:
        one, other = (float(np.sum(np.linalg.norm(np.diff(pieces_of(m), axis=1), axis=2))) for m in (first, second))
        return one / other if other > 0 and one > 0 else np.nan

    return Claim(name, (first, second), measure, 1.0, tolerance, "of the other", throughout)


def _angle(first: Mobject, second: Mobject) -> float:
    """From 0 to 180 degrees between arrows, else from 0 to 90; nan where one has no direction."""
    arrows = [drawn for drawn in (first, second) if isinstance(drawn, Pointing | SolidArrow)]
    flat = [drawn for drawn in (first, second) if isinstance(drawn, Sheet)]
    if arrows:
        place = points_of(arrows[0])[:1]
    elif flat:
        place = points_of(second if flat[0] is first else first)[:1]
    else:
        places = points_of(first)
        apart = distances_to(places, pieces_of(second))
        place = places[[np.nanargmin(apart)]] if np.isfinite(apart).any() else places[:0]
    if not len(place):
        return np.nan
    degrees = float(degrees_between(direction_at(first, place[0]), direction_at(second, place[0])))
    return degrees if len(arrows) == 2 else _folded(degrees)


def _folded(degrees: float) -> float:
    return float(np.minimum(degrees, 180 - degrees))


def _crossings(first: Mobject, second: Mobject) -> int:
    """How often the pieces of two drawn lines cross in x and y.

    They do so also in a corner of both. Lines that only meet there come apart as soon as one of them is moved a hair
    aside, to one side or to the other.
    """
    (a, b), (c, d) = (np.moveaxis(pieces_of(drawn)[:, :, :2], 1, 0) for drawn in (first, second))

    def count(aside: Points) -> int:
        p, q = a[:, None] + aside, b[:, None] + aside
        return int(np.count_nonzero((_side(p, q, c) * _side(p, q, d) < 0) & (_side(c, d, p) * _side(c, d, q) < 0)))

    return min(count(HAIR), count(-HAIR))


def _side(p: Points, q: Points, r: Points) -> Points:
    """On which side of lines from p to q the points r lie, all (..., 2): 1 to the left, -1 to the right."""
    (px, py), (qx, qy), (rx, ry) = (np.moveaxis(points, -1, 0) for points in (p, q, r))
    side: Points = np.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
    return side
