"""Plates: what lets words be read that lie on a picture."""

from collections.abc import Callable, Iterable

from manim import BackgroundRectangle, Mobject, VGroup

from gradanim.records.theme import Theme
from gradanim.stage.frame.layout import written

PLATE, BUFF = 0.9, 0.13  # how opaque a plate is, and scene units that it reaches beyond words in a corner
WORDS = 4  # z index of words on plates, which are one below: over all that moves on the picture


class Plates(VGroup):
    """A plate behind each of some words on a picture: as large as what is written there, and seen as much as that.

    Args:
        items: the words.
        shown: what is in the picture now, with all its parts.
    """

    def __init__(self, theme: Theme, items: Iterable[Mobject], shown: Callable[[], Iterable[Mobject]]) -> None:
        self.items = list(items)
        for item in self.items:
            item.set_z_index(WORDS)
        super().__init__(*(BackgroundRectangle(item, color=theme.plate, buff=BUFF) for item in self.items))
        self.set_z_index(WORDS - 1)
        self._shown = shown
        self.add_updater(Plates._follow)
        self._follow()

    def _follow(self) -> None:
        shown = set(map(id, self._shown()))
        for plate, item in zip(self, self.items, strict=True):
            if id(item) in shown:
                item.update(0)  # a number may become longer in this very frame
            seen = max((part.get_fill_opacity() for part in item.get_family() if len(part.points)), default=0.0)
            plate.set_opacity(PLATE * seen if id(item) in shown else 0.0)
            box = written(item)
            plate.stretch_to_fit_width(box.width + 2 * BUFF).stretch_to_fit_height(box.height + 2 * BUFF)
            plate.move_to(box.centre)
