"""Where a point of the map is, in numbers."""

import numpy as np

from gradanim.stage.live import Live, now
from gradanim.stage.maps.frame import base, less
from gradanim.stage.typeset.readouts import PairReadout
from gradanim.stage.view import View


def place_of(view: View, at: Live, *, size: float = 38) -> PairReadout:
    """`(x, y) = (3.20, 3.00)`, following a point; far from the origin in the numbers that the axes have."""
    d = view.field.domain
    off = np.array([base(d.x0, d.x1), base(d.y0, d.y1)])
    largest = float(np.max(np.abs([[d.x0, d.y0] - off, [d.x1, d.y1] - off])))
    label = f"(x{less(off[0])}, y{less(off[1])})"
    return PairReadout(
        view, label, lambda: np.asarray(now(at)) - off, scale=min(largest, d.diagonal), size=size, largest=largest
    )
