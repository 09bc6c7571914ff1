"""The rim of a surface or of a line on it: the edge of the domain of definition of f, or of the heights that are shown.

It is found between the last sample over which something is drawn and the next.
"""

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


def grid_up_to_the_rim(seen: Seen, x: Points, y: Points) -> tuple[Points, Points, NDArray[np.bool_]]:
    """A grid of plane points, with the hidden ones next to shown ones moved to the rim.

    Returns:
        The grid's x and y, shape (rows, columns), and which cells (rows - 1, columns - 1) have anything to show.
    """
    shown = seen(x, y)
    cells = shown[:-1, :-1] | shown[:-1, 1:] | shown[1:, :-1] | shown[1:, 1:]
    inside, beside = _middle_of_shown_neighbours(shown, x, y)
    at = np.flatnonzero(~shown & beside)
    if not len(at):
        return x, y, cells
    start, end = inside.reshape(2, -1)[:, at], np.stack([x.flat[at], y.flat[at]])
    lost = np.flatnonzero(~seen(*start))  # the middle of neighbours around a narrow gap is in the gap
    start[:, lost] = np.stack([c.flat[_shown_neighbour(shown, at[lost])] for c in (x, y)])
    places = np.stack([x, y]).reshape(2, -1)
    places[:, at] = last_seen(seen, start, end)
    moved_x, moved_y = places.reshape(2, *x.shape)
    return moved_x, moved_y, cells


_AROUND = [(r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c]


def _middle_of_shown_neighbours(shown: NDArray[np.bool_], x: Points, y: Points) -> tuple[Points, NDArray[np.bool_]]:
    """The mean place, shape (2, rows, columns), of each point's shown neighbours, and whether it has any.

    On a border of the grid only those along the border count, if there are any: the border stays straight.
    """
    rows, columns = shown.shape
    total, counts = np.zeros((2, 3, rows, columns)), np.zeros((3, rows, columns))
    padded = [np.pad(grid, 1) for grid in (shown.astype(float), np.where(shown, x, 0.0), np.where(shown, y, 0.0))]
    for r, c in _AROUND:
        there, *places = (grid[1 + r : 1 + r + rows, 1 + c : 1 + c + columns] for grid in padded)
        for kind, counted in enumerate((True, r == 0, c == 0)):
            if counted:
                counts[kind] += there
                total[:, kind] += places
    along = np.zeros((rows, columns), int)  # which neighbours count: all, those in the row, those in the column
    along[[0, -1], :] = 1
    along[:, [0, -1]] = np.where(counts[2][:, [0, -1]] > 0, 2, along[:, [0, -1]])
    along = np.where(np.take_along_axis(counts, along[None], axis=0)[0] > 0, along, 0)
    count = np.take_along_axis(counts, along[None], axis=0)[0]
    middle = np.take_along_axis(total, along[None, None], axis=1)[:, 0] / np.maximum(count, 1.0)
    return middle, count > 0


def _shown_neighbour(shown: NDArray[np.bool_], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """For points of a grid, by their flat index, the index of one shown neighbour: a nearest one."""
    rows, columns = np.unravel_index(at, shown.shape)
    found = at.copy()
    for r, c in sorted(_AROUND, key=lambda step: -abs(step[0]) - abs(step[1])):  # the nearest last, which wins
        row, column = rows + r, columns + c
        inside = (row >= 0) & (row < shown.shape[0]) & (column >= 0) & (column < shown.shape[1])
        row, column = np.where(inside, row, 0), np.where(inside, column, 0)
        take = inside & shown[row, column]
        found[take] = (row * shown.shape[1] + column)[take]
    return found
