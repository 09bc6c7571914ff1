"""What a probe reads: the claim that the number beside the picture is the value where the probe is drawn."""

from manim import Mobject

from gradanim.fields.scalar import ScalarField
from gradanim.stage import Claim, View
from gradanim.stage.claims import last_digits
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.space import RoomView
from gradanim.stage.typeset import Readout


def reads_value(view: View | RoomView, field: ScalarField, probe: Mobject, readout: Readout) -> Claim:
    """The number that is read is the value where the probe is drawn, rounded, in units of its last digit."""

    def measure() -> float:
        return last_digits(readout.text, readout.exponent, by_hand(field, *view.where(probe.get_center())))

    name = "the probe reads the value at its place"
    return Claim(name, (probe, readout), measure, 0.0, 0.51, "last digits", throughout=True)
