"""The panel of a film about the parts of the gradient."""

from manim import DOWN, LEFT, Group, VGroup

from gradanim.domain import Domain
from gradanim.stage.graphs.section import SectionGraph
from gradanim.stage.layout import MARGIN, Box, arranged, freed, in_a_row
from gradanim.stage.live import Point
from gradanim.stage.maps.places import steepness_of
from gradanim.stage.marks.arrows import Arrow, scale_note
from gradanim.stage.marks.bundling import Legs, bundle, bundled_numbers, lengths_on, rule_with_number
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.typeset.texts import definition, in_turn
from gradanim.stage.view import View

READABLE = 22.0  # font size that a note should at least have
LOW = 2.0  # scene units: a panel no higher has room for the vector and its parts only
LEAST = (2.6, 1.9)  # scene units: a profile in less room could not be read


class BundlePanel:
    """All that is said beside the picture about the gradient and its parts; what there is no room for is left out.

    Attributes:
        known: the function.
        rules: each partial derivative with its number, by its variable; `partials` are the numbers.
        vector, numbers: the gradient as a column of these formulas, and of these numbers.
        length: of the gradient; `lengths` holds it, or nothing where there is no room for it.
        notes, later_notes: the scale of the arrows in both views, or nothing.
        profiles: by the variable that moves, the slice through the point, or nothing.
    """

    def __init__(self, view: View, walker: Walker, box: Box, *, later: View) -> None:
        """Place them in a box; `later` is the view whose scale arrows go over to."""
        self.view, self._roomy = view, box.height > LOW
        short = box.inset(bottom=(0.78 if self._roomy else 0.4) * box.height)
        self.known = definition(view, "f(x, y)", view.field.reading, short)
        self.rules = {axis: rule_with_number(view, axis, walker, short) for axis in "xy"}
        self.partials = [rule[1] for rule in self.rules.values()]
        self.vector = bundle(view, view.field, box.width)
        self.numbers = bundled_numbers(view, self.partials)
        self.length, note = steepness_of(view, walker), scale_note(view)
        self.lengths = [self.length] if self._roomy else []
        self.notes = [note] if self._roomy else []
        board = self._arrange(in_a_row(self.vector, self.numbers, box.width), box)
        self.notes = [note for note in self.notes if note.font_size >= READABLE]
        self.later_notes = [in_turn(scale_note(later), note) for note in self.notes]
        self.profiles: dict[str, list[SectionGraph]] = {"x": [], "y": []}
        if board:
            land = SpaceView.over(view.field.on(_closer(view.field.domain, walker())), view.theme)
            self.profiles = {axis: [SectionGraph(land, held, walker, board)] for axis, held in ("xy", "yx")}

    def _arrange(self, both: Group, box: Box) -> Box | None:
        """Give everything its place, and find one for a profile, which is gone when the vector comes."""
        parts = [self.known, *self.rules.values()]
        whole = arranged([*parts, both, *self.lengths, *self.notes], box)
        column = box.inset(right=box.right - both.get_left()[0] + MARGIN)
        for note in self.notes:  # not under the vector, if there is room under the rules
            foot = note.copy().next_to(parts[-1], DOWN, buff=MARGIN, aligned_edge=LEFT)
            if column.holds(foot):
                note.move_to(foot)
        near = [item for item in [*parts, *self.notes] if item.get_right()[0] > both.get_left()[0]]
        boards = freed(box, both, near), box.inset(left=whole.get_right()[0] - box.left + MARGIN)
        return next((board for board in boards if board.width > LEAST[0] and board.height > LEAST[1]), None)

    def sizes_on(self, legs: Legs, arrow: Arrow) -> VGroup:
        """The lengths of the legs and of the arrow they make, beside these; none where the panel has no room either."""
        if not self._roomy:
            return VGroup()
        return lengths_on(self.view, legs.x, legs.y, arrow, [*self.partials, self.length])


def _closer(d: Domain, at: Point) -> Domain:
    """The part of a domain whose profiles are drawn: a quarter of it to every side, as far as it reaches."""
    (x, y), w, h = at, d.width / 4, d.height / 4
    return Domain(max(x - w, d.x0), min(x + w, d.x1), max(y - h, d.y0), min(y + h, d.y1))
