"""What DirectionalDerivative says, chosen by what happens."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim import Refusal, unit
from gradanim.stage.typeset import spoken

from .panels import length_of

LONGEST = 10  # times as long as a unit vector, or as short, may a vector be for both to be seen
WALKED = {
    "up": "Walk along _v_ on this plane, and you gain that much height: {gain}.",
    "down": "Walk along _v_ on this plane, and you lose that much height: {gain}.",
    "level": "Walk along _v_ on this plane, and you gain no height.",
}
TWICE = {
    "up": "Twice the vector gains twice as much, {gain}. Yet the plane is no steeper.",
    "down": "Twice the vector loses twice as much, {gain}. Yet the plane is no steeper.",
    "level": "Twice the vector gains nothing either: that way, the plane is level.",
}
SHADOWS = {
    "up": "In the picture, it is the shadow of the gradient on the line of _u_.",
    "down": "In the picture, it is the shadow of the gradient on the line of _u_: behind us, so it is negative.",
    "level": "The gradient is square to _u_. Its shadow on the line of _u_ is a point, and the slope is zero.",
    "along": "_u_ points along the gradient: its shadow is as long as itself, and no slope is steeper.",
    "against": "_u_ points against the gradient: its shadow is all behind us, and no slope down is steeper.",
}
ALONG = 1e-6  # a cosine that is this close to one belongs to a direction along the gradient


def comparable(vector: ArrayLike) -> NDArray[np.float64]:
    """The vector, shape (2,), if it and a vector one long can be seen side by side.

    Raises:
        Refusal: one of them would be too short beside the other.
    """
    v = np.asarray(vector, float)
    size = float(np.hypot(*v))
    if not 1 / LONGEST <= size <= LONGEST:
        x, y = unit(v) * (2 if size > 1 else 0.5)
        raise Refusal(
            f"the direction ({v[0]:g}, {v[1]:g}) is {size:.3g} long: beside it, a vector of length one "
            f"could not be seen. Give one nearer to that, such as --direction {x:.3g},{y:.3g}"
        )
    return v


def said(number: float) -> str:
    """A number in a sentence, as exact as beside the picture."""
    return spoken(number, digits=4)


def walked(number: float) -> str:
    """The sentence about a vector along which this much height is gained."""
    return WALKED[_way(number)].format(gain=said(abs(number)))


def walked_twice(number: float) -> str:
    """The sentence about twice that vector."""
    return TWICE[_way(number)].format(gain=said(abs(2 * number)))


def divided(vector: ArrayLike) -> str:
    """The sentence about the vector divided by its length."""
    if np.hypot(*np.asarray(vector, float)) == 1:
        return "A slope is height per length. Here the vector is one long already: _u_ is _v_ itself."
    _, root = length_of(vector)
    return f"A slope is height per length. So divide _v_ by its length, {root}: what is left, _u_, is one long."


def shadow_of(slope: float, *, steepest: float) -> str:
    """The sentence about the shadow of the gradient on the line of a direction with this slope."""
    if abs(slope) > (1 - ALONG) * steepest:
        return SHADOWS["along" if slope > 0 else "against"]
    return SHADOWS[_way(slope)]


def _way(number: float) -> str:
    return "up" if number > 0 else "down" if number < 0 else "level"
