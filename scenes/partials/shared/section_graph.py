"""The slice of a landscape through a point as a flat graph: its curve, the point on it, and the tangent there."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import Live, now
from gradanim.stage.plots import Axis, Plot
from gradanim.stage.space import ALONG, SpaceView, moving, tangent_ends

SAMPLES = 200


class SectionGraph(Plot):
    """The slice through a point in which one variable is held, as a graph with a dot and its tangent.

    Heights span the same range as in space, so that the curve keeps its place while the slice moves.

    Attributes:
        curve, dot, tangent: what is drawn; they follow the point.
    """

    def __init__(self, view: SpaceView, held: str, at: Live, box: Box) -> None:
        self.view, self.point, self.free = view, at, moving(held)
        d, theme = view.field.domain, view.theme
        low, high = (d.x0, d.x1) if self.free == "x" else (d.y0, d.y1)
        super().__init__(view, box, Axis(low, high, f"_{self.free}_"), Axis(view.low, view.high, "_z_"))
        colour = getattr(theme, f"partial_{self.free}")
        self.curve = self.polyline(self._slice, theme.path)
        self.tangent = self.polyline(self._tangent, colour, width=7, casing=True)
        self.dot = self.marker(self._point, theme.path, radius=0.09)
        self.add(self.curve, self.tangent, self.dot)

    def _slice(self) -> tuple[ArrayLike, ArrayLike]:
        x, y = now(self.point)
        along = np.linspace(self.x.low, self.x.high, SAMPLES)
        return along, self.view.field(*((along, y) if self.free == "x" else (x, along)))

    def _tangent(self) -> tuple[ArrayLike, ArrayLike]:
        x, y, height = tangent_ends(self.view, now(self.point), ALONG[self.free]).T
        return x if self.free == "x" else y, height

    def _point(self) -> tuple[ArrayLike, ArrayLike]:
        x, y = now(self.point)
        return x if self.free == "x" else y, self.view.field(x, y)


def rise_over_run(line: NDArray[np.float64]) -> float:
    """The slope of a line through two places, shape (2, 2), each a value and a height; nan where it is not drawn."""
    along, height = line.T
    return float(np.diff(height)[0] / np.diff(along)[0]) if np.ptp(along) > 0 else np.nan
