"""One direction that turns about the gradient, and the shadow it casts on it: what a slope is made of."""

import numpy as np
from manim import Group, ValueTracker
from numpy.typing import NDArray

from gradanim.stage.live import Point
from gradanim.stage.marks.arrows import gradient_arrow, heading
from gradanim.stage.marks.directions import (
    angle_mark,
    covered,
    left_of,
    named_at,
    named_beside,
    named_clear_of,
    plumb,
    shadow,
    unit_circle,
    vector_arrow,
)
from gradanim.stage.view import View

NEAR, FAR = 0.17, 0.38  # scene units beside the gradient at which the two bars are drawn
NAME_OFF = 0.36  # scene units beyond the circle


class Casting:
    """The gradient at a point, a direction u, its shadow on the gradient, and that shadow grown to the slope along u.

    Attributes:
        turn: by how much u has turned away from the gradient, radians.
        grown: 0 where the second bar is the shadow itself, 1 where it is the slope, in the scale of the gradient.
        side: of the gradient, where the bars are: 1 left, -1 right; u begins on the other side.
        circle, gradient, u, arc: the circle of all directions, the two arrows and the angle between them.
        drop, shadow, slope: from the tip of u to the gradient; the shadow of u; the slope along u.
        names: of the gradient, of u, of the shadow and of the slope.
    """

    def __init__(self, view: View, at: Point, begin: float, unit: float) -> None:
        """Draw them on a view in which u is `unit` scene units long; nothing is added to a scene."""
        gradient = view.field.gradient(*at)
        uphill, steepest = float(np.arctan2(*gradient[::-1])), float(np.hypot(*gradient))
        self.turn, self.grown = ValueTracker(begin), ValueTracker(0.0)
        self.side = side = 1 if begin < 0 else -1
        self.circle = unit_circle(view, at, unit)
        self.gradient = gradient_arrow(view, at, width=10)
        self.u = vector_arrow(view, at, lambda: heading(self.towards(uphill)), unit).set_z_index(1.5)
        self.arc = angle_mark(view, self.gradient, self.u)
        self.drop = plumb(view, self.u, self.gradient)
        times = view.reach * steepest / unit
        self.shadow = shadow(view, self.u, self.gradient, aside=NEAR * side)
        self.slope = shadow(
            view, self.u, self.gradient, aside=self.aside, width=16,
            times=lambda: 1 + self.grown.get_value() * (times - 1),
        )  # fmt: skip
        self.names = (
            named_at(view, self.gradient, "{{ nabla f : gradient }}"),
            named_clear_of(view, self.u, self.gradient, "{{ u : direction }}", side=-side),
            named_beside(view, self.shadow, self.gradient, "cos theta", aside=0.3 * side),
            named_beside(view, self.slope, self.gradient, "D_u f", aside=0.3 * side),
        )

    @property
    def aside(self) -> float:
        """Scene units to the left of the gradient at which the slope is drawn."""
        return FAR * self.side

    def towards(self, uphill: float) -> float:
        """The direction of u, radians from the x axis."""
        return uphill + float(self.turn.get_value())

    @property
    def covered(self) -> NDArray[np.float64]:
        """Points, shape (n, 3), that numbers on the map have to keep away from."""
        along = np.linspace(-1.15, 1.15, 16)[:, None] * self.gradient.along
        bars = self.gradient.tail + along + self.aside * left_of(self.gradient)
        named = self.circle.copy().scale(1 + NAME_OFF / (self.circle.width / 2)).points  # where u is named as it turns
        return np.vstack([covered(self.circle, self.gradient, self.names[0]), named, bars])

    @property
    def moving(self) -> Group:
        """All that turns with u while the second bar stands alone, but for the angle."""
        return Group(self.u, self.names[1], self.slope, self.drop, self.circle)
