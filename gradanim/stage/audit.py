"""What is wrong with a picture, as its author is told: what leaves the frame, is too small, or lies on what it hides.

`complaints(scene)` looks at what is drawn now. The places are measured on drawn points, through the camera in space.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
from manim import BackgroundRectangle, MathTypst, Mobject, Typst, VMobject, config
from numpy.typing import NDArray

from gradanim.stage.frame.layout import Box
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import POINT

SMALLEST = 14.0  # pixels of an em, when the picture has 480 on its shorter side
SLACK = 0.02  # scene units by which things may overlap, or leave the frame
_SHOWN = 60  # characters of a text in a message
_STRINGS = re.compile(r'#(?:emph\(|strong\[)?"((?:[^"\\]|\\.)*)"')


class Text:
    """A piece of text on the screen: what stands there, its box, and the size of its letters.

    Attributes:
        name: what stands there, as it was given to be typeset.
        em: pixels of its font size, when the picture has 480 on its shorter side.
    """

    def __init__(self, scene: Any, mobject: Any) -> None:
        self.drawn = [m for m in mobject.family_members_with_points() if is_seen(m)]
        points = np.concatenate([on_the_screen(scene, m) for m in self.drawn])
        (self.left, self.bottom), (self.right, self.top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        line = mobject.label if isinstance(mobject, Readout) else mobject
        source = getattr(line, "typst_code", "")
        self.name = ("".join(_STRINGS.findall(source)) or source.strip("$ "))[-_SHOWN:]
        self.em = 11 * POINT * line.font_size * 480 / min(config.frame_width, config.frame_height)  # Typst's 11 pt

    def stands_on(self, plate: Mobject) -> bool:
        """Whether all of it lies on a plate."""
        (left, bottom, _), (right, top, _) = plate.points.min(axis=0), plate.points.max(axis=0)
        return bool(left <= self.left and self.right <= right and bottom <= self.bottom and self.top <= top)

    def overlaps(self, other: "Text | Box") -> bool:
        """Whether it lies on another text, or reaches into a box."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > SLACK
            and min(self.top, other.top) - max(self.bottom, other.bottom) > SLACK
        )


def complaints(scene: Any) -> Iterator[str]:
    """A sentence, with its cure, for everything that is wrong with the picture of a film as it is now.

    Walkers that jumped on the way to it are among them.
    """
    yield from scene.jumps
    seen = seen_texts(scene, scene.mobjects)
    yield from _leaving(scene)
    for one, other in combinations(seen, 2):
        if one.overlaps(other):
            yield f"the text {one.name!r} lies on {other.name!r}: give one of them another place"
    for text in seen:
        if text.em < SMALLEST:
            yield (
                f"the text {text.name!r} is {text.em:.1f} pixels small at 480 lines, and from {SMALLEST:g} on it can "
                "be read: make it larger, or give it more room"
            )
    plates = [m for m in scene.get_mobject_family_members() if isinstance(m, BackgroundRectangle) and is_seen(m)]
    beside = [m for m in scene.mobjects if isinstance(m, Typst | MathTypst | Readout)]
    for text in seen_texts(scene, beside):
        if (box := picture(scene)) is not None and text.overlaps(box) and not any(map(text.stands_on, plates)):
            yield f"the text {text.name!r} lies on the map: give it a place beside, as self.fill_panel does"


def _leaving(scene: Any) -> Iterator[str]:
    frame = scene.layout.frame
    limits = np.array([frame.width / 2 + SLACK, frame.height / 2 + SLACK])
    for top in scene.mobjects:
        parts = (on_the_screen(scene, m)[:, :2] for m in top.family_members_with_points() if is_seen(m))
        if any((np.abs(points) > limits).any() for points in parts):
            yield f"{type(top).__name__} leaves the frame: move it, or make it smaller"


def picture(scene: Any) -> Box | None:
    """Where the map or the landscape stands; None in a film that has none."""
    if in_space(scene):
        return scene.layout.picture
    view = getattr(scene, "view", None)
    return None if view is None else view.box


def seen_texts(scene: Any, mobjects: Iterable[Mobject]) -> list[Text]:
    """The pieces of text among mobjects; in space only those that are fixed to the frame.

    Labels in space may pass before one another while the camera moves.
    """
    found = texts(mobjects)
    return [Text(scene, m) for m in found if not in_space(scene) or m in scene.camera.fixed_in_frame_mobjects]


def in_space(scene: Any) -> bool:
    """Whether the scene's camera looks at space."""
    return hasattr(scene.camera, "fixed_in_frame_mobjects")


def on_the_screen(scene: Any, mobject: Mobject) -> NDArray[np.float64]:
    """Where the points of a mobject are seen: a camera in space projects what is not fixed to the frame."""
    camera = scene.camera
    if not in_space(scene) or mobject in camera.fixed_in_frame_mobjects:
        return np.asarray(mobject.points)
    if mobject in camera.fixed_orientation_mobjects:
        centre = camera.fixed_orientation_mobjects[mobject]()
        return np.asarray(mobject.points + camera.project_point(centre) - centre)
    return np.asarray(camera.project_points(mobject.points))


def is_seen(mobject: Mobject) -> bool:
    """Whether it has an outline or a filling that shows."""
    return bool(
        isinstance(mobject, VMobject)
        and len(mobject.points)
        and (mobject.get_fill_opacity() > 0 or (mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0))
    )


def texts(mobjects: Iterable[Mobject]) -> Iterator[Mobject]:
    """The outermost pieces of text."""
    for mobject in mobjects:
        if isinstance(mobject, Typst | MathTypst | Readout):
            if any(map(is_seen, mobject.family_members_with_points())):
                yield mobject
        else:
            yield from texts(mobject.submobjects)
