"""The same films in manim's own classes, with the sentence written below the picture for as long as ours stands."""

from typing import Any

from manim import DOWN, ThreeDScene, Typst

from benchmarks import stock

READING_SPEED = 15.0  # characters a second, as ours


def tell(scene: Any, picture: Any, *sentences: str) -> None:
    """Play a picture once for every sentence."""
    for sentence in sentences:
        scene.clear()
        caption = Typst(sentence, font_size=32).to_edge(DOWN)
        if isinstance(scene, ThreeDScene):
            scene.add_fixed_in_frame_mobjects(caption)
        scene.add(caption)
        begin = scene.renderer.time
        picture.construct(scene)
        scene.wait(max(0.1, len(sentence) / READING_SPEED - (scene.renderer.time - begin)))


class SurfaceAndArrow(stock.SurfaceAndArrow):
    """In space."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, stock.SurfaceAndArrow, "Look at it once.", "Look at it once more.")


class ContoursAndArrows(stock.ContoursAndArrows):
    """In the plane."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, stock.ContoursAndArrows, "Look at it once.", "Look at it once more.")


class ParticlesAndTrails(stock.ParticlesAndTrails):
    """In the plane."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, stock.ParticlesAndTrails, "Look at it once.", "Look at it once more.")


class Formulas(stock.Formulas):
    """In the plane."""

    def construct(self) -> None:
        """Tell it."""
        tell(self, stock.Formulas, "Look at it once.", "Look at it once more.")
