"""What is drawn, read back as straight pieces and points: where it lies, and how it runs at a place."""

import numpy as np
from manim import Dot, Mobject, VMobject
from numpy.typing import NDArray

from gradanim.paint import Dots, Polylines, Sheet, SolidArrow
from gradanim.stage.claims.reading import READABLE, corners_of, tangent_at
from gradanim.stage.marks.pointers import Pointing

TOUCH = 1e-6  # scene units: a piece that begins this near to where the last one ended goes on from it
Points = NDArray[np.float64]


def pieces_of(drawn: Mobject) -> Points:
    """The straight pieces of all drawn lines in a mobject, begin and end each: (n, 2, 3). An arrow is one piece."""
    if isinstance(drawn, Pointing | SolidArrow):
        return np.stack(_ends(drawn))[None]
    pieces = [np.empty((0, 2, 3))]
    for part in drawn.submobjects:
        pieces.append(pieces_of(part))
    if isinstance(drawn, Polylines):
        pieces.append(drawn.points[drawn.ends[:, :2]])
    elif isinstance(drawn, VMobject) and len(drawn.points):
        pieces.append(np.stack([drawn.points[0::4], drawn.points[3::4]], axis=1))
    every = np.concatenate(pieces)
    return every[np.isfinite(every).all(axis=(1, 2))]


def points_of(drawn: Mobject) -> Points:
    """Where a mobject is drawn, shape (n, 3): the ends of arrows, the middles of dots, the corners of lines."""
    if isinstance(drawn, Dot):
        return drawn.get_center()[None]
    if isinstance(drawn, Dots):
        return np.asarray(drawn.points)
    pieces = pieces_of(drawn)
    own = [points_of(part) for part in drawn.submobjects if isinstance(part, Dot | Dots)]
    return np.vstack([pieces[:, 0], pieces[-1:, 1], *own]) if len(pieces) or own else np.empty((0, 3))


def distances_to(points: Points, pieces: Points) -> Points:
    """How far each of the points, shape (n, 3), is from the nearest of the pieces (m, 2, 3)."""
    if not len(pieces):
        return np.full(len(points), np.nan)
    begin, along = pieces[:, 0], pieces[:, 1] - pieces[:, 0]
    size = np.maximum(np.sum(along**2, axis=1), 1e-300)
    shares = np.clip(np.sum((points[:, None] - begin) * along, axis=2) / size, 0, 1)
    nearest: Points = np.linalg.norm(points[:, None] - begin - shares[..., None] * along, axis=2).min(axis=1)
    return nearest


def direction_at(drawn: Mobject, place: Points) -> Points:
    """How a drawn arrow or line runs near a place, shape (3,); nan if it is too short, or bends sharply there.

    Of a sheet it is the way orthogonal to it, its normal.
    """
    if isinstance(drawn, Sheet):
        side = round(len(drawn.points) ** 0.5)
        return np.cross(*(drawn.points[[-1, -side]] - drawn.points[[0, side - 1]]))
    if isinstance(drawn, Pointing | SolidArrow):
        tail, tip = _ends(drawn)
        return tip - tail if np.linalg.norm(tip - tail) > READABLE else np.full(3, np.nan)
    parts = (_runs(drawn) if isinstance(drawn, VMobject) else []) or [corners_of(drawn)]
    apart = [distances_to(place[None], np.stack([part[:-1], part[1:]], axis=1))[0] for part in parts]
    return tangent_at(parts[int(np.argmin(apart))], place)


def _runs(line: VMobject) -> list[Points]:
    """The corners of each connected part of a drawn line, which may be interrupted, shape (n, 3) each."""
    begin, end = line.points[0::4], line.points[3::4]
    cuts = np.flatnonzero(np.abs(begin[1:] - end[:-1]).max(axis=1, initial=0.0) > TOUCH) + 1
    return [np.vstack([a, b[-1:]]) for a, b in zip(np.split(begin, cuts), np.split(end, cuts), strict=True) if len(a)]


def _ends(arrow: Pointing | SolidArrow) -> tuple[Points, Points]:
    return (arrow.tail, arrow.tip) if isinstance(arrow, Pointing) else (arrow.start, arrow.end)
