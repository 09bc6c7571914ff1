"""The scenes about one function: they turn a shot into a field and a place to stand, or refuse."""

from typing import Any, ClassVar, Self

import numpy as np
from manim import RIGHT, Mobject
from numpy.typing import ArrayLike, NDArray

from gradanim.contours.fineness import BLANK, blank_share, fineness, lively_part, showable_part
from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.heights import measured
from gradanim.fields.rounding import rounding
from gradanim.fields.scalar import ScalarField, steepness
from gradanim.fields.standing import default_point, standing
from gradanim.fields.typed import Field
from gradanim.records.subject import TAKES
from gradanim.records.theme import Themed
from gradanim.stage.claims.differences import smooth_gradients_by_steps
from gradanim.stage.frame.layout import LARGEST, arranged, written
from gradanim.stage.frame.plates import Plates
from gradanim.stage.storyboard import Storyboard
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import definition

STRIP = 6.0  # a domain is shown up to this many times as long as wide
DROWNED = 1e-4  # of the heights' spread: where they are rounded to more, contours and slopes are not seen truly
LONGER = 0.35  # scene units, beside the margin of the frame, for digits and a sign that a number may get
ISLAND = 0.01  # f has to be defined on this share of the domain
USUAL, SMALL = 38, 31  # sizes of a definition; in the air over a landscape there is less room
APART = 5e-4  # diagonals, half a pixel of a small film: closer to a kink, a contour has a corner where one stands
SAMPLES = {2: 101, 3: 41}  # a side, by dimensions, that say on how much it is
THIN = {2: ("a strip", "wide"), 3: ("a rod or a sheet", "thin")}
COMPLAINTS = {
    "outside": "the point {at} is outside the domain {domain}: choose one inside, or give a larger --domain",
    "border": "the point {at} lies at the border of {domain}, and there is no room around it: "
    "choose one further inside, or another domain, such as --domain {room}",
    "undefined": "{f} is undefined at {at}: choose another point with --at",
    "kink": "closer than {apart:.1g} to {at} the slope of {f} jumps or grows beyond all bounds, and a picture of "
    "{domain} cannot tell that place from this one: choose a point further away with --at, or a smaller --domain "
    "around it",
    "level": "{f} is level at {at}, its gradient is zero there: choose another point with --at",
}


class FunctionScene(Storyboard):
    """A film about one function, of x and y or of x, y and z.

    Attributes:
        f, domain, start: what is filmed when nothing is typed.
        needs_formula: whether the story prints the function's formula, so that it has to be typed.
        room: what a film needs around its place, up to the borders, as a share of the domain's sides.
        field: the function of this film.
        at: where the story begins: as typed, else `start` if that is not None, else a place the core finds worth
            standing at.
        gradient: there, shape (2,) or (3,).
        slope: its length: the steepest slope there.
        view: how it is drawn.
    """

    f: ClassVar[str]
    domain: ClassVar[Domain]
    start: ClassVar[tuple[float, ...] | None]
    needs_formula: ClassVar[bool] = False
    room: ClassVar[float] = 0.02

    at: tuple[float, ...]
    view: Themed

    def setup(self) -> None:
        self.plates = Plates(self.theme, lambda: self.mobjects)
        super().setup()
        if self.shot.heights is not None and type(self).make_field is not FunctionScene.make_field:
            raise Refusal(f"{type(self).__name__} is about a field of its own: leave out --heights")
        field = self.make_field()
        domain = self._looked_at(field.domain)
        if (wider := self.filling(domain)) == domain or not self._stands(field.on(wider)):
            self.field = field if domain == field.domain else field.on(domain)
            self.at = self._stand()
        self.gradient: NDArray[np.float64] = self.field.gradient(*self.at)
        self.slope = float(steepness(self.gradient))

    def make_field(self) -> ScalarField:
        """The function, and where it is looked at unless a domain is typed, or a point without room around it.

        As typed, in the usual domain, or as measured; else the scene's own. A film about another kind of field
        returns that instead, and says where to `start`.
        """
        if self.shot.heights is not None:
            return measured(self.shot.heights.file, self.shot.domain)
        usual = Domain.usual(len(self.variables))
        return Field(self.shot.function or self.f, usual if self.shot.function else self.domain, self.variables)

    @property
    def variables(self) -> tuple[str, ...]:
        """The names of the variables, as the film's `subject` says."""
        return TAKES[self.subject].variables

    @property
    def viewer(self) -> NDArray[np.float64]:
        """The direction towards the camera, of length 1, where that decides what is a good place to stand; or zero."""
        return np.zeros(3)

    def filling(self, domain: Domain) -> Domain:
        """The domain, made larger until its picture fills the frame, where nobody has typed it; as it is by default."""
        return domain

    def definition(self, field: ScalarField | None = None) -> Mobject:
        """`f(x, y) = ...` as it was typed, for the panel; or another function.

        Raises:
            Refusal: it was not typed.
        """
        panel = self.layout.panel
        lower = 0.0 if self.layout.overlaid and self.flat else 0.5 * panel.height
        size = SMALL if self.layout.overlaid and not self.flat else USUAL
        return definition(self.view, field or self.field, panel.inset(bottom=lower), size=size)

    def fill_panel(self, *items: Mobject) -> None:
        """Give formulas and numbers their places beside the picture, or on its corner; a beat shows what it needs.

        What is never in sight together is given its place by calls of its own.
        """
        panel, on_the_right = self.layout.panel, self.layout.overlaid and self.layout.panel.right > 0
        largest = 1.0 if self.layout.overlaid and not self.flat else LARGEST
        arranged(items, panel, to_the_right=on_the_right, largest=largest)
        for item in items:
            if on_the_right and item.get_right()[0] > panel.right - 1e-6:
                grows = LONGER if isinstance(item, Readout) else 0.0
                item.shift((panel.right - grows - written(item).right) * RIGHT)
        self.on_plates(*items)
        self.fixed_in_frame(*items)

    def on_plates(self, *items: Mobject) -> None:
        """Let words be read that stand in the panel where that lies on the picture."""
        if self.layout.overlaid:
            self.fixed_in_frame(*self.plates.lie_under(*items))
            self.add(self.plates)

    def add(self, *mobjects: Any) -> Self:
        """As manim's; the plates of words that come with it are there at once, also where nothing is played."""
        super().add(*mobjects)
        self.plates.update(0)
        return self

    def remove(self, *mobjects: Any) -> Self:
        """As manim's; the plates of words that go with it are gone at once."""
        super().remove(*mobjects)
        self.plates.update(0)
        return self

    def _looked_at(self, usual: Domain) -> Domain:
        """As typed, a rectangle being given a height in space; else the usual one, with room around a point typed."""
        typed, at = self.shot.domain, self.shot.at
        if typed is not None and typed.dimensions < usual.dimensions:
            typed = Domain.over(typed, at[2] if at else 0.0)
        if typed is not None:
            return no_strip(typed)
        if self.shot.heights is not None:
            return no_strip(usual)  # there is nothing beyond its borders
        if at is None or (at == self.start and not self.shot.function):
            return usual
        return usual.making_room(at)

    def _stands(self, field: ScalarField) -> bool:
        """Whether there is a place to stand at and something to see; what is too wide for it is not shown."""
        self.field = field
        try:
            self.at = self._stand()
        except Refusal:
            return False
        return True

    def _stand(self) -> tuple[float, ...]:
        self._insist_on_land()
        self._insist_on_digits()
        if self.field.domain.dimensions == 2:
            self._insist_on_contours()
            self._insist_on_relief()
        typed = self.shot.at
        if typed is not None:
            complaint: str = standing(self.field, typed)
            if complaint == "good" and not self.field.domain.has_room(typed, self.room):
                complaint = "border"
            if complaint == "good" and not is_smooth_around(self.field, typed, APART * self.field.domain.diagonal):
                complaint = "kink"
            if complaint != "good":
                where, domain = f"({', '.join(f'{c:g}' for c in typed)})", self.field.domain
                room = typed_domain(domain.making_room(typed))
                facts = {"at": where, "domain": domain, "room": room, "apart": APART * domain.diagonal}
                raise Refusal(COMPLAINTS[complaint].format(f=self.field, **facts))
            return typed
        wanted = None if self.shot.brings_function else self.start
        if wanted is not None and not self.field.domain.has_room(wanted, self.room):
            wanted = None
        place = default_point(self.field, wanted, viewer=self.viewer)
        if place is None:
            part = "space" if len(self.variables) > 2 else "the plane"
            raise Refusal(
                f"{self.field} is flat or undefined everywhere on {self.field.domain}: "
                f"there is no slope to show. Give another function, or another part of {part} with --domain."
            )
        return place

    def _insist_on_land(self) -> None:
        """Refuse a field that is defined, but on so little of its domain that there is nothing to see."""
        places = self.field.domain.grid(SAMPLES[self.field.domain.dimensions])
        defined = np.isfinite(self.field(*places))
        if defined.any() and defined.mean() < ISLAND:
            middle = ", ".join(f"{c[defined].mean():.3g}" for c in places)
            raise Refusal(
                f"{self.field} is defined on too little of {self.field.domain} to be seen: "
                f"give a smaller --domain, around ({middle})"
            )

    def _insist_on_contours(self) -> None:
        """Refuse a field that is so steep somewhere that in a picture of the domain all the rest of it looks level."""
        if blank_share(self.field) <= BLANK:
            return
        x, y = self.field.domain.grid(SAMPLES[2])
        heights = self.field(x, y)
        if not np.nanmax(heights) > np.nanmin(heights):
            return  # it is level
        most = np.nanargmax(np.abs(heights - np.nanmedian(heights)))
        steep = (float(x.flat[most]), float(y.flat[most]))
        around = (self.shot.at or self.field.domain.centre, steep)
        closer = next((part for place in around if (part := lively_part(self.field, place))), None)
        cure = f", such as --domain {typed_domain(closer)}" if closer else ""
        raise Refusal(
            f"{self.field} changes so much near ({steep[0]:.3g}, {steep[1]:.3g}) that in a picture of "
            f"{self.field.domain} it looks level everywhere else: give a smaller --domain{cure}"
        )

    def _insist_on_relief(self) -> None:
        """Refuse a field that goes up and down so often that a picture of the domain does not show it."""
        found = fineness(self.field)
        if found.showable():
            return
        closer = showable_part(self.field, self.shot.at or self.field.domain.centre)
        cure = f", such as --domain {typed_domain(closer)}" if closer else ", around a point where it is smooth"
        raise Refusal(
            f"{self.field} is too fine for a picture of {self.field.domain}: it goes up and down so often that "
            f"its contours could not be told apart. Give a smaller --domain{cure}"
        )

    def _insist_on_digits(self) -> None:
        """Refuse a field whose heights differ by so little that it drowns in their rounding."""
        places = self.field.domain.grid(SAMPLES[self.field.domain.dimensions])
        heights, slopes = self.field(*places), steepness(self.field.gradient(*places))
        known = np.isfinite(heights) & np.isfinite(slopes)
        if not known.any() or not slopes[known].max() > 0:
            return
        off, spread = float(np.median(rounding(self.field, heights[known]))), float(np.ptp(heights[known]))
        if off > DROWNED * spread:
            raise Refusal(
                f"the values of {self.field} on {self.field.domain} differ by {spread:.2g}, and the sixteen digits of "
                f"a float round them to {off:.2g}: leave out the large number that is added to them, "
                "or give a larger --domain"
            )


def is_smooth_around(field: ScalarField, place: ArrayLike, apart: float) -> bool:
    """Whether no kink, jump, pole or edge of f lies on a step so long from a place along an axis."""
    return bool(np.isfinite(smooth_gradients_by_steps(field, place, step=apart)).all())


def typed_domain(domain: Domain) -> str:
    """A domain as it is typed."""
    return ",".join(f"{low:.9g}:{high:.9g}" for low, high in zip(domain.low, domain.high, strict=True))


def no_strip(domain: Domain) -> Domain:
    """The domain, if there is something to see in a picture of it, whose units are as long in x, in y and in z.

    Raises:
        Refusal: it is too long and narrow.
    """
    short, long = min(domain.sides), max(domain.sides)
    if long <= STRIP * short:
        return domain
    halves = [min(side, STRIP * short) / 2 for side in domain.sides]
    cure = Domain(*(c + end for c, half in zip(domain.centre, halves, strict=True) for end in (-half, half)))
    shape, thin = THIN[domain.dimensions]
    raise Refusal(
        f"a picture of {domain} would be {shape}, {long / short:.3g} times as long as {thin}: "
        f"give a domain at most {STRIP:g} times as long, such as --domain {typed_domain(cure)}"
    )
