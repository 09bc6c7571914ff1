"""The sliders of PartialSlices: the numbers x and y, which set the point, one of them held while the other moves."""

import numpy as np
from manim import RIGHT, Animation, ValueTracker, VGroup, there_and_back

from gradanim import Refusal
from gradanim.stage.frame.live import Point
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout

REACH = 0.9  # of the way to the end of the domain that a slider is moved


class Sliders(VGroup):
    """The numbers x and y side by side, each to be moved; call it for the point that they set.

    Attributes:
        numbers: the readouts, by their letters.
        start: what each letter is at first.
    """

    def __init__(self, view: SpaceView, at: Point) -> None:
        """Set the sliders to a point whose height is in the picture.

        Raises:
            Refusal: it is not.
        """
        if not np.isfinite(view.at(*at)).all():
            raise Refusal(
                f"the height at ({at[0]:g}, {at[1]:g}) is beyond what the picture shows: choose another point with --at"
            )
        self.start = dict(zip("xy", at, strict=True))
        self._trackers = {letter: ValueTracker(value) for letter, value in self.start.items()}
        self._theme, self._domain = view.theme, view.field.domain
        self.numbers = {
            letter: Readout(view, letter, tracker.get_value, size=34) for letter, tracker in self._trackers.items()
        }
        super().__init__(*self.numbers.values())
        self.arrange(RIGHT, buff=0.1)

    def __call__(self) -> Point:
        x, y = (tracker.get_value() for tracker in self._trackers.values())
        return x, y

    @property
    def shown(self) -> list[str]:
        """Both numbers as they are shown."""
        return [number.text for number in self.numbers.values()]

    @property
    def spoken(self) -> str:
        """The point in a sentence, with these digits."""
        return f"({', '.join(self.shown)})".replace("-", "\N{MINUS SIGN}")

    def hold(self, held: str) -> None:
        """From now on one of the numbers is grey, as it is held, and the other is not."""
        for letter, number in self.numbers.items():
            number.set_color(self._theme.faint if letter == held else self._theme.ink)

    def sweep(self, letter: str, tracker: ValueTracker | None = None) -> Animation:
        """The animation that moves a slider almost to the far end of the domain and back.

        Args:
            tracker: is moved in the same way, instead of the slider.
        """
        d, value = self._domain, self.start[letter]
        low, high = (d.x0, d.x1) if letter == "x" else (d.y0, d.y1)
        far = low if value - low > high - value else high
        moved = (tracker or self._trackers[letter]).animate(rate_func=there_and_back, run_time=2)
        return moved.set_value(value + REACH * (far - value)).build()
