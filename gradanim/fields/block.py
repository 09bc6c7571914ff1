"""The box of space that a scene about f(x, y, z) looks at."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.errors import DomainError
from gradanim.fields.domain import Domain, check_side, read_borders

Place = tuple[float, float, float]


@dataclass(frozen=True)
class Block:
    """The box [x0, x1] x [y0, y1] x [z0, z1], borders included.

    Raises:
        DomainError: a side that a Domain could not have either.
    """

    x0: float = -3.0
    x1: float = 3.0
    y0: float = -3.0
    y1: float = 3.0
    z0: float = -3.0
    z1: float = 3.0

    def __post_init__(self) -> None:
        for name, low, high in zip("xyz", self.low, self.high, strict=True):
            object.__setattr__(self, f"{name}0", float(low))
            object.__setattr__(self, f"{name}1", float(high))
            check_side(name, low, high)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "-3:3,-2:2,0:5", as typed on a command line.

        Raises:
            DomainError: not three pairs, or a border that cannot be read.
        """
        borders = read_borders(text)
        if len(borders) != 6:
            raise DomainError(
                f"a domain in space is written x0:x1,y0:y1,z0:z1, for example -3:3,-2:2,0:5, not {text!r}"
            )
        return cls(*borders)

    @classmethod
    def over(cls, floor: Domain, z: float = 0.0) -> Self:
        """The box over a rectangle of the plane, as high as the rectangle's longer side, its middle at height z."""
        half = max(floor.width, floor.height) / 2
        return cls(floor.x0, floor.x1, floor.y0, floor.y1, z - half, z + half)

    @property
    def low(self) -> Place:
        """The corner with the smallest coordinates."""
        return self.x0, self.y0, self.z0

    @property
    def high(self) -> Place:
        """The corner with the largest coordinates."""
        return self.x1, self.y1, self.z1

    @property
    def sides(self) -> Place:
        """How long the box is along x, y and z."""
        return self.x1 - self.x0, self.y1 - self.y0, self.z1 - self.z0

    @property
    def centre(self) -> Place:
        """The middle of the box."""
        dx, dy, dz = self.sides
        return self.x0 + dx / 2, self.y0 + dy / 2, self.z0 + dz / 2

    @property
    def diagonal(self) -> float:
        """From corner to corner: the measure of "far" in this box."""
        return math.hypot(*self.sides)

    def grid(self, n: int, *, share: float = 1.0) -> NDArray[np.float64]:
        """Sample points: x, y and z, shape (3, n, n, n).

        Args:
            n: samples along every side, at least 2.
            share: of every side, in its middle, that they are spread over, borders included.
        """
        sides = [c + share * d / 2 * np.linspace(-1, 1, n) for c, d in zip(self.centre, self.sides, strict=True)]
        return np.stack(np.meshgrid(*sides, indexing="ij"))

    def __contains__(self, point: object) -> bool:
        place = np.asarray(point, float)
        return bool(np.all(place >= self.low) and np.all(place <= self.high))

    def shifted_to(self, centre: ArrayLike) -> "Block":
        """The box of this size, centred on a point."""
        x, y, z = np.asarray(centre, float).tolist()
        dx, dy, dz = (side / 2 for side in self.sides)
        return Block(x - dx, x + dx, y - dy, y + dy, z - dz, z + dz)

    def __str__(self) -> str:
        return " x ".join(f"[{low:.12g}, {high:.12g}]" for low, high in zip(self.low, self.high, strict=True))
