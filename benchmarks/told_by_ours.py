"""The pictures as films of two beats, for `benchmarks.batch`, which copies this file and changes a sentence in it."""

from typing import Any

from benchmarks import ours
from gradanim.stage.space_scene import SpaceStoryboard
from gradanim.stage.storyboard import Storyboard


def tell(scene: Any, picture: Any, *sentences: str) -> None:
    """Play a picture once for every sentence."""
    for sentence in sentences:
        scene.clear()
        with scene.beat(sentence, hold=0.1):
            picture.construct(scene)


class SurfaceAndArrow(SpaceStoryboard, ours.SurfaceAndArrow):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.SurfaceAndArrow, "Look at it once.", "Look at it once more.")


class ContoursAndArrows(Storyboard, ours.ContoursAndArrows):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.ContoursAndArrows, "Look at it once.", "Look at it once more.")


class ParticlesAndTrails(Storyboard, ours.ParticlesAndTrails):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.ParticlesAndTrails, "Look at it once.", "Look at it once more.")


class Formulas(Storyboard, ours.Formulas):
    """As stock's."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, ours.Formulas, "Look at it once.", "Look at it once more.")
