"""The pictures as films of two beats, for `benchmarks.batch`, which copies this file and changes a sentence in it."""

from typing import Any

from benchmarks import ours
from gradanim.stage.space_scene import SpaceStoryboard
from gradanim.stage.storyboard import Storyboard

SENTENCES = ("Look at it once.", "Look at it once more.")


def tell(scene: Any, picture: Any) -> None:
    """Play a picture once for every sentence."""
    for sentence in SENTENCES:
        scene.clear()
        with scene.beat(sentence, hold=0.1):
            picture.construct(scene)


class SurfaceAndArrow(SpaceStoryboard, ours.SurfaceAndArrow):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.SurfaceAndArrow)


class ContoursAndArrows(Storyboard, ours.ContoursAndArrows):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.ContoursAndArrows)


class ParticlesAndTrails(Storyboard, ours.ParticlesAndTrails):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.ParticlesAndTrails)


class Formulas(Storyboard, ours.Formulas):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.Formulas)
