"""What every picture is made from: a field, the rectangle of the frame it is drawn in, and the colours."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.contours.levels import nice_levels
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import ScalarField
from gradanim.formulas.numerals import plain_number
from gradanim.records.theme import Theme, Themed
from gradanim.stage.frame.layout import NUMBERS as TAKEN
from gradanim.stage.frame.layout import Box, Layout
from gradanim.stage.frame.live import LiveNumber, Point, now_number

GENTLE = 0.1  # of the scale of slopes: the numbers of gentler places would have less than two digits
MARGIN = 0.35  # scene units that an arrow may reach over the border of the picture
INSIDE = -0.12  # the same where the picture reaches the frame's edges
NUMBERS = 0.14  # scene units from the border to the numbers of its ticks


class Scaled(Themed, Protocol):
    """A view of the plane or of space, whose axes and whose arrows have a scale."""

    @property
    def scale(self) -> float | tuple[float, float]:
        """Scene units per unit of the axes; along x and along y where they may differ."""

    @property
    def arrow_scale(self) -> float:
        """Scene units per unit of slope."""


@dataclass(frozen=True)
class View:
    """A field seen from above, one plane unit as long in x as in y.

    Attributes:
        scale: scene units per plane unit along x and along y. `fit` makes them equal, since a right angle
            of the plane is a right angle on the screen only then.
        arrow_scale: scene units per unit of slope, for every arrow that stands for a gradient or a slope.
        in_space: whether it is looked at in space, where points are drawn as balls and arrows as round shafts.
        layout: of the frame that its ground fills to the edges; None for a picture beside others.
    """

    field: ScalarField
    theme: Theme
    box: Box
    scale: tuple[float, float]
    arrow_scale: float = 1.0
    in_space: bool = False
    layout: Layout | None = None

    @classmethod
    def fit(cls, field: ScalarField, theme: Theme, box: Box, *, layout: Layout | None = None) -> "View":
        """The largest picture of the field's domain that fits into `box`; the rest of the box shows what is around."""
        domain = field.domain
        unit = min(box.width / domain.width, box.height / domain.height)
        width, height = unit * domain.width, unit * domain.height
        x, y = box.centre[:2]
        drawn = Box(x - width / 2, x + width / 2, y - height / 2, y + height / 2)
        return cls(field, theme, drawn, (unit, unit), layout=layout)

    def __deepcopy__(self, memo: object) -> "View":
        return self  # a value: manim copies mobjects deeply, and a copied field would be compiled again

    def at(self, x: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
        """The scene points, shape (..., 3), drawn for the plane points (x, y)."""
        # the centre is subtracted first: far from the origin the difference is what the eye sees
        centre = self.field.domain.centre
        across = self.box.centre[0] + self.scale[0] * (np.asarray(x, float) - centre[0])
        up = self.box.centre[1] + self.scale[1] * (np.asarray(y, float) - centre[1])
        return np.stack([across, up, np.zeros_like(across)], axis=-1)

    def where(self, points: ArrayLike) -> NDArray[np.float64]:
        """The plane points, shape (..., 2), that drawn scene points (..., 3) stand for: `at` undone."""
        points = np.asarray(points, float)
        return (points[..., :2] - self.box.centre[:2]) / self.scale + np.asarray(self.field.domain.centre)

    def line(self, points: ArrayLike) -> NDArray[np.float64]:
        """The scene points, shape (m, 3), of the line through plane points (n, 2); nan where it is interrupted."""
        return self.at(*np.asarray(points, float).T)

    def vector(self, x: float, y: float, steps: ArrayLike) -> NDArray[np.float64]:
        """The scene vectors, shape (..., 3), drawn at (x, y) for vectors (..., 2) in units of the plane."""
        steps = np.asarray(steps, float)
        return np.concatenate([steps * self.scale, np.zeros_like(steps[..., :1])], axis=-1)

    def height_of(self, points: ArrayLike) -> NDArray[np.float64]:
        """The heights of f at drawn scene points, shape (..., 3)."""
        places = self.where(points)
        return self.field(places[..., 0], places[..., 1])

    @cached_property
    def height_scale(self) -> float:
        """The spread of the heights in the picture: of its contours, since a pole has no largest height."""
        values = nice_levels(self.field).values
        return float(np.ptp(values)) if len(values) > 1 else 1.0

    @property
    def slope_scale(self) -> float:
        """The slope that would climb the picture's heights over its width: what slopes here are to be compared with."""
        return self.height_scale / self.field.domain.diagonal

    def notation_of(self, slope: float) -> float:
        """The scale for the numbers of slopes at a place where the steepest is this one: usually that of the picture.

        Where the place is so gentle beside the steepest ground that its numbers would have no digits, it is its own.
        """
        return slope if 0 < slope < GENTLE * self.slope_scale else self.slope_scale

    @property
    def bleeds(self) -> bool:
        """Whether the picture reaches the frame's edges, so that the numbers of its axes stand on it."""
        return self.layout is not None and self.layout.bleeds

    @property
    def inner(self) -> Box:
        """The picture of the domain without the numbers of its axes, where they stand on it."""
        return self.box.inset(left=1.6 * TAKEN, bottom=TAKEN) if self.bleeds else self.box

    @property
    def words(self) -> list[Box]:
        """The parts of the picture that words may hide."""
        return [] if self.layout is None else self.layout.words

    @property
    def margin(self) -> float:
        """Scene units that an arrow may reach over the border of the picture."""
        return INSIDE if self.bleeds else MARGIN

    def with_arrows(self, slope: float, length: float) -> Self:
        """The same view with arrows scaled so that this slope is drawn `length` scene units long."""
        return replace(self, arrow_scale=length / slope)

    def fit_arrows(self, slope: float, longest: float, *, shortest: float = 0.0) -> Self:
        """The same view with arrows in a scale that is easily said: a plain number of plane units per unit of slope.

        Args:
            longest, shortest: scene units that this slope is drawn long; the lower bound wins.
        """
        unit = self.scale[0] * slope
        return replace(self, arrow_scale=self.scale[0] * plain_number(longest / unit, least=shortest / unit))

    def fit_arrow_at(self, point: Point, *, longest: float = 2.0, shortest: float = 0.6, along: ArrayLike = ()) -> Self:
        """The same view with the gradient at this point drawn about as long as there is room for it in the picture.

        Args:
            longest, shortest: scene units; the lower bound wins over the room.
            along: plane points, shape (n, 2), at which there has to be room too.
        """
        points = np.vstack([np.asarray([point]), np.asarray(along, float).reshape(-1, 2)])
        gradients = self.field.gradient(*points.T).T
        slopes = np.hypot(*gradients.T)
        with np.errstate(divide="ignore", invalid="ignore"):
            reach = np.nanmin(
                np.append(self.clearance(points, gradients / slopes[:, None]) / slopes, longest / slopes[0])
            )
        return self.fit_arrows(slopes[0], reach * slopes[0], shortest=shortest)

    def fit_arrows_inside(self, places: ArrayLike, *, sign: int, longest: float, shortest: float) -> Self:
        """The same view with the gradient at the first of the places as long as all of them can have theirs inside.

        Args:
            places: plane points, shape (n, 2).
            sign: 1 for the gradient, -1 for minus the gradient.
            longest, shortest: scene units; the lower bound wins over the room, but not over that of the margin around.
        """
        points = np.asarray(places, float)
        gradients = sign * self.field.gradient(*points.T).T
        slopes = np.hypot(*gradients.T)
        with np.errstate(divide="ignore", invalid="ignore"):
            margin = self.clearance(points, gradients / slopes[:, None])
            most, room = (float(np.nanmin(way / slopes)) * slopes[0] for way in (margin, margin - max(self.margin, 0)))
        return self.fit_arrows(slopes[0], min(max(min(room, longest), shortest), max(most, 0.2)))

    def while_arrows_fit(self, line: ArrayLike, *, length: float | None = None) -> NDArray[np.float64]:
        """The beginning of a line, shape (n, 2), up to where a gradient arrow would first leave the picture.

        Args:
            length: scene units, of arrows that are all as long.

        They stay off the numbers around the picture, too, unless the first of them does not.
        """
        points = np.asarray(line, float)
        gradients = self.field.gradient(*points.T).T
        slopes = np.hypot(*gradients.T)
        with np.errstate(divide="ignore", invalid="ignore"):
            room = self.clearance(points, gradients / slopes[:, None])
        over = (self.arrow_scale * slopes if length is None else length) - room
        numbers = NUMBERS - MARGIN
        off_the_numbers = numbers if not self.bleeds and not (over[:2] > numbers).any() else 0.02
        hidden = np.flatnonzero(over > off_the_numbers)
        return points[: max(int(hidden[0]), 2)] if len(hidden) else points

    def clearance(
        self, points: NDArray[np.float64], ways: NDArray[np.float64], *, named: bool = False
    ) -> NDArray[np.float64]:
        """Scene units from plane points to the edge of the picture and its margin, along unit vectors (n, 2).

        Args:
            named: what reaches there has a name, which stands beside the numbers of the axes and not on them.
        """
        box, margin = (self.inner, NUMBERS) if named and self.bleeds else (self.box, self.margin)
        middle = box.centre[:2]
        half = np.array([box.width, box.height]) / 2 + margin
        offset = self.at(*points.T)[:, :2] - middle
        with np.errstate(divide="ignore", invalid="ignore"):
            distance = (np.sign(ways) * half - offset) / ways
        return np.where(np.isfinite(distance) & (ways != 0), distance, np.inf).min(axis=1)

    def zoomed(self, domain: Domain) -> "View":
        """A view of another part of the plane in the same place of the frame."""
        closer = View.fit(self.field.on(domain), self.theme, self.box, layout=self.layout)
        return replace(closer, arrow_scale=self.arrow_scale)


def rescaling(view: View, other: View, share: LiveNumber) -> Callable[[], View]:
    """A view whose arrows go over from their scale to that of another, at a share of the way from 0 to 1."""
    return lambda: replace(
        view, arrow_scale=view.arrow_scale + now_number(share) * (other.arrow_scale - view.arrow_scale)
    )


LiveView = View | Callable[[], View]  # a fixed view, or one that comes closer
