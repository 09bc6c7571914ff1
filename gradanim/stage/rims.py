"""The rim of what is drawn through samples: found between the last sample that is seen and the next."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]
Seen = Callable[[Points, Points], NDArray[np.bool_]]  # whether something is drawn over plane points x, y

HALVINGS = 24  # after so many, the two sides of a rim are nearer than can be seen
SHY = 1e-6  # of the way, by which a place stays inside of the rim: rounded, it must not be beyond it


def last_seen(seen: Seen, inside: Points, outside: Points) -> Points:
    """The last places seen, shape (2, n), on the way from places that are to places that are not."""
    start = inside
    for _ in range(HALVINGS):
        middle = (inside + outside) / 2
        shown = seen(*middle)
        inside, outside = np.where(shown, middle, inside), np.where(shown, outside, middle)
    return inside + SHY * (start - inside)


def up_to_the_edge(seen: Seen, points: ArrayLike) -> Points:
    """The line through plane points, shape (n, 2), drawn out to the rim where it ends between two of them.

    A hidden point beside a shown one moves to the rim. One between two shown ones stays where it is: it is a gap.
    """
    line = np.array(points, float)
    shown = seen(*line.T)
    before, after = np.append(False, shown[:-1]), np.append(shown[1:], False)
    ends = np.flatnonzero(~shown & (before ^ after))
    line[ends] = last_seen(seen, line[np.where(before[ends], ends - 1, ends + 1)].T, line[ends].T).T
    return line


def subdivided(points: ArrayLike, longest: float) -> Points:
    """The same line, shape (m, 2), with no piece longer than `longest`."""
    line = np.asarray(points, float)
    lengths = np.linalg.norm(np.diff(line, axis=0), axis=1)
    # a piece that is too long by rounding only stays whole
    counts = np.maximum(1, np.ceil(lengths / longest - 1e-6)).astype(int)
    if (counts == 1).all():
        return line
    pieces = [np.linspace(a, b, n, endpoint=False) for a, b, n in zip(line[:-1], line[1:], counts, strict=True)]
    return np.vstack([*pieces, line[-1:]])
