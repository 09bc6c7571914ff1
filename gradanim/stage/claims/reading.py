"""What is drawn, read back: the corners of lines, how they run, the numbers that are shown."""

import re

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.paint import Bulk
from gradanim.stage.typeset.readouts import Readout

CORNER = 0.3  # radians; drawn contours turn by less from piece to piece, unless f itself has a kink there
READABLE = 0.15  # scene units; a shorter arrow has no length and no angle that could be seen
_DIGITS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_NUMBER = r"([-\N{MINUS SIGN}]?\d+(?:\.\d+)?)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)| times 10\^\(?(-?\d+))?"
Points = NDArray[np.float64]


def number_on(readout: Readout) -> float:
    """The number that a readout shows; nan where it shows none."""
    return float(readout.text) * 10.0**readout.exponent if readout.text != "-" else np.nan


def number_in(text: str) -> tuple[float, float]:
    """The last number in a sentence or a formula, as `spoken` or Typst write it, and what its last digit is worth.

    Both are nan where there is none.
    """
    numbers = re.findall(_NUMBER, text)
    if not numbers:
        return np.nan, np.nan
    digits, raised, typed = numbers[-1]
    unit = 10.0 ** int(raised.translate(_DIGITS) or typed or 0)
    return float(digits.replace("\N{MINUS SIGN}", "-")) * unit, unit * 10.0 ** -len(digits.partition(".")[2])


def number_shown(drawn: Mobject) -> tuple[float, float]:
    """The number that a readout, or the last one that a typeset text shows, and what its last digit is worth."""
    if isinstance(drawn, Readout):
        return number_on(drawn), 10.0 ** (drawn.exponent - drawn.places)
    return number_in(drawn.typst_code)


def largest(values: Points) -> float:
    """The largest of those that are numbers; nan if none is."""
    known = values[np.isfinite(values)]
    return float(known.max()) if known.size else np.nan


def degrees_between(ways: Points, others: Points) -> Points:
    """The angles between vectors, both of shape (..., d), in degrees; nan where one has no direction."""
    with np.errstate(all="ignore"):
        sizes = [v / np.max(np.abs(v), axis=-1, keepdims=True) for v in (ways, others)]  # whose squares fit a float
        units = [v / np.linalg.norm(v, axis=-1, keepdims=True) for v in sizes]
        return np.degrees(np.arccos(np.clip(np.sum(units[0] * units[1], axis=-1), -1, 1)))


def corners_of(line: Mobject) -> Points:
    """The corners of a drawn broken line, shape (n, 3): the anchors of its Bezier pieces."""
    if not len(line.points):
        return np.empty((0, 3))
    if isinstance(line, Bulk):
        return np.asarray(line.points)
    return np.vstack([line.points[0::4], line.points[-1:]])


def tangent_at(corners: Points, point: Points) -> Points:
    """The unit tangent, shape (3,), of a broken line at its place nearest to the point.

    Between two corners it turns evenly from the tangent of one to that of the other, each the derivative of the
    parabola through three neighbouring corners, so that unequal distances between them do not tilt it. Next to a
    corner sharper than CORNER there is none: nan.
    """
    steps = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    corners = corners[np.append(True, steps > 1e-9)[: len(corners)]]  # around a summit a contour can be that small
    if len(corners) < 2:
        return np.full(3, np.nan)
    pieces = np.diff(corners, axis=0)
    shares = np.clip(np.sum((point - corners[:-1]) * pieces, axis=1) / np.sum(pieces**2, axis=1), 0, 1)
    k = int(np.argmin(np.linalg.norm(corners[:-1] + shares[:, None] * pieces - point, axis=1)))
    closed = len(corners) > 3 and np.allclose(corners[0], corners[-1])
    before, after = (_corner_tangent(pieces, corner, closed) for corner in (k, k + 1))
    tangent = (1 - shares[k]) * before + shares[k] * after
    return tangent / np.linalg.norm(tangent)


def _corner_tangent(pieces: Points, corner: int, closed: bool) -> Points:
    """The tangent at a corner of a broken line of these pieces, about as long as 1."""
    count = len(pieces)
    if count == 1:
        return pieces[0] / np.linalg.norm(pieces[0])
    middle = corner if closed or 0 < corner < count else 1 if corner == 0 else count - 1
    before, after = pieces[middle - 1], pieces[middle % count]
    a, b = np.linalg.norm(before), np.linalg.norm(after)
    if before @ after < np.cos(CORNER) * a * b:
        return np.full(3, np.nan)
    bend = (after / b - before / a) / (a + b)
    return before / a + bend * (a if corner == middle else -a if corner == 0 else a + 2 * b)
