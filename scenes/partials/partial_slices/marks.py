"""What PartialSlices draws in the picture."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from manim import OUT, RIGHT, Animation, BackgroundRectangle, Group, ValueTracker, VGroup, there_and_back
from numpy.typing import NDArray

from gradanim import Refusal
from gradanim.paint.surface import SurfaceMesh
from gradanim.stage import Claim
from gradanim.stage.claims import on_the_surface
from gradanim.stage.layout import Box
from gradanim.stage.live import Live, Point, now
from gradanim.stage.marks import Marker
from gradanim.stage.space import ALONG, SpaceView, coordinate_plane, cut_open, cutting_plane, moving, section, tangent
from gradanim.stage.typeset import Readout, formula
from gradanim.stage.typeset.glyphs import TypstFormula
from scenes.partials.shared.rules import partial_sign
from scenes.partials.shared.section_graph import SectionGraph

from .claims import number_is_slope, rule_is_slope, same_curve, tangent_is_partial

FAR = 0.9  # of the way to the end of the domain
BEYOND, RAISED = 0.3, 0.6  # scene units from the end of a tangent to its number, along it and up or down
GAP = np.array([0.3, 0.15])  # scene units between two numbers, beside and over each other
TURNS = np.radians([-64, -58, -52, -46, -70, -76])  # from where x and y both lead to the right
LEVEL = 0.02  # of a tangent: one that rises less is level
Points = NDArray[np.float64]


class Knife:
    """The slice of a landscape through a point.

    Attributes:
        held, free: the variable that stands still, and the one that moves.
        blade: where the plane stands, a tracker; outside the landscape at first.
        plane, curve, tangent, ball: in space; the curve lies in the plane, the ball over the point.
        graph: the same curve, flat, in its box.
        slope: the partial derivative at the point, as a number.
    """

    def __init__(self, view: SpaceView, held: str, at: Live, board: Box) -> None:
        self.view, self.at, self.held, self.free = view, at, held, moving(held)
        colour = getattr(view.theme, f"partial_{self.free}")
        self.start = view.field.domain.y0 if held == "y" else view.field.domain.x1
        self.blade = ValueTracker(self.start)
        self.plane = cutting_plane(view, *coordinate_plane(view, held, self.blade.get_value), colour)
        self.curve = section(view, *coordinate_plane(view, held, self.blade.get_value), view.theme.path)
        self.tangent = tangent(view, at, ALONG[self.free], colour)
        self.ball = Marker(view, at, radius=0.13)  # larger than the tangent is wide
        self.graph = SectionGraph(view, held, at, board)
        axis = "xy".index(self.free)
        self.slope = Readout(
            view, partial_sign(held), lambda: view.field.gradient(*now(at))[axis], scale=view.slope_scale, size=34
        )

    def what_sliding_does(self) -> str:
        """The sentence about the slope that is true while the plane slides through the landscape."""
        f, (x, y) = self.view.field, now(self.at)
        if self.held == "y":
            slopes = f.gradient(x, np.linspace(f.domain.y0, f.domain.y1, 41))[0]
        else:
            slopes = f.gradient(np.linspace(f.domain.x0, f.domain.x1, 41), y)[1]
        every = f"Slide the plane: every _{self.held}_ has a slice of its own"
        if np.nanmax(slopes) - np.nanmin(slopes) > 0.02 * self.view.slope_scale:
            return f"{every}, and its own slope."
        return f"{every}, and here all are equally steep."

    @property
    def drawn(self) -> Group:
        """All of it."""
        return Group(self.graph, self.slope, self.in_space, self.plane, self.ball)

    @property
    def flat(self) -> Group:
        """What stands beside the hill: the number and the graph."""
        return Group(self.slope, self.graph)

    @property
    def in_space(self) -> Group:
        """The curve and its tangent on the hill."""
        return Group(self.curve, self.tangent)

    def cut(self, hills: SurfaceMesh) -> None:
        """From now on the hill is cut open where the blade stands, and only there."""
        cut_open(self.view, hills, *coordinate_plane(self.view, self.held, self.blade.get_value))

    def on_surface(self) -> Claim:
        """The curve is a section of the surface."""
        return on_the_surface(self.view, self.curve, name=f"the slice at one {self.held} lies on the surface")

    def drawn_alone(self) -> Claim:
        """The flat graph is that curve."""
        return same_curve(self.view, self.held, self.curve, self.graph)

    def slopes(self) -> list[Claim]:
        """The tangents, in space and in the graph, have the slope that small steps say."""
        return [
            tangent_is_partial(self.view, self.held, self.tangent, self.ball),
            tangent_is_partial(self.view, self.held, self.graph.tangent, self.ball, graph=self.graph),
        ]

    def number(self) -> Claim:
        """The number that is read is that slope."""
        return number_is_slope(self.graph, self.slope, typical=self.view.slope_scale)

    def found_by_rule(self, slope: Readout) -> Claim:
        """What the rule gives is the slope of the tangent in space."""
        return rule_is_slope(self.view, self.held, self.tangent, slope)


class Knobs(VGroup):
    """The numbers x and y side by side, each to be turned; call it for the point that they set.

    Attributes:
        numbers: the readouts, by their letters.
        start: what each letter is at first.
    """

    def __init__(self, view: SpaceView, at: Point) -> None:
        """Set the knobs to a point whose height is in the picture.

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
            letter: Readout(view, letter, knob.get_value, size=34) for letter, knob in self._trackers.items()
        }
        super().__init__(*self.numbers.values())
        self.arrange(RIGHT, buff=0.1)

    def __call__(self) -> Point:
        x, y = (knob.get_value() for knob in self._trackers.values())
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
        """From now on one of the numbers is grey, as it stands still, and the other is not."""
        for letter, number in self.numbers.items():
            number.set_color(self._theme.faint if letter == held else self._theme.ink)

    def turn(self, letter: str, tracker: ValueTracker | None = None) -> Animation:
        """The animation that turns a knob almost to the far end of the domain and back.

        Args:
            tracker: is moved in the same way, instead of the knob.
        """
        d, value = self._domain, self.start[letter]
        low, high = (d.x0, d.x1) if letter == "x" else (d.y0, d.y1)
        far = low if value - low > high - value else high
        moved = (tracker or self._trackers[letter]).animate(rate_func=there_and_back, run_time=2)
        return moved.set_value(value + FAR * (far - value)).build()


def slopes_on(
    knives: Sequence[Knife], slopes: Sequence[Readout], seen: Callable[[Points], Points]
) -> list[TypstFormula]:
    """Two slopes, each on a plate at one end of its tangent and in its colour; nothing where there is no tangent.

    They stand at the higher ends; where one number would cover the other there, at those that are seen furthest apart.

    Args:
        seen: says where in the frame points (n, 3) are seen, from all sides from where they will be: (k, n, 2).
    """
    texts = [_plated(knife, slope) for knife, slope in zip(knives, slopes, strict=True)]
    size = GAP + np.mean([[text.width, text.height] for text in texts], axis=0)
    choices = [np.array(ends) for ends in product(*map(_ends, knives))]
    apart = [float(np.max(np.abs(np.diff(seen(places), axis=1)) / size, axis=2).min()) for places in choices]
    clear = np.flatnonzero(np.array(apart) > 1)
    best = choices[clear[0] if len(clear) else int(np.argmax(np.nan_to_num(apart)))]
    return [
        text.move_to(place) if np.isfinite(place).all() else formula(knife.view, '""')
        for text, place, knife in zip(texts, best, knives, strict=True)
    ]


def rising(knives: Sequence[Knife], seen_from: Callable[[float], Callable[[Points], Points]]) -> float:
    """From where to look, radians, so that in the frame a tangent rises to the right if its slope is positive.

    And falls if it is negative: of all turns that at which the one that does so least does it most. A slope that is
    drawn level, or that has no tangent, asks for nothing.

    Args:
        seen_from: gives for a turn what says where in the frame points (n, 3) are seen: (1, n, 2).
    """
    tangents = [knife.tangent.points for knife in knives if np.isfinite(knife.tangent.points).all()]
    ends = [pair for pair in tangents if abs(np.diff(pair, axis=0)[0, 2]) > LEVEL * np.linalg.norm(pair[1] - pair[0])]
    rises = [pair[1, 2] - pair[0, 2] for pair in ends]

    def least(turn: float) -> float:
        steep = []
        for pair, rise in zip(ends, rises, strict=True):
            across, up = np.diff(seen_from(turn)(pair)[0], axis=0)[0]
            steep.append(float(np.sign(rise) * np.arctan(up / across)))
        return round(min(steep, default=0.0), 2)

    return float(max(TURNS, key=least))


def _plated(knife: Knife, slope: Readout) -> TypstFormula:
    theme = knife.view.theme
    text = formula(knife.view, slope.source, size=38).set_color(getattr(theme, f"partial_{knife.free}"))
    text.add_to_back(BackgroundRectangle(text, color=theme.plate, fill_opacity=0.9, buff=0.06))
    return text


def _ends(knife: Knife) -> Points:
    """The places for a number over the higher end of the tangent and under the lower one: (2, 3), or nan."""
    low, high = sorted(knife.tangent.points, key=lambda end: float(end[2]))
    away = BEYOND * (high - low) / np.linalg.norm(high - low) + RAISED * OUT
    places: Points = np.array([high + away, low - away])
    return places
