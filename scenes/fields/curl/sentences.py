"""What is said of a wheel, by what it does."""

import numpy as np

from .voyage import Voyage

STILL = np.radians(1.5)  # a wheel that turns by less in a whole voyage does not turn
ALIKE = 0.01  # of a curl: what differs by less is the same


def turns(voyage: Voyage) -> int:
    """1 for a wheel that turns counter-clockwise, -1 for clockwise, 0 for one that does not turn."""
    farthest = voyage.angles[np.argmax(np.abs(voyage.angles))]
    return 0 if abs(farthest) < STILL else int(np.sign(farthest))


def what_it_does(voyage: Voyage) -> str:
    """Whether the wheel turns, and which way."""
    turning = {1: "it turns counter-clockwise", -1: "it turns clockwise", 0: "it does not turn"}[turns(voyage)]
    if voyage.held:
        return f"Held in its place, {turning}."
    gone = np.linalg.norm(np.diff(voyage.places, axis=0), axis=1).sum()
    if gone < voyage.radius / 4:
        return f"It stays where it is, and {turning.removeprefix('it ')}." if turns(voyage) else "It stays, and does not turn."
    return f"It is carried along, and {turning}."


def as_it_shrinks(first: float, last: float, scale: float) -> str:
    """What circulation by area does as the wheel shrinks.

    Args:
        first, last: circulation by area of the wheel as it was, and as small as it gets.
        scale: what a curl there may be.
    """
    if max(abs(first), abs(last)) < ALIKE * scale:
        return "Circulation by area is zero, however small the wheel."
    if abs(first - last) < ALIKE * scale:
        return "Circulation by area is the same for every size."
    return "Circulation by area, as the wheel shrinks: the curl."
