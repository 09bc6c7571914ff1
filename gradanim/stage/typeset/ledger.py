"""What the rule of gradient descent says of the step that was taken last."""

import numpy as np

from gradanim.hike import Hike
from gradanim.numerals import short
from gradanim.stage.live import LiveNumber, now_number
from gradanim.stage.theme import Themed
from gradanim.stage.typeset.readouts import PairReadout, Readout
from gradanim.stage.typeset.texts import formula


class StepLedger:
    """The rule, and its numbers, as many steps as are done; a step that has begun is told whole.

    Attributes:
        rule: with the number of the rate.
        numbers: of the step, the place it leaves, the gradient there, and the place it leads to.
        slope: the length of the gradient at that place.
    """

    def __init__(self, view: Themed, hike: Hike, done: LiveNumber) -> None:
        def taken() -> int:
            return max(int(np.ceil(now_number(done) - 1e-6)), 1)

        stops, gradients, slopes = hike.stops, hike.gradients, hike.slopes
        far, steep = max(hike.f.domain.width, hike.f.domain.height) / 4, float(slopes.max()) / 4
        if abs(slopes[-1] - hike.tolerance) < 0.01 * steep:
            steep /= 10  # the digits that tell them apart
        self.rule = formula(view, f'"new" = "old" - {short(hike.rate)} dot {{{{ nabla f : gradient }}}} ("old")')
        self.numbers = (
            Readout(view, '"step"', taken, places=0),
            PairReadout(view, '"old"', lambda: stops[taken() - 1], scale=far),
            PairReadout(view, '{{ nabla f : gradient }} ("old")', lambda: gradients[taken() - 1], scale=steep),
            PairReadout(view, '"new"', lambda: stops[taken()], scale=far),
        )
        self.slope = Readout(view, '|{{ nabla f : gradient }} ("new")|', lambda: slopes[taken()], scale=steep)
