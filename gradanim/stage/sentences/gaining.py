"""What a walk along a vector gains, in sentences that are true of the numbers."""

from gradanim.stage.typeset.texts import spoken

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


def said(number: float) -> str:
    """A number in a sentence, as exact as beside the picture."""
    return spoken(number, digits=4)


def walked(number: float) -> str:
    """The sentence about a vector along which this much height is gained."""
    return WALKED[_way(number)].format(gain=said(abs(number)))


def walked_twice(number: float) -> str:
    """The sentence about twice that vector."""
    return TWICE[_way(number)].format(gain=said(abs(2 * number)))


def shadow_of(slope: float, *, steepest: float) -> str:
    """The sentence about the shadow of the gradient on the line of a direction with this slope."""
    if abs(slope) > (1 - ALONG) * steepest:
        return SHADOWS["along" if slope > 0 else "against"]
    return SHADOWS[_way(slope)]


def _way(number: float) -> str:
    return "up" if number > 0 else "down" if number < 0 else "level"
