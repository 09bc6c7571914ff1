"""What every arrow says of itself, and the arrow of space: a round shaft with a cone."""

from collections.abc import Callable
from typing import Any

import numpy as np
from manim import GrowFromPoint, Mobject
from numpy.typing import ArrayLike, NDArray

from gradanim.paint import SolidArrow
from gradanim.records.theme import Themed
from gradanim.stage.frame.arrow_styles import ARROWS, SEEN, Role
from gradanim.stage.frame.live import redrawn

Ends = Callable[[], tuple[ArrayLike, ArrayLike]]  # the tail and the tip of an arrow at this moment


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
        """The animation in which the arrow grows out of its tail, where that is now."""
        if isinstance(self, Mobject):
            self.update(0)  # while it was not in the picture, nobody has moved it
        return GrowFromPoint(self, self.tail, **options)


class RoundArrow(Pointing, SolidArrow):
    """A straight arrow in space; `ends` gives its tail and tip, at once or in every frame.

    Args:
        role: what it stands for, which says its colour and its style.
        width: of its shaft, as of a flat arrow; if not given, that of the style.
    """

    def __init__(self, view: Themed, ends: Ends, role: Role, *, width: float | None = None, live: bool = True) -> None:
        super().__init__(np.zeros(3), np.zeros(3), getattr(view.theme, role), **ARROWS[role].solid(width))
        self._ends = ends
        if live:
            redrawn(self, RoundArrow.put)
        else:
            self.put()

    def put(self) -> None:
        """Redraw the arrow where it is now."""
        tail, tip = (np.asarray(p, float) for p in self._ends())
        self.put_start_and_end_on(tail, tip if np.linalg.norm(tip - tail) > SEEN else tail)

    @property
    def tail(self) -> NDArray[np.float64]:
        """Where the drawn shaft begins."""
        return self.start if np.linalg.norm(self.end - self.start) > 0 else np.full(3, np.nan)

    @property
    def tip(self) -> NDArray[np.float64]:
        """Where the drawn cone ends."""
        return self.end if np.linalg.norm(self.end - self.start) > 0 else np.full(3, np.nan)
