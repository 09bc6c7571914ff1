"""A function of three variables: the box of space it is shown in, and its level surfaces."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from contourpy import LineType, contour_generator
from manim import OUT, Group
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import ScalarField
from gradanim.formulas.numerals import plain_number
from gradanim.paint import LevelSurface, Polylines
from gradanim.records.theme import Theme
from gradanim.stage.space.landscape import MIDDLE

Points = NDArray[np.float64]

RINGS = 9  # level cuts through the box on which a level surface is outlined
LEVEL_OPACITY = 0.3
NESTED_OPACITY = 0.22  # of each of several level surfaces, so that the innermost is still seen


@dataclass(frozen=True)
class RoomView:
    """A box of space, one unit as long in x, y and z; its middle is where the camera looks.

    Attributes:
        field: a function of three variables; its domain is the box.
        size: scene units that its longest side measures.
        arrow_scale: scene units per unit of slope, for arrows that stand for a gradient.
    """

    field: ScalarField
    theme: Theme
    size: float = 4.4
    arrow_scale: float = 1.0

    def __deepcopy__(self, memo: object) -> "RoomView":
        return self  # a value, as every view

    @property
    def scale(self) -> float:
        """Scene units per unit of x, y or z."""
        return float(self.size / np.max(self.box[:, 1] - self.box[:, 0]))

    @property
    def box(self) -> Points:
        """The lowest and the highest x, y and z, shape (3, 2)."""
        return np.stack([self.field.domain.low, self.field.domain.high], axis=1)

    def at(self, x: ArrayLike, y: ArrayLike, z: ArrayLike) -> Points:
        """The scene points, shape (..., 3), for points (x, y, z)."""
        points = np.stack(np.broadcast_arrays(x, y, z), axis=-1).astype(float)
        return self.scale * (points - self.box.mean(axis=1)) + MIDDLE * OUT

    def where(self, points: ArrayLike) -> Points:
        """The points, shape (..., 3), that drawn scene points stand for: `at` undone."""
        drawn: Points = (np.asarray(points, float) - MIDDLE * OUT) / self.scale + self.box.mean(axis=1)
        return drawn

    def with_arrows(self, slope: float, length: float) -> Self:
        """The same view with arrows scaled so that this slope is drawn `length` scene units long."""
        return replace(self, arrow_scale=length / slope)

    def fit_arrows(self, slope: float, longest: float) -> Self:
        """The same view with arrows in a scale that is easily said, this slope at most `longest` scene units long."""
        return replace(self, arrow_scale=self.scale * plain_number(longest / (self.scale * slope)))


def level_surface(
    view: RoomView, value: float, *, colour: str | None = None, opacity: float = LEVEL_OPACITY, samples: int = 48
) -> LevelSurface:
    """All points where the function has one value, as a translucent surface; nothing where the box has none.

    Args:
        samples: along the longest side of the box.
    """
    return LevelSurface(
        view.field, value, view.box, colour or view.theme.level, to_scene=lambda points: view.at(*points.T),
        samples=samples, opacity=opacity,
    )  # fmt: skip


class LevelSurfaces(Group):
    """Nested translucent level surfaces, coloured from low to high; one submobject for each value, in their order.

    Attributes:
        values: the levels that are drawn, as given.
        colours: of each, RGBA in 0..1, shape (n, 4).
    """

    def __init__(
        self, view: RoomView, values: Sequence[float], *, opacity: float = NESTED_OPACITY, samples: int = 48
    ) -> None:
        self.values = tuple(float(value) for value in values)
        ranks = np.argsort(np.argsort(self.values)) / max(1, len(self.values) - 1)
        self.colours = view.theme.height_colours(ranks)
        super().__init__(
            *(
                LevelSurface(
                    view.field, value, view.box, colour, to_scene=lambda points: view.at(*points.T),
                    samples=samples, opacity=opacity,
                )
                for value, colour in zip(self.values, self.colours[:, :3], strict=True)
            )
        )  # fmt: skip


def rings(view: RoomView, value: float, colour: Any, *, axis: int = 2, samples: int = 121) -> Polylines:
    """Where cuts across an axis of the box meet a level surface: they show how it bends. Nothing where none does."""
    low, high = view.box.T
    first, second = (k for k in range(3) if k != axis)
    across, up = np.meshgrid(*(np.linspace(low[k], high[k], samples) for k in (first, second)))
    places, lines = np.empty((3, *across.shape)), []
    for cut in np.linspace(low[axis], high[axis], RINGS + 2)[1:-1]:
        places[first], places[second], places[axis] = across, up, cut
        heights = view.field(*places)
        far = np.nanpercentile(np.abs(heights - value), 90) if np.isfinite(heights).any() else 0.0
        cuts = contour_generator(across, up, np.ma.masked_invalid(heights), line_type=LineType.Separate)
        for line in cuts.lines(value):
            points: Points = np.insert(np.asarray(line, float), axis, cut, axis=1)
            off = np.abs(view.field(*points.T) - value)
            lines.append(np.where((off < 0.05 * far)[:, None], view.at(*points.T), np.nan))  # and none at a pole
    return Polylines(lines or [np.zeros((0, 3))], colour, stroke_width=1.5)
