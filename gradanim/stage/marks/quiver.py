"""A quiver: the arrows of a vector field on a grid, all in one true scale, or all of one length."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, Self

import numpy as np
from manim import Group, VGroup
from numpy.typing import ArrayLike, NDArray

from gradanim.fields.scalar import steepness
from gradanim.fields.standing import flatness
from gradanim.paint.arrows import VectorArrows
from gradanim.stage.frame.arrow_styles import ARROWS, SEEN, Role
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Point
from gradanim.stage.frame.view import View
from gradanim.stage.marks.arrows import plane_arrow

CELL = 0.52  # scene units from arrow to arrow
LONGEST = {"true": 1.1, "directions": 0.62}  # cells that an arrow may be long before it covers its neighbours
STEEP = 2.0  # times the usual length, the 80th percentile: what is longer would make all others tiny
GRIDS = 4  # each twice as fine as the one before
ENOUGH = 24  # arrows that are long enough to be seen; fewer take a finer grid
FEW = 0.05  # of all arrows: if no more than these can be seen in a true scale, it shows none of the rest
DROWNED = 1e-8  # of a height, gained over the whole domain: a slope whose direction rounding hides
ALIKE = 0.03  # of the longest: a difference between lengths that is not seen
OVER = 0.1  # scene units that an arrow may reach over the border of the map

Lengths = Literal["true", "directions"]
Points = NDArray[np.float64]
Vectors = Callable[[Points, Points], ArrayLike]  # from x and y, of one shape, to components (2, *shape)


@dataclass(frozen=True, eq=False)
class _Sample:
    """The vectors on a grid, shape (2, n), and which of them are drawn, in which scale."""

    view: View
    cell: float
    x: Points
    y: Points
    vectors: Points
    kept: NDArray[np.bool_]
    crowded: bool


class Quiver(VectorArrows):
    """The arrows of a vector field on a grid over the map, uphill ones of a gradient or any others.

    There is none where the vector is undefined. An arrow that would leave the picture, or cover its neighbours, is left
    out and never shortened. Where too few can be seen, as on a small island of definition, the grid is finer.

    Args:
        vectors: takes x and y of one shape, returns components (2, *shape); nan where there is none.
        lengths: "true" in one scale, that is easily said; "directions" draws all equally long.
        cell: scene units from arrow to arrow.
        longest: cells that an arrow may be long; below 1, two in a row are never read as one.
        role: what the vectors are, which says colour and style.
        pivot: which part of an arrow stands on the place it belongs to.
        level: a vector up to this long has no direction, and counts as none.
        typical: a length to compare with: a field that is a tenth of it at most is drawn small, not blown up.
        enough: arrows to be seen, or the grid gets finer.
        head: length of the heads, scene units; if not given, that of the style, on fine grids a smaller one.

    Attributes:
        view: the given one, with the scale of these arrows if their lengths are true.
        cell: scene units from arrow to arrow.
        crowded: some of the longest are left out.
        lengths: what the arrows' lengths are.
    """

    def __init__(
        self, view: View, vectors: Vectors, *, lengths: Lengths = "true", cell: float = CELL,
        longest: float | None = None, role: Role = "gradient", pivot: Literal["tail", "middle"] = "tail",
        level: float = 0.0, typical: float = 0.0, enough: int = ENOUGH, over: float = OVER, head: float | None = None,
    ) -> None:  # fmt: skip
        reach = LONGEST[lengths] if longest is None else longest
        sampled = _true if lengths == "true" else _directions
        best, most = None, -1
        for finer in cell / 2.0 ** np.arange(GRIDS):
            sample = sampled(view, vectors, float(finer), reach, level, typical)
            seen = int((sample.view.arrow_scale * np.hypot(*sample.vectors) > SEEN).sum())
            if seen > most:
                best, most = sample, seen
            if seen >= enough:
                break
        assert best is not None  # the first grid is better than none
        self.view, self.cell, self.crowded, self.role = best.view, best.cell, best.crowded, role
        self.lengths: Lengths = lengths
        x, y, steps = best.x[best.kept], best.y[best.kept], best.vectors[:, best.kept].T
        ways = self.view.arrow_scale / np.mean(view.scale) * steps
        drawn_ways = np.reshape([view.vector(*place) for place in zip(x, y, ways, strict=True)], (-1, 3))
        tails = view.at(x, y) - (0.5 * drawn_ways if pivot == "middle" else 0.0)
        inside = _inside(view, tails + drawn_ways, over)
        style = ARROWS[role]
        super().__init__(
            tails[inside], drawn_ways[inside], getattr(view.theme, role), stroke_width=style.quiver_width,
            tip_length=min(style.quiver_head, 0.4 * self.cell) if head is None else head,
        )  # fmt: skip

    @property
    def total(self) -> float:
        """The lengths of all arrows together, scene units."""
        return float(self.drawn.sum())

    @property
    def steepest(self) -> Point:
        """Where the longest arrow stands."""
        x, y = self.view.where(self.tails[np.argmax(self.drawn)])
        return float(x), float(y)

    @property
    def alike(self) -> bool:
        """All arrows are about equally long."""
        lengths = self.drawn
        return bool(np.ptp(lengths) < ALIKE * lengths.max())

    def within(self, box: Box) -> Self:
        """Only those arrows that stand in a part of the frame."""
        ends = np.stack([self.tails, self.heads])[:, :, :2]
        kept = ((ends >= [box.left, box.bottom]) & (ends <= [box.right, box.top])).all(axis=(0, 2))
        some = self.copy()
        some.points, some.rgba = np.vstack([self.tails[kept], self.heads[kept]]), self.rgba[kept]
        return some

    def apart(self, *, width: float) -> Group | VGroup:
        """The same arrows as a mobject each, for animations that bring one after the other."""
        places = self.view.where(self.tails)
        steps = (self.view.where(self.heads) - places) * np.mean(self.view.scale) / self.view.arrow_scale
        arrows = [
            plane_arrow(self.view, (float(x), float(y)), _always(step), self.role, width=width, shines=False)
            for (x, y), step in zip(places, steps, strict=True)
        ]
        return Group(*arrows) if self.view.in_space else VGroup(*arrows)

    @property
    def drawn(self) -> Points:
        """How long each arrow is drawn, scene units, shape (n,)."""
        lengths: Points = np.linalg.norm(self.heads - self.tails, axis=1)
        return lengths


def gradient_quiver(view: View, **options: Any) -> Quiver:
    """The gradient at every point, as a `Quiver` with the same options: it points uphill, as long as it is steep."""
    return Quiver(view, view.field.gradient, level=flatness(view.field), typical=view.slope_scale, **options)


def readable_gradient_quiver(view: View, **options: Any) -> Quiver:
    """The gradient at every point in one true scale; where few of them can be seen in any, their directions only.

    The options are those of a `Quiver`. Slopes of many orders of magnitude, as of exp(x^2 + y^2) far out, have no scale
    that shows more than the few steepest.
    """
    true = gradient_quiver(view, **options)
    seen = int((true.drawn > SEEN).sum())
    if seen >= ENOUGH or seen > FEW * len(true.tails):
        return true
    return Quiver(view, lambda x, y: _told_from_rounding(view, x, y), lengths="directions", **options)


def _told_from_rounding(view: View, x: Points, y: Points) -> Points:
    """The gradients, shape (2, *shape), nan where they are too small for their direction to be known."""
    f, limits = view.field, np.finfo(float)
    gradients = f.gradient(x, y)
    least = np.maximum(DROWNED * np.abs(f(x, y)) / f.domain.diagonal, limits.tiny / limits.eps)
    known: Points = np.where(steepness(gradients) > least, gradients, np.nan)
    return known


def _always(vector: Points) -> Callable[[float, float], Points]:
    return lambda x, y: vector


def _true(view: View, vectors: Vectors, cell: float, longest: float, level: float, typical: float) -> _Sample:
    """Vectors as long as they are, in the scale in which the longest has the room it may have."""
    x, y = _grid(view, cell)
    found = np.asarray(vectors(x, y), float)
    sizes = np.hypot(*found)
    limit = _longest(sizes, level, typical)
    with np.errstate(invalid="ignore"):
        kept, crowded = sizes <= limit * (1 + 1e-9), bool((sizes > limit * (1 + 1e-9)).any())
    return _Sample(view.fit_arrows(limit, longest * cell), cell, x, y, found, kept, crowded)


def _directions(view: View, vectors: Vectors, cell: float, longest: float, level: float, typical: float) -> _Sample:
    """Vectors made equally long."""
    x, y = _grid(view, cell)
    found = np.asarray(vectors(x, y), float)
    sizes = np.hypot(*found)
    with np.errstate(invalid="ignore", divide="ignore"):
        kept = np.isfinite(sizes) & (sizes > level)
        alike = np.where(kept, found / sizes * (longest * cell / view.arrow_scale), np.nan)
    return _Sample(view, cell, x, y, alike, kept, False)


def _grid(view: View, cell: float) -> tuple[Points, Points]:
    """The middles of about square cells that fill the map, each of shape (n,)."""
    d, box = view.field.domain, view.box
    columns, rows = max(2, round(box.width / cell)), max(2, round(box.height / cell))
    x = d.x0 + d.width * (np.arange(columns) + 0.5) / columns
    y = d.y0 + d.height * (np.arange(rows) + 0.5) / rows
    across, up = np.meshgrid(x, y)
    return across.ravel(), up.ravel()


def _longest(sizes: Points, level: float, typical: float) -> float:
    """The length that is drawn longest: the largest, or a usual one where a few are long beyond all measure."""
    known = sizes[sizes > level]
    if not len(known):
        return 0.2 * typical or 1.0
    return max(min(float(known.max()), STEEP * float(np.percentile(known, 80))), 0.1 * typical)


def _inside(view: View, heads: Points, over: float) -> NDArray[np.bool_]:
    box = view.box
    low, high = [box.left - over, box.bottom - over], [box.right + over, box.top + over]
    return np.asarray(((heads[:, :2] >= low) & (heads[:, :2] <= high)).all(axis=1))
