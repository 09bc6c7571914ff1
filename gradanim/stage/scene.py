"""The scenes about one f(x, y), seen from above."""

from functools import cached_property
from typing import ClassVar

import numpy as np

from gradanim.calculus.slope import directional_derivative
from gradanim.fields.constraint import Constraint
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.records.subject import Subject
from gradanim.stage.frame.live import Point
from gradanim.stage.frame.view import View
from gradanim.stage.function_scene import FunctionScene
from gradanim.stage.marks.arrows import heading

RIGHT_SIDE = 0.6  # of the domain's width: a story that begins farther to the right has its words on the left


class PlaneScene(FunctionScene):
    """A film about one f(x, y), seen from above.

    Attributes:
        g: the second function and what it equals, where none is typed, for films about two.
        direction: the one that is filmed when none is typed.
        heading: the direction typed, else `direction`, as an angle in radians from the x axis.
    """

    subject: ClassVar[Subject] = "function"
    f: ClassVar[str] = "sin(x) * cos(y)"
    g: ClassVar[str] = "x^2 + y^2 = 1"
    domain: ClassVar[Domain] = Domain()
    start: ClassVar[tuple[float, ...] | None] = (0.5, 0.5)
    direction: ClassVar[Point] = (1.0, 0.0)

    view: View

    def setup(self) -> None:
        super().setup()
        self.show_beside_words(self.at)
        self.view = self.make_view()
        u, v = self.shot.direction or self.direction
        self.heading = float(np.arctan2(v, u))

    def filling(self, domain: Domain) -> Domain:
        """The domain, made wider or higher until the picture fills the frame: where it is meant to, and none is typed.

        What was measured is not gone beyond.
        """
        if not self.layout.bleeds or self.shot.domain is not None or self.shot.heights is not None:
            return domain
        return domain.shaped(self.layout.picture.width / self.layout.picture.height)

    def show_beside_words(self, place: Point) -> None:
        """Have words on the picture stand on the left where a place that has to be seen lies on the right."""
        d = self.field.domain
        on_the_right = place[0] > d.x0 + RIGHT_SIDE * d.width
        if on_the_right == (self.layout.panel.right > 0):
            self.layout = self.layout.mirrored()

    def make_view(self) -> View:
        """The map of the whole domain."""
        return self.map_of(self.field)

    def map_of(self, field: ScalarField) -> View:
        """A map in the picture's place: of the film's own function, or of another one to compare it with."""
        return View.fit(field, self.theme, self.layout.map, layout=self.layout)

    @cached_property
    def constraint(self) -> Constraint:
        """What a second function is to equal, for the films about two: as typed, else `g`."""
        return Constraint.typed(self.shot.constraint or self.g, self.field.domain)

    def slope_at(self, point: Point) -> float:
        """The steepest slope at a point: the length of the gradient."""
        return float(np.hypot(*self.field.gradient(*point)))

    def slope_towards(self, angle: float) -> float:
        """The slope there in the direction `angle`, radians from the x axis."""
        return directional_derivative(self.field, self.at, heading(angle))
