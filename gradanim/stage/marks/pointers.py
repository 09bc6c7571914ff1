"""What every arrow says of itself, and the arrow of space: a round shaft with a cone."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import GrowFromPoint
from numpy.typing import ArrayLike, NDArray

from gradanim.paint import SolidArrow
from gradanim.stage.live import redrawn

SEEN = 0.04  # scene units; a shorter arrow is not drawn: it has no direction that could be seen
THICKNESS = 0.005  # radius of a round shaft, scene units per unit of a flat arrow's stroke width


class Pointing:
    """The drawn ends of an arrow, in scene units, shape (3,); nan if nothing is drawn.

    Attributes:
        to_scale: it is as long as the vector it stands for, and not all of one length.
    """

    to_scale: bool = True

    @property
    def tail(self) -> NDArray[np.float64]:
        """Where the drawn shaft begins."""
        raise NotImplementedError

    @property
    def tip(self) -> NDArray[np.float64]:
        """Where the drawn head ends."""
        raise NotImplementedError

    @property
    def along(self) -> NDArray[np.float64]:
        """From the drawn tail to the drawn tip."""
        return self.tip - self.tail

    def grow(self, **options: Any) -> GrowFromPoint:
        """The animation in which the arrow grows out of its tail."""
        return GrowFromPoint(self, self.tail, **options)


class RoundArrow(Pointing, SolidArrow):
    """A straight arrow in space; `between` gives its tail and tip, at once or in every frame."""

    def __init__(
        self, between: Callable[[], tuple[ArrayLike, ArrayLike]], colour: str, *, width: float = 6, live: bool = True
    ) -> None:
        thick = THICKNESS * width
        sizes = {"thickness": thick, "tip_radius": 3.2 * thick, "tip_length": 8 * thick}
        super().__init__(np.zeros(3), np.zeros(3), colour, **sizes)
        self._between = between
        if live:
            redrawn(self, RoundArrow.put)
        else:
            self.put()

    def put(self) -> None:
        """Redraw the arrow where it is now."""
        tail, tip = (np.asarray(p, float) for p in self._between())
        self.put_start_and_end_on(tail, tip if np.linalg.norm(tip - tail) > SEEN else tail)

    @property
    def tail(self) -> NDArray[np.float64]:
        """Where the drawn shaft begins."""
        return self.start if np.linalg.norm(self.end - self.start) > 0 else np.full(3, np.nan)

    @property
    def tip(self) -> NDArray[np.float64]:
        """Where the drawn cone ends."""
        return self.end if np.linalg.norm(self.end - self.start) > 0 else np.full(3, np.nan)
