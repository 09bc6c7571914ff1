"""What is said of a wheel, by what it does."""

import numpy as np
from numpy.typing import NDArray

from scenes.fields.shared.derivatives import ALIKE

from .voyage import Voyage

STILL, HARDLY = np.radians([0.1, 2.0])  # a wheel that turns by less in a whole voyage does not turn, or hardly
BACK = 0.05  # of how fast it turns: more than that the other way is seen
NOUGHT = 1e-6  # of what a curl there may be: less is rounding


def turns(voyage: Voyage) -> int:
    """1 for a wheel that turns counter-clockwise, -1 for clockwise, 0 for one that does not turn."""
    farthest = voyage.angles[np.argmax(np.abs(voyage.angles))]
    return 0 if abs(farthest) < STILL else int(np.sign(farthest))


def what_it_does(voyage: Voyage) -> str:
    """Whether the wheel turns, and which way."""
    way = {1: "turns counter-clockwise", -1: "turns clockwise", 0: "does not turn"}[turns(voyage)]
    steps = np.diff(voyage.angles)
    fastest = np.abs(steps).max()
    if turns(voyage) and steps.min() < -BACK * fastest and steps.max() > BACK * fastest:
        way = "turns one way, then the other"
    if turns(voyage) and np.abs(voyage.angles).max() < HARDLY:
        way = "hardly turns"
    if voyage.held:
        return f"Held in its place, it {way}."
    if np.linalg.norm(np.diff(voyage.places, axis=0), axis=1).sum() < voyage.radius / 4:
        return f"It stays where it is, and {way}."
    return f"It is carried along, and it {way}."


def as_it_shrinks(first: float, last: float, scale: float) -> str:
    """What circulation by area does as the wheel shrinks.

    Args:
        first, last: circulation by area of the wheel as it was, and as small as it gets.
        scale: what a curl there may be.
    """
    if max(abs(first), abs(last)) < NOUGHT * scale:
        return "Circulation by area is zero, however small the wheel."
    if abs(first - last) < ALIKE * scale:
        return "Here circulation divided by area is the same for every size."
    return "Circulation by area, as the wheel shrinks: the curl."


def along_the_rim(mean: float, scale: float) -> str:
    """Whether what the flow does along the rim cancels.

    Args:
        mean: the mean curl inside.
        scale: what a curl there may be.
    """
    if abs(mean) < NOUGHT * scale:
        return "Seen from its axle, the pushes along its rim cancel."
    return "Seen from its axle, the flow pushes along its rim."


def at_half_of_it(rate: float, curl: float, scale: float) -> str:
    """That a wheel turns at half the curl, or about so where its rim reaches to places with another curl.

    Args:
        rate: at which it turns, radians in a unit of time.
        curl: at its axle.
        scale: what a curl there may be.
    """
    if max(abs(rate), abs(curl)) < NOUGHT * scale:
        return "This is the curl: it is 0, and the wheel does not turn."
    nearly = "" if abs(rate - curl / 2) < ALIKE * scale else "about "
    return f"This is the curl: the wheel turns at {nearly}half of it."


def all_over(rates: NDArray[np.float64]) -> str:
    """Which way wheels turn that are held all over the picture, and what colours the ground has there."""
    fastest = np.abs(rates).max(initial=0.0)
    left, right = (rates > ALIKE * fastest).any(), (rates < -ALIKE * fastest).any()
    if left and right:
        return "Warm ground turns wheels left, and blue ground right."
    if left:
        return "Coloured by its curl: each wheel turns left."
    if right:
        return "Coloured by its curl: each wheel turns right."
    return "Its curl is zero: no wheel turns anywhere."
