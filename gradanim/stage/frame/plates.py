"""Plates: what lets words be read that lie on a picture."""

from collections.abc import Callable, Iterable

from manim import BackgroundRectangle, Mobject, VGroup

from gradanim.records.theme import Theme
from gradanim.stage.frame.layout import written

PLATE, BUFF = 0.9, 0.13  # how opaque a plate is, and scene units that it reaches beyond words in a corner
WORDS = 4  # z index of words on plates, which are one below: over all that moves on the picture


def all_parts(mobjects: Iterable[Mobject]) -> set[int]:
    """The identities of mobjects and of all their parts: in every frame, so in less time than a sorted list takes."""
    found, left = set(), list(mobjects)
    while left:
        part = left.pop()
        found.add(id(part))
        left.extend(part.submobjects)
    return found


class Plates(VGroup):
    """A plate behind each of some words in the picture: as large as what is written there, and seen as much as that.

    Only the plates of words that are in the picture are parts of it.

    Args:
        shown: what is in the picture now.
    """

    def __init__(self, theme: Theme, shown: Callable[[], Iterable[Mobject]]) -> None:
        super().__init__()
        self.set_z_index(WORDS - 1)
        self._colour, self._shown = theme.plate, shown
        self._of: dict[Mobject, BackgroundRectangle] = {}
        self.add_updater(Plates._follow)

    def lie_under(self, *items: Mobject) -> list[BackgroundRectangle]:
        """Take up words that are, or will be, in the picture, and return their plates."""
        for item in items:
            item.set_z_index(WORDS)
            self._of[item] = BackgroundRectangle(item, color=self._colour, buff=BUFF).set_z_index(WORDS - 1)
        self._follow()
        return [self._of[item] for item in items]

    def _follow(self) -> None:
        shown = all_parts(self._shown())
        self.submobjects = []
        for item, plate in self._of.items():
            if id(item) not in shown:
                continue
            item.update(0)  # a number may become longer in this very frame
            seen = max((part.get_fill_opacity() for part in item.get_family() if len(part.points)), default=0.0)
            plate.set_opacity(PLATE * seen)
            box = written(item)
            plate.stretch_to_fit_width(box.width + 2 * BUFF).stretch_to_fit_height(box.height + 2 * BUFF)
            plate.move_to(box.centre)
            self.submobjects.append(plate)
