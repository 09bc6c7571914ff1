"""The scenes about one vector field of the plane: they turn a shot into a field, a place in it and a picture of it."""

from typing import ClassVar

import numpy as np
from manim import UL, Animation, ApplyMethod, Mobject, ValueTracker, VGroup, linear
from numpy.typing import NDArray

from gradanim.contours.fineness import fineness, showable_part
from gradanim.errors import Refusal
from gradanim.fields.callables import CallableField
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.fields.vector import GradientField, VectorField
from gradanim.fields.vector_calculus import VectorValued
from gradanim.fields.vector_standing import components_of, is_smooth_in
from gradanim.records.subject import Subject
from gradanim.stage.frame.arrow_styles import Role
from gradanim.stage.frame.layout import MARGIN, Box
from gradanim.stage.frame.view import View
from gradanim.stage.function_scene import ISLAND, SAMPLES, no_strip, typed_domain
from gradanim.stage.storyboard import Storyboard
from gradanim.stage.typeset.labels import on_plate
from gradanim.stage.typeset.texts import field_definition

AROUND = 0.35  # scene units from the domain to the edges of the picture
FAST = 1.7  # scene units a second: what a usual place of a field moves by
FORMULA = 5.2  # scene units that a formula may be wide in a narrow frame
USUAL = 70  # percentile of the lengths of vectors


class FieldScene(Storyboard):
    """A film about one vector field of the plane, which fills the frame.

    What is seen goes on beyond the domain, to the edges of the frame. A film that compares takes its own fields beside
    the one that was typed: `self.view_of(VectorField("-y, x"))` is a picture of another field in the same place.

    Attributes:
        F, domain, start: what is filmed when nothing is typed.
        field: the vector field of this film: as typed, or the gradients of a function that was typed.
        at: the place that was typed, else `start` where the field is the film's own; None where neither is said.
        view: how it is drawn; its domain is all that is seen.
        clock: seconds that the flow has gone on: particles and whatever it carries follow it.
    """

    subject: ClassVar[Subject] = "vector field"
    F: ClassVar[str] = "-y, x"
    domain: ClassVar[Domain] = Domain()
    start: ClassVar[tuple[float, ...] | None] = None

    field: VectorValued
    at: tuple[float, ...] | None
    view: View

    def setup(self) -> None:
        super().setup()
        self.layout = self.layout.without_panel()
        if self._title is not None:
            self._title.move_to(self.layout.title.centre)
        field = self.make_field()
        domain = self._looked_at(field.domain)
        self.field = field if domain == field.domain else field.on(domain)
        self._insist_on_something()
        self._insist_on_arrows()
        self.at = self._stand()
        self.view = self.view_of(self.field)
        self.clock = ValueTracker(0.0)

    @property
    def role(self) -> Role:
        """What the field is, which says its colour: the gradient of a function, or a field that need not be one."""
        return "gradient" if isinstance(self.field, GradientField) else "field"

    @property
    def is_typed(self) -> bool:
        """Whether the field is another one than the film's own."""
        return self.shot.field is not None or self.shot.function is not None

    def make_field(self) -> VectorValued:
        """The field, and where it is looked at unless a domain is typed, or a point without room around it."""
        if self.shot.field is not None:
            return VectorField(self.shot.field)
        if self.shot.function is not None:
            return GradientField(Field(self.shot.function))
        return VectorField(self.F, self.domain)

    def view_of(self, field: VectorValued) -> View:
        """A picture of a field, with its domain in the middle and what is around it up to the edges of the frame."""
        picture, domain = self.layout.picture, field.domain
        inner = picture.inset(left=AROUND, right=AROUND, bottom=AROUND, top=AROUND)
        unit = min(inner.width / domain.width, inner.height / domain.height)
        seen = _seen(picture, unit, domain)
        return View(CallableField(_Length(field), seen), self.theme, picture, (unit, unit), layout=self.layout)

    def pace_of(self, field: VectorValued, *, speed: float = FAST) -> float:
        """Units of the field's time in a second, so that usual places of it move by `speed` scene units."""
        lengths = np.hypot(*field(*field.domain.grid(41)))
        lengths = lengths[np.isfinite(lengths) & (lengths > 0)]
        if not lengths.size:
            return 1.0
        return float(speed / (self.view_of(field).scale[0] * np.percentile(lengths, USUAL)))

    def definition(self, field: VectorValued | None = None, *, role: Role | None = None) -> VGroup:
        """`F(x, y) = (P, Q)` on its plate, of this film's field or of another one."""
        whole = self.layout.picture.width
        width = min(0.8 * whole, max(0.45 * whole, FORMULA))
        return self.tag(field_definition(self.view, field or self.field, width, role=role or self.role))

    def tag(self, *items: Mobject) -> VGroup:
        """Texts and numbers on a plate in the upper left corner of the picture, below the title."""
        corner = np.array([self.layout.picture.left + MARGIN, self.layout.title.bottom - 0.1, 0.0])
        return on_plate(self.view, *items).move_to(corner, aligned_edge=UL)

    def flowing(self, seconds: float) -> Animation:
        """Let everything that follows the clock go on for so many seconds."""
        there = self.clock.get_value() + seconds
        return ApplyMethod(self.clock.set_value, there, run_time=seconds, rate_func=linear)

    def _looked_at(self, usual: Domain) -> Domain:
        typed, at = self.shot.domain, self.shot.at
        if typed is not None:
            return no_strip(typed)
        if at is None or (at == self.start and not self.is_typed):
            return usual
        return usual.making_room(at)

    def _stand(self) -> tuple[float, ...] | None:
        """Where somebody typed to look, or where the film does.

        Raises:
            Refusal: the field is not defined there, or jumps.
        """
        typed, domain = self.shot.at, self.field.domain
        if typed is None:
            own = None if self.is_typed else self.start
            return own if own is not None and own in domain else None
        where = f"({', '.join(f'{c:g}' for c in typed)})"
        if typed not in domain:
            raise Refusal(
                f"the point {where} is outside the domain {domain}: choose one inside, or give a larger --domain"
            )
        if not np.isfinite(self.field(*typed)).all():
            raise Refusal(f"{self.field} is undefined at {where}: choose another point with --at")
        if not is_smooth_in(self.field, typed, 1e-3 * domain.diagonal):
            raise Refusal(f"{self.field} jumps, or grows beyond all bounds, at {where}: choose another point with --at")
        return typed

    def _insist_on_something(self) -> None:
        """Refuse a field that is defined hardly anywhere, or zero everywhere."""
        places = self.field.domain.grid(SAMPLES[2])
        lengths = np.hypot(*self.field(*places))
        defined = np.isfinite(lengths)
        if not (lengths[defined] > 0).any():
            raise Refusal(
                f"{self.field} is zero or undefined everywhere on {self.field.domain}: there is no flow to show. "
                "Give another field, or another part of the plane with --domain."
            )
        if defined.mean() < ISLAND:
            middle = ", ".join(f"{c[defined].mean():.3g}" for c in places)
            raise Refusal(
                f"{self.field} is defined on too little of {self.field.domain} to be seen: "
                f"give a smaller --domain, around ({middle})"
            )

    def _insist_on_arrows(self) -> None:
        """Refuse a field that goes to and fro so often that arrows do not show it."""
        for component in components_of(self.field):
            if fineness(component).showable():
                continue
            closer = showable_part(component, self.shot.at or self.field.domain.centre)
            cure = f", such as --domain {typed_domain(closer)}" if closer else ", around a point where it is smooth"
            raise Refusal(
                f"{self.field} is too fine for a picture of {self.field.domain}: it goes to and fro so often that its "
                f"arrows could not be told apart. Give a smaller --domain{cure}"
            )


class _Length:
    """The lengths of the vectors of a field, as a function of the plane; it compares as the field does."""

    def __init__(self, field: VectorValued) -> None:
        self.field = field

    def __call__(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.hypot(*self.field(x, y)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Length) and other.field == self.field

    def __hash__(self) -> int:
        return hash((_Length, self.field))


def _seen(picture: Box, unit: float, domain: Domain) -> Domain:
    (x, y), width, height = domain.centre, picture.width / unit, picture.height / unit
    return Domain(x - width / 2, x + width / 2, y - height / 2, y + height / 2)
