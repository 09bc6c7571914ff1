"""One direction that turns about the gradient, and the shadow it casts on it: what a slope is made of."""

from typing import Any

import numpy as np
from manim import Animation, Group, ValueTracker, VMobject
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
    turn_to_begin,
    unit_circle,
    vector_arrow,
)
from gradanim.stage.view import View

NEAR, FAR = 0.17, 0.38  # scene units beside the gradient at which the two bars are drawn
NAME_OFF = 0.36  # scene units beyond the circle


class Casting:
    """The gradient at a point, a direction u, its shadow on the gradient, and that shadow grown to the slope along u.

    Attributes:
        at: the point.
        begin, turn: by how much u is turned away from the gradient at first, and now, radians.
        grown: 0 where the second bar is the shadow itself, 1 where it is the slope, in the scale of the gradient.
        side: of the gradient, where the bars are: 1 left, -1 right; u begins on the other side.
        circle, gradient, u, arc: the circle of all directions, the two arrows and the angle between them.
        drop, shadow, slope: from the tip of u to the gradient; the shadow of u; the slope along u.
        gradient_name, u_name, shadow_name, slope_name: beside them.
    """

    def __init__(self, view: View, at: Point, facing: float, unit: float, *, insist: bool = False) -> None:
        """Draw them on a view in which u is `unit` scene units long; nothing is added to a scene.

        Args:
            facing: where u points at first, radians from the x axis.
            insist: it has to; otherwise it may be another way, where u can be told from its shadow.
        """
        gradient = view.field.gradient(*at)
        steepest, self.uphill = float(np.hypot(*gradient)), float(np.arctan2(*gradient[::-1]))
        self.at, self.begin = at, turn_to_begin(facing - self.uphill, insist=insist)
        self.turn, self.grown = ValueTracker(self.begin), ValueTracker(0.0)
        self.side = side = 1 if self.begin < 0 else -1
        self.circle = unit_circle(view, at, unit)
        self.gradient = gradient_arrow(view, at, width=10)
        self.u = vector_arrow(view, at, lambda: heading(self.towards), unit).set_z_index(1.5)
        self.arc = angle_mark(view, self.gradient, self.u)
        self.drop = plumb(view, self.u, self.gradient)
        self.shadow = shadow(view, self.u, self.gradient, aside=NEAR * side)
        self.slope = self._slope(view, times=view.reach * steepest / unit)
        self.gradient_name = named_at(view, self.gradient, "{{ nabla f : gradient }}")
        self.u_name = named_clear_of(view, self.u, self.gradient, "{{ u : direction }}", side=-side)
        self.shadow_name = named_beside(view, self.shadow, self.gradient, "cos theta", aside=0.3 * side)
        self.slope_name = named_beside(view, self.slope, self.gradient, "D_u f", aside=0.3 * side)

    def _slope(self, view: View, times: float) -> VMobject:
        """The shadow of u that grows to `times` its length, further aside."""
        return shadow(
            view,
            self.u,
            self.gradient,
            aside=self.aside,
            width=16,
            times=lambda: 1 + self.grown.get_value() * (times - 1),
        )

    def turned(self, angle: float, **options: Any) -> Animation:
        """The animation in which u turns away from the gradient by this angle, radians, on the side where it began."""
        return self.turn.animate(**options).set_value(-self.side * angle)

    @property
    def aside(self) -> float:
        """Scene units to the left of the gradient at which the slope is drawn."""
        return FAR * self.side

    @property
    def towards(self) -> float:
        """The direction of u now, radians from the x axis."""
        return self.uphill + float(self.turn.get_value())

    @property
    def covered(self) -> NDArray[np.float64]:
        """Points, shape (n, 3), that numbers on the map have to keep away from."""
        along = np.linspace(-1.15, 1.15, 16)[:, None] * self.gradient.along
        bars = self.gradient.tail + along + self.aside * left_of(self.gradient)
        named = self.circle.copy().scale(1 + NAME_OFF / (self.circle.width / 2)).points  # where u is named as it turns
        return np.vstack([covered(self.circle, self.gradient, self.gradient_name), named, bars])

    @property
    def moving(self) -> Group:
        """All that turns with u while the second bar stands alone, but for the angle."""
        return Group(self.u, self.u_name, self.slope, self.drop, self.circle)
