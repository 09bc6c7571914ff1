"""The scenes about one f(x, y), seen from above."""

from typing import ClassVar

import numpy as np

from gradanim.calculus.slope import directional_derivative
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.stage.function_scene import FunctionScene
from gradanim.stage.live import Point
from gradanim.stage.marks.arrows import heading
from gradanim.stage.view import View


class PlaneScene(FunctionScene):
    """A film about one f(x, y), seen from above.

    Attributes:
        direction: the one that is filmed when none is typed.
        heading: the direction typed, else `direction`, as an angle in radians from the x axis.
    """

    f: ClassVar[str] = "sin(x) * cos(y)"
    domain: ClassVar[Domain] = Domain()
    start: ClassVar[tuple[float, ...] | None] = (0.5, 0.5)
    direction: ClassVar[Point] = (1.0, 0.0)

    view: View

    def setup(self) -> None:
        super().setup()
        self.view = self.make_view()
        u, v = self.shot.direction or self.direction
        self.heading = float(np.arctan2(v, u))

    def make_view(self) -> View:
        """The map of the whole domain."""
        return self.map_of(self.field)

    def map_of(self, field: ScalarField) -> View:
        """A map in the picture's place: of the film's own function, or of another one to compare it with."""
        picture = self.layout.picture.inset(left=0.75, right=0.3, bottom=0.5, top=0.35)
        return View.fit(field, self.theme, picture)

    def slope_at(self, point: Point) -> float:
        """The steepest slope at a point: the length of the gradient."""
        return float(np.hypot(*self.field.gradient(*point)))

    def slope_towards(self, angle: float) -> float:
        """The slope there in the direction `angle`, radians from the x axis."""
        return directional_derivative(self.field, self.at, heading(angle))
