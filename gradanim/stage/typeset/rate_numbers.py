"""The numbers that decide what a learning rate does in a bowl."""

from manim import DOWN, LEFT, UP, Group, VGroup

from gradanim.bowl import Bowl
from gradanim.stage.layout import in_a_row
from gradanim.stage.live import LiveNumber, now_number
from gradanim.stage.theme import Themed
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula


class RateNumbers:
    """The rule of the steps, the curvature of a bowl and its limit, the rate set now, and what that does to a distance.

    Attributes:
        rule: of gradient descent.
        steep, limit: the largest curvature L, and 2/L.
        dial, factor: the rate, and by what each step multiplies the distance from the middle.
        tuning: these two, one below the other.
        distance, slope: of one place in the cut where the bowl curves most; the distance is signed.
        across: these two, one below the other.
    """

    def __init__(self, view: Themed, bowl: Bowl, rate: LiveNumber, across: tuple[float, float]) -> None:
        steep = bowl.curvatures[1]
        self.rule = formula(view, '"new" = "old" - {{ "rate" : direction }} dot {{ nabla f : gradient }}')
        self.steep = Readout(view, "L", steep, scale=steep)
        self.limit = Readout(view, "2 slash L", bowl.limit, scale=bowl.limit)
        self.dial = Readout(view, '{{ "rate" : direction }}', rate, scale=bowl.limit)
        self.factor = Readout(view, '1 - {{ "rate" : direction }} dot L', lambda: 1 - now_number(rate) * steep)
        self.tuning = VGroup(self.dial, self.factor).arrange(DOWN, buff=0.3, aligned_edge=LEFT)
        distance, slope = across
        self.distance = Readout(view, '"offset"', distance, scale=abs(distance))
        self.slope = Readout(view, '{{ "slope across" : gradient }}', slope, scale=abs(slope))
        self.across = VGroup(self.distance, self.slope).arrange(DOWN, buff=0.3, aligned_edge=LEFT)

    def curvature(self, width: float) -> Group:
        """L and 2/L, on one line if that is no longer than this."""
        both = in_a_row(self.steep, self.limit, width, gap=0.6)
        if self.limit.get_left()[0] > self.steep.get_right()[0]:
            self.limit.shift((self.steep.label[-1].get_center()[1] - self.limit.label[-1].get_center()[1]) * UP)
        return both
