"""What is written beside a walk in the fog: the landscape, the numbers of every step, and two steps compared."""

from manim import Mobject

from gradanim.hike import Hike
from gradanim.stage.graphs.bars import StepBars
from gradanim.stage.layout import Box, arranged
from gradanim.stage.live import LiveNumber
from gradanim.stage.marks.arrows import scale_note
from gradanim.stage.typeset.ledger import StepLedger
from gradanim.stage.typeset.texts import definition
from gradanim.stage.view import View


class HikePages:
    """Three pages for one place: the function; the rule and the numbers of a step; two steps as bars.

    Args:
        chart: the map, whose arrows the note is about.
        done: how many steps have been taken.
        tight: in a small box the note goes with the first page, and the rule with the second.

    Attributes:
        known, note: the function, and the scale of the arrows.
        ledger: of the second page, the rule and its numbers, which come one by one.
        bars: of the third.
        first, second: what goes before the next page comes.
        kept: the note, where it stays on the second page.
        everything: all there is on the three.
    """

    def __init__(self, view: View, chart: View, walk: Hike, done: LiveNumber, box: Box, *, tight: bool) -> None:
        self.known = definition(view, "f(x, y)", walk.f.reading, box.inset(bottom=0.4 * box.height))
        self.note, self.ledger = scale_note(chart), StepLedger(view, walk, done)
        self.first, self.kept = ([self.known, self.note], []) if tight else ([self.known], [self.note])
        rule, numbers = self.ledger.rule, [*self.ledger.numbers, self.ledger.slope]
        arranged(self.first, box)
        arranged([rule, *numbers, *self.kept], box.inset(bottom=0 if tight else 0.1), gap=0.14)
        self.bars = StepBars(view, walk, box if tight else box.inset(top=rule.height + 0.3))
        self.second = [*numbers, *([rule] if tight else [])]
        self.everything: list[Mobject] = [self.known, self.note, rule, *numbers, self.bars]
