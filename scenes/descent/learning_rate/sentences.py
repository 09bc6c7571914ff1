"""What LearningRate says, chosen by what happens."""

import numpy as np
from numpy.typing import NDArray

from gradanim import Domain, Path, Refusal, ScalarField
from gradanim.stage.live import Point
from gradanim.stage.typeset import spoken

from .mathematics import Bowl, bowl_near

GONE = 0.01  # of the height at the start: what is left when a walk has arrived


def arrival(bowl: Bowl, walk: Path) -> int | None:
    """The first step after which less than a hundredth of the height is left; None if there is none."""
    arrived = np.flatnonzero(_left(bowl, walk) <= GONE)
    return int(arrived[0]) if len(arrived) else None


def bowl_at(field: ScalarField, point: Point) -> Bowl:
    """The bowl around the valley nearest to a point, or a refusal where there is none."""
    bowl = bowl_near(field, point)
    if bowl is None:
        raise Refusal(
            f"{field} has no smooth valley in {field.domain}, and so no limit for the learning rate: "
            "give another function (of a hill, the one turned over), or another --domain"
        )
    return bowl


def opening(bowl: Bowl, whole: Domain) -> str:
    """Of the map: the whole domain, or the surroundings of a valley."""
    if bowl.domain == whole:
        return "A valley from above. Gradient descent is to find its bottom."
    return "Close to its bottom, this valley is a bowl. Gradient descent is to find the bottom."


def small(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate far below the limit."""
    if steps := arrival(bowl, walk):
        return f"A rate of {spoken(rate)} is small: it takes {steps} steps to the bottom."
    left = _left(bowl, walk)
    rest = f"{100 * left[-1]:.0f} % of the height is" if left[-1] < 0.995 else "nearly all of the height is"
    return f"A rate of {spoken(rate)} is too small: after {len(left) - 1} steps, {rest} still to go."


def good(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate below the limit."""
    if steps := arrival(bowl, walk):
        return f"A rate of {spoken(rate)} is good: after {steps} steps, less than 1 % of the height is left."
    return f"With a rate of {spoken(rate)}, each step leads down; but along the gentle axis, it takes its time."


def large(bowl: Bowl, walk: Path, rate: float) -> str:
    """Of a rate beyond the limit."""
    if swings_out(bowl, walk):
        end = f"; step {len(walk.points)} leaves the picture." if walk.ended == "left domain" else "."
        story = "each step crosses the middle line, and lands further from it"
        return f"A rate of {spoken(rate)} is too large: {story}{end}"
    return f"A rate of {spoken(rate)} is too large: the steps go too far, and in the end they lead up."


def swings_out(bowl: Bowl, walk: Path) -> bool:
    """Whether every step crosses the line through the bottom on which the bowl is gentle, and lands further from it."""
    across = (walk.points - np.array(bowl.bottom)) @ bowl.steepest_way(walk.points[0])
    return bool((across[1:] * across[:-1] < 0).all() and (np.diff(np.abs(across)) > 0).all())


def most_curved_where(bowl: Bowl) -> str:
    """Of the direction in which the bowl curves most."""
    if bowl.round:
        return "Cut through its middle, it curves alike all round. That is _L_, an eigenvalue of the Hessian."
    return "Cut across, it curves most. That second derivative is _L_, the Hessian's largest eigenvalue."


def slope_across(bowl: Bowl, distance: float, slope: float) -> str:
    """Of the slope in that direction, at a distance from the middle."""
    return f"So the slope across is {_about(bowl, distance, slope)}_L_ times the offset from the middle line."


def multiplied(bowl: Bowl, distance: float, slope: float, factor: float) -> str:
    """Of what a step does to that distance."""
    by = f"{factor:.2f}".replace("-", "\N{MINUS SIGN}")
    about = _about(bowl, distance, slope)
    return f"So each step multiplies this offset by {about}1 minus rate times _L_: here, by {by}."


def _about(bowl: Bowl, distance: float, slope: float) -> str:
    """A hedge for a bowl that is no paraboloid, if three digits show it."""
    exact = abs(slope - bowl.curvatures[1] * distance) < 0.002 * abs(slope)
    return "" if exact else "about "


def _left(bowl: Bowl, walk: Path) -> NDArray[np.float64]:
    """What is left of the height above the bottom after each step."""
    above = walk.heights - bowl.height
    left: NDArray[np.float64] = above / above[0]
    return left
