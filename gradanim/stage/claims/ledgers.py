"""What the numbers beside a walk claim: that they are those of the step that is drawn last."""

import numpy as np
from numpy.typing import NDArray

from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import gradients_by_steps
from gradanim.stage.marks.steps import Steps
from gradanim.stage.typeset.ledger import StepLedger
from gradanim.stage.typeset.readouts import PairReadout
from gradanim.stage.view import View


def says_the_step(view: View, steps: Steps, ledger: StepLedger) -> Claim:
    """Old, gradient and new are those of the last drawn step: the number furthest off, in units of its last digit."""
    _, old, gradient, new = ledger.numbers

    def measure() -> float:
        places = steps.places
        if len(places) < 2:
            return np.nan
        due = (places[-2], gradients_by_steps(view.field, places[-2]), places[-1])
        return max(_digits_off(readout, pair) for readout, pair in zip((old, gradient, new), due, strict=True))

    return Claim("the numbers are those of the drawn step", (steps, old, gradient, new), measure, 0.0, 0.6, "digits")


def _digits_off(readout: PairReadout, pair: NDArray[np.float64]) -> float:
    """How far the numbers that a readout shows are from a pair; nan where it shows a dash."""
    texts = readout.text.strip("()").split(",")
    if "-" in texts:
        return np.nan
    digits = np.array([10.0 ** -len(text.partition(".")[2]) for text in texts])
    return float(np.max(np.abs(np.array(texts, float) - pair / 10.0**readout.exponent) / digits))
