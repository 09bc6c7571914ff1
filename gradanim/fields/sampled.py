"""A scalar function of the plane known by its heights on a grid: a terrain, a table of measurements."""

from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain
from gradanim.fields.scalar import placed, signature

if TYPE_CHECKING:  # imported when the first terrain is filmed: most films have none
    from scipy.interpolate import RectBivariateSpline

Array = NDArray[np.float64]
FEWEST = 4  # samples a side: what a cubic takes
ROUNDED = 1e-9  # of a side: a point of the border that was drawn, and read back from the picture, is one still


class SampledField:
    """The smooth function through heights on a grid: a cubic spline in x and y, with the spline's own derivatives.

    It is twice continuously differentiable. A sample that is nan is a hole: in the cells that touch it the function is
    nan, and beside them it does not feel it. There is nothing beyond the grid either. It compares, hashes and pickles
    by what it was made from.

    Args:
        values: the heights, shape (ny, nx), at least 4 by 4, evenly spaced: a row goes from x0 to x1, the rows from
            y0 to y1.
        ground: the rectangle that the samples are spread over; the outermost ones lie on its border.
        name: what it is called.
        domain: the part to look at, all of it unless given.

    Raises:
        DomainError: the heights are no such grid, all missing or infinite, or the rectangle is a box.
    """

    variables: tuple[str, ...] = ("x", "y")

    def __init__(self, values: ArrayLike, ground: Domain, *, name: str = "f", domain: Domain | None = None) -> None:
        self.values = _tidy(values)
        for rectangle in (ground, domain or ground):
            if rectangle.dimensions != 2:
                raise DomainError(f"heights on a grid lie over a rectangle, not over {rectangle}: give four borders")
        self.ground, self.name, self.domain = ground, name, domain or ground

    @cached_property
    def _identity(self) -> tuple[Any, ...]:
        return sha256(self.values.tobytes()).digest(), self.values.shape, self.ground, self.name, self.domain

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SampledField) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (self.values, self.ground, self.name, self.domain)

    def __str__(self) -> str:
        return f"{signature(self)}, given by {self.values.shape[1]} x {self.values.shape[0]} samples,"

    def on(self, domain: Domain) -> "SampledField":
        """The same heights, looked at elsewhere."""
        return SampledField(self.values, self.ground, name=self.name, domain=domain)

    def __call__(self, *where: ArrayLike) -> Array:
        """Heights at (x, y), in the broadcast shape of the coordinates."""
        heights: Array = self._rows(where, (0, 0))[0, ...]
        return heights

    def gradient(self, *where: ArrayLike) -> Array:
        """(df/dx, df/dy) at (x, y): shape (2, *broadcast shape)."""
        return self._rows(where, (1, 0), (0, 1))

    def hessian(self, *where: ArrayLike) -> Array:
        """Second derivatives at (x, y): shape (2, 2, *broadcast shape), symmetric."""
        xx, xy, yy = self._rows(where, (2, 0), (1, 1), (0, 2))
        return np.array([[xx, xy], [xy, yy]])

    def worked_out(self, *where: float) -> float:
        """The height at one point, by one cubic spline along every row and one more through what they give."""
        x, y = where
        if not self._known(np.asarray(x), np.asarray(y)):
            return float("nan")
        across, up = self._lines
        from scipy.interpolate import make_interp_spline

        along = make_interp_spline(across, self._whole, k=3, axis=1)(x)
        return float(make_interp_spline(up, along, k=3)(y))

    @cached_property
    def _lines(self) -> tuple[Array, Array]:
        """The coordinates of the columns and of the rows."""
        (ny, nx), d = self.values.shape, self.ground
        return np.linspace(d.x0, d.x1, nx), np.linspace(d.y0, d.y1, ny)

    @cached_property
    def _whole(self) -> Array:
        """The heights, with some for the holes too."""
        from gradanim.fields.holes import filled

        return filled(self.values)

    @cached_property
    def _spline(self) -> "RectBivariateSpline":
        from scipy.interpolate import RectBivariateSpline

        return RectBivariateSpline(*self._lines, self._whole.T)

    @cached_property
    def _cells(self) -> NDArray[np.bool_]:
        """Which cells of the grid have heights at all four corners: shape (ny - 1, nx - 1)."""
        known = np.isfinite(self.values)
        return known[1:, 1:] & known[1:, :-1] & known[:-1, 1:] & known[:-1, :-1]

    @cached_property
    def _is_whole(self) -> bool:
        return bool(self._cells.all())

    def _known(self, x: Array, y: Array) -> NDArray[np.bool_]:
        """Where there are heights: in one of the cells that a point lies in, borders included."""
        (ny, nx), d = self._cells.shape, self.ground
        with np.errstate(invalid="ignore"):
            past = np.maximum(np.maximum(d.x0 - x, x - d.x1) / d.width, np.maximum(d.y0 - y, y - d.y1) / d.height)
            inside: NDArray[np.bool_] = past <= ROUNDED
        if self._is_whole:
            return inside
        across = np.where(inside, (x - d.x0) / d.width * nx, 0.0)
        up = np.where(inside, (y - d.y0) / d.height * ny, 0.0)
        # a point of the border between cells belongs to both
        columns = [np.clip(c.astype(int), 0, nx - 1) for c in (np.ceil(across) - 1, np.floor(across))]
        rows = [np.clip(r.astype(int), 0, ny - 1) for r in (np.ceil(up) - 1, np.floor(up))]
        touched: NDArray[np.bool_] = np.any([self._cells[r, c] for r in rows for c in columns], axis=0)
        return inside & touched

    def _rows(self, where: tuple[ArrayLike, ...], *orders: tuple[int, int]) -> Array:
        """Derivatives of so many orders in x and y, one after the other."""
        x, y = placed(self, where)
        known = self._known(x, y)
        rows = np.full((len(orders), *x.shape), np.nan)
        for k, (dx, dy) in enumerate(orders):
            rows[k, known] = self._spline.ev(x[known], y[known], dx=dx, dy=dy)
        return rows


def _tidy(values: ArrayLike) -> Array:
    """The heights as numbers that nobody can change.

    Raises:
        DomainError: they are no grid of numbers that a surface goes through.
    """
    try:
        heights = np.array(values, float)
    except (TypeError, ValueError) as why:
        raise DomainError(f"heights on a grid are numbers in rows of one length: {why}") from None
    if heights.ndim != 2 or min(heights.shape) < FEWEST:
        raise DomainError(f"heights on a grid have the shape (rows, columns), at least 4 by 4, not {heights.shape}")
    if np.isinf(heights).any():
        raise DomainError("heights on a grid are finite, and these are not all: write nan where there are none")
    if not np.isfinite(heights).any():
        raise DomainError("heights on a grid are missing everywhere: give some that are numbers")
    heights.setflags(write=False)
    return heights


def _made(values: Array, ground: Domain, name: str, domain: Domain) -> SampledField:
    return SampledField(values, ground, name=name, domain=domain)
