"""Level curves, seen from above or lying on the landscape: their heights, and the colours between them."""

from collections.abc import Iterable

import numpy as np
from manim import ORIGIN, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.contours.level_curves import level_curve_through, level_curves
from gradanim.contours.levels import Levels, nice_levels
from gradanim.fields.scalar import ScalarField
from gradanim.paint import Relief
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import Live, Point, now, redrawn
from gradanim.stage.frame.view import LiveView, View
from gradanim.stage.maps.shading import index_contours, relief
from gradanim.stage.plots.ticks import labels
from gradanim.stage.typeset.labels import Label, place

INSIDE = 0.2  # scene units from the border to a number, at least
WIDTH = (1.8, 2.6)  # of contours, and of those that maps draw stronger


class ContourMap(VGroup):
    """Level curves of f, coloured from low to high: a map, or with a landscape's view, lines that lie on it.

    Attributes:
        levels: the heights that are drawn.
        curves: the drawn curves of each height, in the order of `levels.values`.
    """

    def __init__(self, view: View, levels: Levels | None = None, *, count: int = 12, samples: int = 200) -> None:
        super().__init__()
        self.view = view
        self.levels = nice_levels(view.field, count) if levels is None else levels
        colour, seen = view.theme.contour
        self.curves: list[VGroup] = []
        every = zip(level_curves(view.field, self.levels.values, samples), index_contours(self.levels), strict=True)
        for polylines, strong in every:
            group = VGroup(*(polyline(view, points, colour, width=WIDTH[int(strong)]) for points in polylines))
            group.set_stroke(opacity=view.theme.index if strong else seen)
            self.curves.append(group)
            self.add(group)

    def ground(self) -> Relief:
        """The ground under the curves, shaded, in the colours of their heights."""
        return relief(self.view, self.levels)

    @property
    def lines(self) -> list[VMobject]:
        """The drawn curves of all heights."""
        return [curve for group in self.curves for curve in group]

    @property
    def longest(self) -> VMobject:
        """The longest drawn curve, by its corners."""
        return max(self.lines, key=lambda curve: len(curve.points))

    def height_labels(
        self, *, avoid: ArrayLike = (), clear_of: Iterable[Mobject] = (), apart: float = 1.25, signed: bool = False
    ) -> VGroup:
        """A number on some of the curves, each clear of the others, of the border and of the points to avoid.

        Args:
            clear_of: what else they must not cover, long numbers of the axes for instance.
            apart: scene units between two of them, and to those points.
            signed: write a plus before what is above zero, as of a gain.
        """
        view, placed, texts = self.view, VGroup(), list(clear_of)
        away = view.line(np.asarray(avoid, float).reshape(-1, 2))
        inner = view.inner.inset(INSIDE)
        sources = labels(self.levels.values)
        if signed:
            sources = [f"+{s}" if v > 0 else s for s, v in zip(sources, self.levels.values, strict=True)]
        # from the outside in: the highest and the lowest tell most about the landscape
        order = sorted(range(len(self.curves)), key=lambda i: (i % 2, abs(i - (len(self.curves) - 1) / 2)))
        for index in order:
            label, taken = Label(view, sources[index], size=28).set_z_index(0), [*view.words, away, *texts, *placed]
            for curve in sorted(self.curves[index], key=lambda c: -len(c.points)):
                spots = curve.points[::4][len(curve.points) // 12 :: 3], ORIGIN
                if place(label, spots, clear_of=taken, room=inner, gap=apart):
                    placed.add(label)
                    break
        return placed


class ContourThrough(VMobject):
    """The one contour through a point, with all its branches, moving with it.

    It lies on the surface if the view is a landscape.

    Args:
        everywhere: also the other pieces of the level set, which do not meet the point's.
    """

    def __init__(self, view: LiveView, at: Live, *, width: float = 5, everywhere: bool = False) -> None:
        super().__init__(stroke_color=now(view).theme.level, stroke_width=width)
        cased(self, now(view).theme)
        self._view, self._at, self._everywhere = view, at, everywhere
        self._drawn: tuple[View, Point] | None = None
        redrawn(self, ContourThrough.redraw)

    def redraw(self) -> None:
        """Draw the contour through the point where it is now; nothing where there is none."""
        view, (x, y) = now(self._view), now(self._at)
        point = (float(x), float(y))  # where there is an array, too, it can be compared
        if self._drawn == (view, point):
            return
        self._drawn = (view, point)
        through = level_curve_through(view.field, point).whole
        broken(self, view.line(_with_others(view.field, point, through) if self._everywhere else through))


OTHER = 0.01  # of the domain's diagonal: a piece whose middle is farther away from another one is not the same


def _with_others(f: ScalarField, point: Point, through: NDArray[np.float64]) -> NDArray[np.float64]:
    """A piece of a level set, shape (n, 2), and after it all others, nan between two."""
    pieces = [through]
    for piece in level_curves(f, [float(f(*point))])[0]:
        if np.nanmin(np.linalg.norm(through - piece[len(piece) // 2], axis=1)) > OTHER * f.domain.diagonal:
            pieces += [np.full((1, 2), np.nan), piece]
    return np.concatenate(pieces)


def polyline(view: View, points: NDArray[np.float64], colour: object, *, width: float) -> VMobject:
    """A broken line through plane points of shape (n, 2); a single point draws nothing but is allowed."""
    line = VMobject(stroke_width=width)
    rgba = np.asarray(colour)
    line.set_stroke(color=colour if isinstance(colour, str) else _hex(rgba), width=width)
    return broken(line, view.line(points))


def broken(line: VMobject, corners: NDArray[np.float64]) -> VMobject:
    """Make a line of straight pieces between scene points, shape (n, 3), interrupted where they are nan."""
    line.clear_points()
    seen = np.isfinite(corners).all(axis=1)
    if seen.all() and len(corners) > 1:
        return line.set_points_as_corners(corners)
    for piece in np.split(corners, np.flatnonzero(np.diff(seen)) + 1):
        if len(piece) > 1 and np.isfinite(piece).all():
            line.start_new_path(piece[0]).add_points_as_corners(piece[1:])
    return line


def _hex(rgba: NDArray[np.float64]) -> str:
    return "#" + "".join(f"{round(255 * float(c)):02x}" for c in rgba[:3])
