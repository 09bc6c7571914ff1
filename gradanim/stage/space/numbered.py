"""Slopes written at the ends of the tangents that have them."""

from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from manim import OUT, BackgroundRectangle
from numpy.typing import NDArray

from gradanim.stage.space.knife import Knife
from gradanim.stage.typeset.glyphs import TypstFormula
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import formula

BEYOND, RAISED = 0.3, 0.6  # scene units from the end of a tangent to its number, along it and up or down
GAP = np.array([0.3, 0.15])  # scene units between two numbers, beside and over each other
TURNS = np.radians([-64, -58, -52, -46, -70, -76])  # from where x and y both lead to the right
LEVEL = 0.02  # of a tangent: one that rises less is level
Points = NDArray[np.float64]


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
