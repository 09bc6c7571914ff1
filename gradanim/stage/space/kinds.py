"""The level places of a landscape: a ball on each, in the colour of its kind, and a list that says what a kind is."""

from collections.abc import Sequence

from manim import DOWN, LEFT, Dot, Group, VGroup

from gradanim.points import CriticalPoint
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.theme import Theme
from gradanim.stage.typeset.texts import words

WAYS = {"peak": "down every way", "valley": "up every way", "saddle": "up and down by turns"}


def colour_of(theme: Theme, kind: str) -> str:
    """The colour of a peak, a valley or a saddle."""
    return {"peak": theme.direction, "valley": theme.level, "saddle": theme.partial_z}[kind]


class KindBalls(Group):
    """A ball on the surface over every peak, valley and saddle; saddles are smaller.

    Attributes:
        kinds: of each ball, in the order of the submobjects.
    """

    def __init__(self, view: SpaceView, places: Sequence[CriticalPoint]) -> None:
        self.kinds: list[str] = [place.kind for place in places]
        super().__init__(*(
            Marker(view, p.point, colour=colour_of(view.theme, p.kind), radius=0.09 if p.kind == "saddle" else 0.13)
            for p in places
        ))  # fmt: skip


def kind_list(view: SpaceView, places: Sequence[CriticalPoint]) -> VGroup:
    """How many there are of each kind, and what that is; empty if there are none."""
    rows = VGroup()
    kinds: list[str] = [place.kind for place in places]
    for kind, ways in WAYS.items():
        if count := kinds.count(kind):
            text = words(view.theme, f"{count} {kind}{'s' if count > 1 else ''}: {ways}", size=32)
            ball = Dot(radius=0.1, color=colour_of(view.theme, kind)).next_to(text, LEFT, buff=0.15)
            rows.add(VGroup(ball, text))
    return rows.arrange(DOWN, buff=0.25, aligned_edge=LEFT)
