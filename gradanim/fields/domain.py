"""The part of the plane or of space that a scene looks at."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.borders import between, check_side, read_borders

AXES = "xyz"
USUAL = {2: (-3, 3, -2, 2), 3: (-3, 3, -3, 3, -3, 3)}

# How far from the middle a point may lie, as a share of the way to the border.
INSIDE = 2 / 3  # and have room around it
CENTRAL = 0.4  # after the domain was moved to make room


@dataclass(frozen=True, init=False, repr=False)
class Domain:
    """The rectangle [x0, x1] x [y0, y1], or the box that goes on with x [z0, z1], borders included.

    Args:
        borders: x0, x1, y0, y1 and, in space, z0, z1; the rectangle (-3, 3, -2, 2) if there are none.

    Raises:
        DomainError: a border is not a finite number, the borders are not in order, or a side is too short to
            tell its points apart at that distance from the origin.
    """

    borders: tuple[float, ...]

    def __init__(self, *borders: float) -> None:
        object.__setattr__(self, "borders", tuple(map(float, borders or USUAL[2])))
        if len(self.borders) not in (4, 6):
            raise DomainError(f"a domain has four borders, or six in space, and not {len(self.borders)}")
        for name, low, high in zip(AXES, self.low, self.high, strict=False):
            check_side(name, low, high)

    @classmethod
    def usual(cls, dimensions: int) -> Self:
        """Where a function of so many variables is looked at when nobody says where."""
        return cls(*USUAL[dimensions])

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "-3:3,-2:2" or, in space, "-3:3,-2:2,0:5", as typed; borders may be expressions such as pi/2.

        Raises:
            DomainError: neither two pairs nor three, or a border that cannot be read.
        """
        borders = read_borders(text)
        if len(borders) not in (4, 6):
            raise DomainError(
                f"a domain is written x0:x1,y0:y1, for example -3:3,-2:2, or in space x0:x1,y0:y1,z0:z1, not {text!r}"
            )
        return cls(*borders)

    @classmethod
    def over(cls, floor: "Domain", z: float = 0.0) -> Self:
        """The box over a rectangle of the plane, as high as the rectangle's longer side, its middle at height z."""
        half = max(floor.sides) / 2
        return cls(*floor.borders, z - half, z + half)

    @property
    def dimensions(self) -> int:
        """2 in the plane, 3 in space."""
        return len(self.borders) // 2

    @property
    def low(self) -> tuple[float, ...]:
        """The corner with the smallest coordinates."""
        return self.borders[::2]

    @property
    def high(self) -> tuple[float, ...]:
        """The corner with the largest coordinates."""
        return self.borders[1::2]

    @property
    def sides(self) -> tuple[float, ...]:
        """How long it is along x, y and z."""
        return tuple(high - low for low, high in zip(self.low, self.high, strict=True))

    @property
    def x0(self) -> float:
        """The smallest x; y0 and z0 are those of the other axes, where there are such."""
        return self.borders[0]

    @property
    def x1(self) -> float:
        """The largest x; y1 and z1 are those of the other axes."""
        return self.borders[1]

    @property
    def y0(self) -> float:
        return self.borders[2]

    @property
    def y1(self) -> float:
        return self.borders[3]

    @property
    def z0(self) -> float:
        return self.borders[4]

    @property
    def z1(self) -> float:
        return self.borders[5]

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
        return math.hypot(*self.sides)

    @property
    def centre(self) -> tuple[float, ...]:
        """The middle of the domain, (x, y) or (x, y, z)."""
        return tuple(low + side / 2 for low, side in zip(self.low, self.sides, strict=True))

    def grid(self, n: int, *, least: int = 2) -> NDArray[np.float64]:
        """Sample points, borders included.

        In the plane cells are about square, and x varies along columns; in space there are n samples along every side,
        and x, y and z vary along the axes in their order.

        Args:
            n: samples along the longer side, at least 2.
            least: samples along the shorter side of even the narrowest rectangle.

        Returns:
            The coordinates: (2, ny, nx) in the plane, (3, n, n, n) in space.
        """
        if n < 2:
            raise DomainError(f"a grid needs at least 2 samples a side, not {n}")
        if self.dimensions > 2:
            sides = [c + d / 2 * np.linspace(-1, 1, n) for c, d in zip(self.centre, self.sides, strict=True)]
            return np.stack(np.meshgrid(*sides, indexing="ij"))
        cell = max(self.sides) / (n - 1)
        counts = [max(min(n, least), round(side / cell) + 1) for side in self.sides]
        lines = [np.linspace(*ends) for ends in zip(self.low, self.high, counts, strict=True)]
        return np.stack(np.meshgrid(*lines))

    def __contains__(self, point: object) -> bool:
        place = np.asarray(point, float).tolist()
        return all(low <= c <= high for low, c, high in zip(self.low, place, self.high, strict=True))

    def around(self, point: ArrayLike, width: float) -> "Domain":
        """The domain of this shape, `width` wide, centred on a point."""
        halves = [width / 2 * (side / self.width) for side in self.sides]
        place = np.asarray(point, float).tolist()
        return Domain(*(c + end for c, half in zip(place, halves, strict=True) for end in (-half, half)))

    def shaped(self, ratio: float) -> "Domain":
        """The smallest rectangle around this one that is so many times as wide as high, to four digits."""
        (x, y), finest = self.centre, 10.0 ** (np.floor(np.log10(min(self.sides))) - 3)  # borders are read by people
        if ratio * self.height > self.width:
            half = float(finest * np.ceil(ratio * self.height / 2 / finest))
            return Domain(x - half, x + half, self.y0, self.y1)
        half = float(finest * np.ceil(self.width / ratio / 2 / finest))
        return Domain(self.x0, self.x1, y - half, y + half)

    def making_room(self, point: ArrayLike) -> "Domain":
        """The domain of this size in which a point lies well inside.

        Along an axis along which it does already, nothing changes. Else the domain is moved by a round number: no
        further than needed if that leaves its middle in sight, the origin for the usual one; if not, until the point
        is about in the middle.
        """
        place = np.asarray(point, float).tolist()
        sides = map(_moved, place, self.low, self.high)
        return Domain(*(border for side in sides for border in side))

    def has_room(self, point: ArrayLike, share: float) -> bool:
        """Whether a point lies further from each border than a share of the way between the two."""
        place = np.asarray(point, float).tolist()
        return all(
            min(c - low, high - c) > share * (high - low)
            for low, c, high in zip(self.low, place, self.high, strict=True)
        )

    def towards(self, other: "Domain", alpha: float) -> "Domain":
        """The domain on the way to `other`: this one at alpha 0, the other at 1.

        Sizes change by equal factors in equal times, as a steady zoom does, and whatever point of the picture
        holds its place at the start and the end holds it all along.
        """
        if alpha in (0, 1):
            return other if alpha else self
        ends = zip(self.low, self.high, other.low, other.high, strict=True)
        return Domain(*(border for a, b, c, d in ends for border in between((a, b), (c, d), alpha)))

    def __str__(self) -> str:
        return " x ".join(f"[{low:.12g}, {high:.12g}]" for low, high in zip(self.low, self.high, strict=True))

    def __repr__(self) -> str:
        return f"Domain({', '.join(map(repr, self.borders))})"


def _moved(c: float, low: float, high: float) -> tuple[float, float]:
    """The side of a domain, moved along its axis until a coordinate lies well inside."""
    half, off = (high - low) / 2, c - (low + high) / 2
    if abs(off) <= INSIDE * half:
        return low, high
    step = _round_step(2 * half)
    least = math.ceil((abs(off) - CENTRAL * half) / step - 1e-9)
    by = step * (math.copysign(least, off) if least * step <= half else round(off / step))
    places = 12 - math.floor(math.log10(step))  # a sum of steps such as 0.1 has rounding behind it
    return round(low + by, places), round(high + by, places)


def _round_step(side: float) -> float:
    """The number of 1, 2 or 5 times a power of ten that is closest to a twelfth of a side."""
    decade = 10.0 ** math.floor(math.log10(side / 12))
    return decade * min((1, 2, 5, 10), key=lambda digit: abs(math.log(side / 12 / decade / digit)))
