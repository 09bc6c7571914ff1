"""What a film in space says about heights and level places, measured on what it draws."""

import numpy as np
from manim import Mobject

from gradanim.paint import Bulk
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import corners_of
from gradanim.stage.space.axes import SpaceFrame
from gradanim.stage.space.kinds import KindBalls
from gradanim.stage.space.landscape import SpaceView

AROUND = 0.008  # of the domain's diagonal: how far from a ball one looks


def read_on_the_axis(view: SpaceView, frame: SpaceFrame, below: Bulk, line: Mobject) -> Claim:
    """Where the level line meets the upright axis, its numbers say the height over the marker on the floor."""

    def measure() -> float:
        axis, end = frame.upright, corners_of(line)[-1]
        share = (end[2] - axis.levels[0]) / (axis.levels[-1] - axis.levels[0])
        printed = (1 - share) * axis.ticks.printed[0] + share * axis.ticks.printed[-1]
        read = axis.ticks.base + axis.ticks.unit * printed
        meets = np.hypot(*(end[:2] - view.floor.at(view.field.domain.x0, view.field.domain.y0)[:2])) < 0.01
        height = by_hand(view.field, *view.floor.where(below.points[0]))
        return abs(read - height) / (view.high - view.low) if meets else np.nan

    said = "the numbers of the upright axis say the height over the point"
    return Claim(said, (frame.lines, below, line), measure, 0.0, 0.01, "of all heights")


def are_of_their_kinds(view: SpaceView, balls: KindBalls) -> Claim:
    """From a ball on a peak it goes down every way, from a valley up, from a saddle both (share of the balls)."""

    def measure() -> float:
        turn = 2 * np.pi * np.arange(48) / 48
        ring = AROUND * view.field.domain.diagonal * np.stack([np.cos(turn), np.sin(turn)])
        told = []
        for kind, ball in zip(balls.kinds, balls, strict=True):
            x, y = view.floor.where(ball.points[0])
            up = view.field(x + ring[0], y + ring[1]) > by_hand(view.field, x, y)
            turns = np.sum(up != np.roll(up, 1))  # on a mere slope there are two
            told.append({"peak": not up.any(), "valley": up.all(), "saddle": turns > 2}[kind])
        return float(np.mean(told))

    return Claim("around every ball it goes up and down as its kind says", (balls,), measure, 1.0, 0.0, "of the balls")
