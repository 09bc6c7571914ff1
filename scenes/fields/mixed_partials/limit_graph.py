"""The graph of a quotient on the way to its limit, while a rectangle shrinks."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gradanim.paint.dots import Dots
from gradanim.paint.lines import Polylines
from gradanim.stage import View
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import LiveNumber, now_number
from gradanim.stage.plots import Axis, Plot

SAMPLES = 121
SPARE = 0.08  # of the quotients' spread, beyond the largest and the smallest


class LimitGraph(Plot):
    """Quotients against how far their rectangles have shrunk, 0 to 1, each as far as it has come.

    Args:
        quotients: of each way of shrinking, by the share of the way.
        shares: how far each has come.
        marks: ticks of the upright axis, as of an `Axis`.

    Attributes:
        curves, dots: of each way; not yet part of the plot.
    """

    def __init__(
        self, view: View, box: Box, quotients: Sequence[Callable[[float], float]], shares: Sequence[LiveNumber],
        *, marks: Sequence[tuple[float, str]] | None = None,
    ) -> None:  # fmt: skip
        self.way = np.linspace(0, 1, SAMPLES)
        values = np.array([[quotient(share) for share in self.way] for quotient in quotients])
        low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
        spare = SPARE * (high - low)
        up = Axis(low - spare if low < 0 else 0.0, high + spare, "quotient", marks)
        super().__init__(view, box, Axis(0.0, 1.0, "shrinking", []), up, right=1.2, grid=True)
        self.curves = [self._curve(row, share) for row, share in zip(values, shares, strict=True)]
        self.dots = [self._dot(row, share) for row, share in zip(values, shares, strict=True)]

    def _curve(self, values: NDArray[np.float64], share: LiveNumber) -> Polylines:
        def so_far() -> tuple[ArrayLike, ArrayLike]:
            seen = np.minimum(self.way, now_number(share))
            return seen, np.interp(seen, self.way, values)

        return self.polyline(so_far, self.theme.level, width=5, casing=True)

    def _dot(self, values: NDArray[np.float64], share: LiveNumber) -> Dots:
        def here() -> tuple[ArrayLike, ArrayLike]:
            return [now_number(share)], [np.interp(now_number(share), self.way, values)]

        return self.marker(here, self.theme.path, radius=0.09)
