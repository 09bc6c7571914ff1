"""The sliders of PartialSlices: x and y, which set the point, one of them held while the other moves."""

import numpy as np
from manim import DOWN, LEFT, RIGHT, Animation, Dot, Line, ValueTracker, VGroup, there_and_back

from gradanim import Refusal
from gradanim.stage.frame.live import Point, redrawn
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import Readout

REACH = 0.9  # of the way to the end of the domain that a slider is moved


TRACK = 1.7  # scene units


class Sliders(VGroup):
    """The numbers x and y side by side, each over a track with a knob; call it for the point that they set.

    Attributes:
        numbers, tracks, knobs: the readouts, the tracks from end to end of the domain, and the knobs, by their letters.
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
        self.tracks = {letter: Line(TRACK / 2 * LEFT, TRACK / 2 * RIGHT, stroke_width=4) for letter in "xy"}
        self.knobs = {letter: self._knob(letter) for letter in "xy"}
        parts = ((self.numbers[letter], VGroup(self.tracks[letter], self.knobs[letter])) for letter in "xy")
        super().__init__(*(VGroup(*pair).arrange(DOWN, buff=0.1, aligned_edge=LEFT) for pair in parts))
        self.arrange(RIGHT, buff=0.35)
        self.hold("")

    def _knob(self, letter: str) -> Dot:
        """The knob of a letter, wherever its track is now."""
        low, high = self._range(letter)

        def draw(knob: Dot) -> None:
            begin, end = self.tracks[letter].points[[0, -1]]
            knob.move_to(begin + (self._trackers[letter].get_value() - low) / (high - low) * (end - begin))

        return redrawn(Dot(radius=0.13), draw)

    def _range(self, letter: str) -> tuple[float, float]:
        d = self._domain
        return (d.x0, d.x1) if letter == "x" else (d.y0, d.y1)

    def set_by_knob(self, letter: str) -> float:
        """The value at which a drawn knob stands on its drawn track."""
        low, high = self._range(letter)
        begin, end = self.tracks[letter].points[[0, -1]]
        share = (self.knobs[letter].get_center() - begin) @ (end - begin) / ((end - begin) @ (end - begin))
        return low + float(share) * (high - low)

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
        theme = self._theme
        for letter in "xy":
            free = letter != held
            self.numbers[letter].set_color(theme.ink if free else theme.faint)
            self.knobs[letter].set_color(getattr(theme, f"partial_{letter}") if free else theme.faint)
            self.tracks[letter].set_color(theme.faint)

    def sweep(self, letter: str, tracker: ValueTracker | None = None) -> Animation:
        """The animation that moves a slider almost to the far end of the domain and back.

        Args:
            tracker: is moved in the same way, instead of the slider.
        """
        value, (low, high) = self.start[letter], self._range(letter)
        far = low if value - low > high - value else high
        moved = (tracker or self._trackers[letter]).animate(rate_func=there_and_back, run_time=2)
        return moved.set_value(value + REACH * (far - value)).build()
