"""What is said of the rates and of the bowl, chosen by what the walks do."""

import numpy as np
from numpy.typing import NDArray

from gradanim import Domain, Path
from gradanim.stage.typeset import spoken

from .bowl import Bowl


def opening(bowl: Bowl, whole: Domain) -> str:
    """Of the map: the whole domain, or the surroundings of a valley."""
    if bowl.domain == whole:
        return "Down to the bottom in steps: how long may they be?"
    return "Near its bottom this valley is a bowl. How long may steps be?"


def small(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate far below the limit."""
    if steps := arrival(bowl, walk):
        return f"A rate of {spoken(rate)} is small: it takes {steps} steps."
    left = _left(bowl, walk)
    rest = f"{100 * left[-1]:.0f} %" if left[-1] < 0.995 else "nearly all"
    return f"A rate of {spoken(rate)} crawls: {rest} of the height is left after {len(left) - 1} steps."


def good(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate below the limit."""
    if steps := arrival(bowl, walk):
        return f"A rate of {spoken(rate)} is good: after {steps} steps, less than 1 % is left."
    return f"With a rate of {spoken(rate)}, each step leads down, though slowly along."


def large(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate beyond the limit."""
    if oscillates_outwards(bowl, walk):
        return f"At {spoken(rate)}, each step crosses the middle line and lands further from it."
    return f"A rate of {spoken(rate)} is too large: in the end the steps lead up."


def most_curved_where(bowl: Bowl) -> str:
    """Of the direction in which the bowl curves most."""
    if bowl.round:
        return "It curves alike all round: _L_, an eigenvalue of the Hessian."
    return "Across it curves most: _L_, the larger eigenvalue of the Hessian."


def slope_across(bowl: Bowl, distance: float, slope: float) -> str:
    """Of the slope in that direction, at a distance from the middle."""
    return f"Here the slope across is {_about(bowl, distance, slope)}_L_ times the offset from the middle."


def multiplied(bowl: Bowl, distance: float, slope: float, factor: float) -> str:
    """Of what a step does to that distance."""
    by = f"{factor:.2f}".replace("-", "\N{MINUS SIGN}")
    about = _about(bowl, distance, slope)
    return f"So a step multiplies the offset by {about}1 minus rate times _L_: {by}."


GONE = 0.01  # of the height at the start: what is left when a walk has arrived


def arrival(bowl: Bowl, walk: Path) -> int | None:
    """The first step after which less than a hundredth of the height is left; None if there is none."""
    arrived = np.flatnonzero(_left(bowl, walk) <= GONE)
    return int(arrived[0]) if len(arrived) else None


def oscillates_outwards(bowl: Bowl, walk: Path) -> bool:
    """Whether every step crosses the line through the bottom on which the bowl is gentle, and lands further from it."""
    across = (walk.points - np.array(bowl.bottom)) @ bowl.most_curved_way(walk.points[0])
    return bool((across[1:] * across[:-1] < 0).all() and (np.diff(np.abs(across)) > 0).all())


def _about(bowl: Bowl, distance: float, slope: float) -> str:
    """A hedge for a bowl that is no paraboloid, if three digits show it."""
    exact = abs(slope - bowl.curvatures[1] * distance) < 0.002 * abs(slope)
    return "" if exact else "about "


def _left(bowl: Bowl, walk: Path) -> NDArray[np.float64]:
    """What is left of the height above the bottom after each step."""
    above = walk.heights - bowl.height
    left: NDArray[np.float64] = above / above[0]
    return left
