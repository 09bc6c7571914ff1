"""The rectangle of the plane that a scene looks at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError, ReadError

# Below this share of its coordinates' size, a side no longer has room for distinct floating-point samples.
NARROWEST = 1e-8


@dataclass(frozen=True)
class Domain:
    """The rectangle [x0, x1] x [y0, y1], borders included.

    Raises:
        DomainError: a border is not a finite number, the borders are not in order, or a side is too short to
            tell its points apart at that distance from the origin.
    """

    x0: float = -3.0
    x1: float = 3.0
    y0: float = -2.0
    y1: float = 2.0

    def __post_init__(self) -> None:
        for name, low, high in (("x", self.x0, self.x1), ("y", self.y0, self.y1)):
            object.__setattr__(self, f"{name}0", float(low))
            object.__setattr__(self, f"{name}1", float(high))
            check_side(name, low, high)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "-3:3,-2:2", as typed on a command line; borders may be expressions such as pi/2.

        Raises:
            DomainError: not two pairs, or a border that cannot be read.
        """
        borders = read_borders(text)
        if len(borders) != 4:
            raise DomainError(f"a domain is written x0:x1,y0:y1, for example -3:3,-2:2, not {text!r}")
        return cls(*borders)

    @property
    def width(self) -> float:
        """The side along x."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """The side along y."""
        return self.y1 - self.y0

    @property
    def diagonal(self) -> float:
        """From corner to corner: the measure of "far" in this domain."""
        return math.hypot(self.width, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the rectangle, (x, y)."""
        return self.x0 + self.width / 2, self.y0 + self.height / 2

    def grid(self, n: int, *, least: int = 2) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Sample points in about square cells, borders included.

        Args:
            n: samples along the longer side, at least 2.
            least: samples along the shorter side of even the narrowest domain.

        Returns:
            X and Y, each of shape (ny, nx); x varies along columns.
        """
        if n < 2:
            raise DomainError(f"a grid needs at least 2 samples a side, not {n}")
        cell = max(self.width, self.height) / (n - 1)
        nx, ny = (max(min(n, least), round(side / cell) + 1) for side in (self.width, self.height))
        x, y = np.meshgrid(np.linspace(self.x0, self.x1, nx), np.linspace(self.y0, self.y1, ny))
        return x, y

    def __contains__(self, point: object) -> bool:
        x, y = np.asarray(point, float)
        return bool(self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1)

    def around(self, point: ArrayLike, width: float) -> "Domain":
        """The domain of this shape, `width` wide, centred on a point."""
        x, y = (float(c) for c in np.asarray(point, float))
        w, h = width / 2, width / 2 * (self.height / self.width)
        return Domain(x - w, x + w, y - h, y + h)

    def shifted_to(self, centre: ArrayLike) -> "Domain":
        """The domain of this size, centred on a point."""
        return self.around(centre, self.width)

    def towards(self, other: "Domain", alpha: float) -> "Domain":
        """The domain on the way to `other`: this one at alpha 0, the other at 1.

        Sizes change by equal factors in equal times, as a steady zoom does, and whatever point of the picture
        holds its place at the start and the end holds it all along.
        """
        if alpha in (0, 1):
            return other if alpha else self
        x0, x1 = _between((self.x0, self.x1), (other.x0, other.x1), alpha)
        y0, y1 = _between((self.y0, self.y1), (other.y0, other.y1), alpha)
        return Domain(x0, x1, y0, y1)

    def __str__(self) -> str:
        return f"[{self.x0:.12g}, {self.x1:.12g}] x [{self.y0:.12g}, {self.y1:.12g}]"


def check_side(name: str, low: float, high: float) -> None:
    """Insist that a side runs between two numbers that can be told apart at their distance from zero.

    Raises:
        DomainError: they are not finite, not in order, or too close together.
    """
    if not math.isfinite(high - low):
        raise DomainError(f"{name} must run between finite numbers, not from {low:g} to {high:g}")
    if not low < high:
        raise DomainError(f"{name} must run from a smaller to a larger number, not from {low:g} to {high:g}")
    if high - low < NARROWEST * max(abs(low), abs(high)):
        raise DomainError(f"{name} from {low!r} to {high!r} is too narrow so far from zero: widen it or move it closer")


def read_borders(text: str) -> list[float]:
    """The numbers in "-3:3,-2:2", in their order; none where it is not made of pairs.

    Raises:
        DomainError: a border that cannot be read.
    """
    from gradanim.formulas.read import read_numbers  # brings sympy along, and most uses of a Domain do without

    sides = [side.split(":") for side in text.split(",")]
    if any(len(side) != 2 for side in sides):
        return []
    try:
        return [read_numbers(border, 1, "a border of the domain")[0] for side in sides for border in side]
    except ReadError as why:
        raise DomainError(f"cannot read the domain {text!r}: {why}") from why


def _between(here: Sequence[float], there: Sequence[float], alpha: float) -> tuple[float, float]:
    """One side of a domain on its way to another, log-linear in length."""
    growth = math.log((there[1] - there[0]) / (here[1] - here[0]))
    # The share of the way that the borders have moved; it tends to alpha itself where the size stays the same.
    moved = alpha if abs(growth) < 1e-9 else math.expm1(alpha * growth) / math.expm1(growth)
    return here[0] + moved * (there[0] - here[0]), here[1] + moved * (there[1] - here[1])
