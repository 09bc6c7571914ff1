"""The scenes about one f(x, y): they turn a shot into a field, a place to stand and a view."""

from functools import cached_property
from typing import ClassVar

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from gradanim.calculus.slope import directional_derivative
from gradanim.errors import Refusal
from gradanim.fields.constraint import Constraint
from gradanim.fields.domain import Domain
from gradanim.fields.standing import default_point, standing
from gradanim.fields.typed import Field
from gradanim.records.subject import Subject
from gradanim.stage.frame.layout import arranged
from gradanim.stage.frame.live import Point
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import heading
from gradanim.stage.storyboard import Storyboard
from gradanim.stage.typeset.texts import definition

STRIP = 6.0  # a domain is shown up to this many times as long as wide
ISLAND = 0.01  # f has to be defined on this share of the domain


class PlaneScene(Storyboard):
    """A film about one f(x, y), seen from above.

    Attributes:
        f, domain, start, direction: what is filmed when nothing is typed; for films about two functions, g too.
        field: the function of this film.
        at: where the story begins: as typed, else `start`, else a place the core finds worth standing at.
        heading: the direction typed, else `direction`, as an angle in radians from the x axis.
        view: how it is drawn.
    """

    subject: ClassVar[Subject] = "function"
    f: ClassVar[str] = "sin(x) * cos(y)"
    g: ClassVar[str] = "x^2 + y^2 = 1"
    domain: ClassVar[Domain] = Domain()
    start: ClassVar[Point] = (0.5, 0.5)
    direction: ClassVar[Point] = (1.0, 0.0)

    view: View

    def setup(self) -> None:
        super().setup()
        self.field = Field(self.shot.function or self.f, self._domain())
        self.at = self._stand()
        u, v = self.shot.direction or self.direction
        self.heading = float(np.arctan2(v, u))
        self.view = self.make_view()

    def make_view(self) -> View:
        """The map of the whole domain."""
        return self.map_of(self.field)

    def map_of(self, field: Field) -> View:
        """A map in the picture's place: of the film's own function, or of another one to compare it with."""
        picture = self.layout.picture.inset(left=0.75, right=0.3, bottom=0.5, top=0.35)
        return View.fit(field, self.theme, picture)

    def definition(self, field: Field | None = None) -> Mobject:
        """`f(x, y) = ...` as it was typed, for the panel; or another function."""
        panel = self.layout.panel
        return definition(self.view, "f(x, y)", (field or self.field).reading, panel.inset(bottom=0.5 * panel.height))

    def fill_panel(self, *items: Mobject) -> None:
        """Give every formula and number its place beside the picture; a beat shows them when it needs them."""
        arranged(items, self.layout.panel)
        self.fixed_in_frame(*items)

    @cached_property
    def constraint(self) -> Constraint:
        """What a second function is to equal, for the films about two: as typed, else `g`."""
        return Constraint.typed(self.shot.constraint or self.g, self.field.domain)

    @property
    def gradient(self) -> NDArray[np.float64]:
        """The gradient where the story begins, shape (2,)."""
        return self.field.gradient(*self.at)

    @property
    def slope(self) -> float:
        """Its length: the steepest slope there."""
        return self.slope_at(self.at)

    def slope_at(self, point: Point) -> float:
        """The steepest slope at a point: the length of the gradient."""
        return float(np.hypot(*self.field.gradient(*point)))

    def slope_towards(self, angle: float) -> float:
        """The slope there in the direction `angle`, radians from the x axis."""
        return directional_derivative(self.field, self.at, heading(angle))

    def _domain(self) -> Domain:
        """As typed; else the scene's own for its own function, the usual one for another, moved to a point outside."""
        if isinstance(self.shot.domain, Domain):
            return _no_strip(self.shot.domain)
        domain = Domain() if self.shot.function else self.domain
        if self.shot.at is None or self.shot.at in domain:
            return domain
        return domain.shifted_to(self.shot.at)

    def _stand(self) -> Point:
        self._insist_on_land()
        typed = self.shot.at
        if typed is not None:
            x, y = typed
            complaint = standing(self.field, typed)
            if complaint != "good":
                where = f"({x:g}, {y:g})"
                raise Refusal(
                    COMPLAINTS[complaint].format(f=f"f(x, y) = {self.field.text}", at=where, domain=self.field.domain)
                )
            return x, y
        place = default_point(self.field, None if self.shot.function else self.start)
        if place is None:
            raise Refusal(
                f"f(x, y) = {self.field.text} is flat or undefined everywhere on {self.field.domain}: "
                "there is no slope to show. Give another function, or another part of the plane with --domain."
            )
        return place

    def _insist_on_land(self) -> None:
        """Refuse a field that is defined, but on so little of its domain that there is nothing to see."""
        x, y = self.field.domain.grid(101)
        defined = np.isfinite(self.field(x, y))
        if defined.any() and defined.mean() < ISLAND:
            raise Refusal(
                f"f(x, y) = {self.field.text} is defined on too little of {self.field.domain} to be seen: "
                f"give a smaller --domain, around ({x[defined].mean():.3g}, {y[defined].mean():.3g})"
            )


def _no_strip(domain: Domain) -> Domain:
    """The domain, if there is something to see in a picture of it, whose units are as long in x as in y."""
    short, long = sorted([domain.width, domain.height])
    if long <= STRIP * short:
        return domain
    (x, y), w, h = domain.centre, min(domain.width, STRIP * short) / 2, min(domain.height, STRIP * short) / 2
    raise Refusal(
        f"a picture of {domain} would be a strip, {long / short:.3g} times as long as wide: "
        f"give a domain at most {STRIP:g} times as long, "
        f"such as --domain {x - w:.9g}:{x + w:.9g},{y - h:.9g}:{y + h:.9g}"
    )


COMPLAINTS = {
    "outside": "the point {at} is outside the domain {domain}: choose one inside, or give a larger --domain",
    "undefined": "{f} is undefined at {at}: choose another point with --at",
    "level": "{f} is level at {at}, its gradient is zero there: choose another point with --at",
}
