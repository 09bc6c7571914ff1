"""Sprites: small pictures with a transparent ground, kept as a list of their pixels that are not quite transparent."""

import numpy as np

from .compiled import Array, kernel

__all__ = ["bounds", "cut_out", "lay_on"]


@kernel
def bounds(points: Array) -> tuple[float, float, float, float]:
    """The least and largest of columns 0 and 1 of points (n, 2 or more); nan if one is, or if there are none."""
    if len(points) == 0:
        return np.nan, np.nan, np.nan, np.nan
    left = right = points[0, 0]
    low = high = points[0, 1]
    for k in range(len(points)):
        x, y = points[k, 0], points[k, 1]
        if np.isnan(x + y):
            return np.nan, np.nan, np.nan, np.nan
        left, right, low, high = min(left, x), max(right, x), min(low, y), max(high, y)
    return left, right, low, high


@kernel
def cut_out(frame: Array, top: int, bottom: int, left: int, right: int, where: Array, what: Array) -> int:
    """Take the pixels out of a rectangle, which is transparent afterwards; how many there are.

    Args:
        frame: (height, width) premultiplied pixels.
        bottom: the row below the last one; right the same.
        where: takes their numbers in the frame, counted row by row.
        what: takes the pixels.
    """
    count = 0
    for y in range(top, bottom):
        for x in range(left, right):
            if frame[y, x]:
                where[count] = y * frame.shape[1] + x
                what[count] = frame[y, x]
                frame[y, x] = 0
                count += 1
    return count


@kernel
def lay_on(frame: Array, where: Array, what: Array) -> None:
    """Lay pixels over those of a frame (height * width), in their order; all are premultiplied."""
    half, two = np.uint32(0x800080), np.uint32(0xFF00FF)  # two channels at once, each with room for a product
    eight = np.uint32(8)
    for k in range(len(where)):
        new, old = what[k], frame[where[k]]
        keep = np.uint32(np.uint32(255) - (new >> np.uint32(24)))
        even = np.uint32((old & two) * keep + half)
        odd = np.uint32(((old >> eight) & two) * keep + half)
        # a product divided by 255, rounded: exact for all products of two bytes
        even = np.uint32(((even + ((even >> eight) & two)) >> eight) & two)
        odd = np.uint32((odd + ((odd >> eight) & two)) & (two << eight))
        frame[where[k]] = np.uint32(new + (even | odd))
