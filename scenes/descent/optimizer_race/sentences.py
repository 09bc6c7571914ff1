"""What OptimizerRace says, chosen by what happens."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gradanim import Path


@dataclass(frozen=True)
class Finish:
    """What there is to say of walks down from one start.

    Attributes:
        sentence: who did best.
        hero: whom it is about; None if nobody.
        winner: who is said to have got lowest; None if that is not said.
        rested: after how many steps the hero comes to rest; None if it does not.
    """

    sentence: str
    hero: int | None = None
    winner: int | None = None
    rested: int | None = None


def finish_of(walks: Sequence[Path], names: Sequence[str]) -> Finish:
    """Who is the first to come to rest, and who got lowest."""
    if not {"flat", "steps used"} & {walk.ended for walk in walks}:
        return Finish("None of them comes to rest: all these ways end before the ground is level.")
    lows = np.array([walk.heights[-1] for walk in walks])
    winner, taken = int(np.argmin(lows)), [len(walk.points) - 1 for walk in walks]
    resting = [k for k, walk in enumerate(walks) if walk.ended == "flat"]
    if not resting:
        return Finish(f"{names[winner]} got lowest, with {_count(taken[winner])}.", winner, winner)
    first = min(resting, key=lambda k: taken[k])
    alone = "comes to rest" if len(resting) == 1 else "is the first to come to rest"
    rests = f"{names[first]} {alone}, after {_count(taken[first])}"
    if first == winner:
        return Finish(f"{rests}. Nobody gets lower.", first, first, taken[first])
    if lows[first] - lows[winner] < 0.01 * (walks[first].heights[0] - lows[winner]):
        return Finish(f"{rests}. Nobody gets much lower.", first, None, taken[first])
    return Finish(f"{rests}. {names[winner]} got lowest.", first, winner, taken[first])


def no_step(name: str, ended: str) -> str:
    """What to say of somebody who takes no step at all."""
    if ended == "left domain":
        return f"{name} leaves the picture with the first step."
    return f"{name} finds no first step to take here."


def _count(steps: int) -> str:
    return "one step" if steps == 1 else f"{steps} steps"
