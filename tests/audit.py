"""What is wrong with a picture: text that leaves the frame, lies on other text, is too small or too pale.

`complaints(scene)` looks at what is drawn now. The places are measured on drawn points, through the camera in space;
the contrast on the painted picture without its text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations

import numpy as np
from manim import MathTypst, Mobject, Typst, VMobject, config

from gradanim.stage.frame.layout import Box
from gradanim.stage.scene import PlaneScene
from gradanim.stage.space_scene import SpaceStoryboard
from gradanim.stage.typeset.readouts import Readout
from gradanim.stage.typeset.texts import POINT
from tests.colours import contrast

SMALLEST = 14.0  # pixels of an em, when the picture has 480 on its shorter side


class Text:
    """A piece of text on the screen: what stands there, its box, and the size of its letters."""

    def __init__(self, scene: PlaneScene, mobject: Mobject) -> None:
        self.drawn = [m for m in mobject.family_members_with_points() if is_seen(m)]
        points = np.concatenate([on_the_screen(scene, m) for m in self.drawn])
        (self.left, self.bottom), (self.right, self.top) = points[:, :2].min(axis=0), points[:, :2].max(axis=0)
        line = mobject.label if isinstance(mobject, Readout) else mobject
        self.name = getattr(line, "typst_code", "")[-60:]
        self.em = 11 * POINT * line.font_size * 480 / min(config.frame_width, config.frame_height)  # Typst's 11 pt

    def overlaps(self, other: "Text", slack: float = 0.02) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.top, other.top) - max(self.bottom, other.bottom) > slack
        )

    def reaches_into(self, box: Box, slack: float = 0.02) -> bool:
        return (
            min(self.right, box.right) - max(self.left, box.left) > slack
            and min(self.top, box.top) - max(self.bottom, box.bottom) > slack
        )


def on_the_screen(scene: PlaneScene, mobject: Mobject) -> np.ndarray:
    """Where the points of a mobject are seen: a camera in space projects what is not fixed to the frame."""
    camera = scene.camera
    if not isinstance(scene, SpaceStoryboard) or mobject in camera.fixed_in_frame_mobjects:
        return mobject.points
    if mobject in camera.fixed_orientation_mobjects:
        centre = camera.fixed_orientation_mobjects[mobject]()
        return mobject.points + camera.project_point(centre) - centre
    return camera.project_points(mobject.points)


def is_seen(mobject: Mobject) -> bool:
    return bool(
        isinstance(mobject, VMobject)
        and len(mobject.points)
        and (mobject.get_fill_opacity() > 0 or (mobject.get_stroke_opacity() > 0 and mobject.get_stroke_width() > 0))
    )


def texts(mobjects: list[Mobject]) -> Iterator[Mobject]:
    """The outermost pieces of text."""
    for mobject in mobjects:
        if isinstance(mobject, Typst | MathTypst | Readout):
            if any(map(is_seen, mobject.family_members_with_points())):
                yield mobject
        else:
            yield from texts(mobject.submobjects)


CONTRAST = 4.5  # of text with what is behind it, as WCAG 2.2 asks of small print
MAPS = {"ContourMap", "LevelSurface", "NumberMap", "SurfaceMesh"}  # by name: a film's file is loaded anew each time
BEHIND = 0.2  # share of what is behind a text that may be closer to it: a line that passes


@contextmanager
def without(glyphs: list[VMobject]) -> Iterator[None]:
    """Make glyphs invisible for a moment."""
    before = [(glyph.fill_rgbas.copy(), glyph.stroke_rgbas.copy()) for glyph in glyphs]
    for glyph in glyphs:
        glyph.fill_rgbas[:, 3] = glyph.stroke_rgbas[:, 3] = 0
    try:
        yield
    finally:
        for glyph, (fill, stroke) in zip(glyphs, before, strict=True):
            glyph.fill_rgbas, glyph.stroke_rgbas = fill, stroke


def painted(scene: PlaneScene) -> np.ndarray:
    """The picture as it is now, shape (height, width, 3) of 0..1; a rehearsal paints none by itself."""
    renderer = scene.renderer
    before = renderer.painting, renderer.imprint
    renderer.painting, renderer.imprint, renderer.static_image = True, None, None
    renderer.update_frame(scene)
    renderer.painting, renderer.imprint = before
    return scene.camera.pixel_array[..., :3] / 255


def too_pale(scene: PlaneScene, seen: list[Text]) -> Iterator[str]:
    """Text whose colour is too close to what is painted behind it."""
    with without([glyph for text in seen for glyph in text.drawn]):
        picture = painted(scene)
    height, width = picture.shape[:2]
    unit = width / scene.layout.frame.width
    for text in seen:
        left, right = (int(np.clip(width / 2 + unit * x, 0, width - 1)) for x in (text.left, text.right))
        top, bottom = (int(np.clip(height / 2 - unit * y, 0, height - 1)) for y in (text.top, text.bottom))
        behind = picture[top : bottom + 1, left : right + 1].reshape(-1, 3)
        for colour in {tuple(glyph.fill_rgbas[0]) for glyph in text.drawn if glyph.get_fill_opacity() > 0}:
            *ink, opacity = colour
            shown = opacity * np.array(ink) + (1 - opacity) * behind
            found = float(np.quantile(contrast(shown, behind), BEHIND))
            if found < CONTRAST:
                yield f"{text.name!r} has a contrast of {found:.1f}"


def complaints(scene: PlaneScene) -> Iterator[str]:
    frame, in_space = scene.layout.frame, isinstance(scene, SpaceStoryboard)
    picture = scene.layout.picture if in_space else scene.view.box
    on_screen = [m for top in scene.mobjects for m in top.family_members_with_points() if is_seen(m)]
    for mobject in on_screen:
        points = on_the_screen(scene, mobject)[:, :2]
        if (np.abs(points) > [frame.width / 2 + 0.02, frame.height / 2 + 0.02]).any():
            yield f"{mobject} leaves the frame"
    # labels in space may pass before one another while the camera moves; what is fixed to the frame may not
    fixed = scene.camera.fixed_in_frame_mobjects if in_space else ()
    seen = [Text(scene, m) for m in texts(scene.mobjects) if not in_space or m in fixed]
    for one, other in combinations(seen, 2):
        if one.overlaps(other):
            yield f"{one.name!r} lies on {other.name!r}"
    for text in seen:
        if text.em < SMALLEST:
            yield f"{text.name!r} is {text.em:.1f} pixels small"
    beside = [m for m in scene.mobjects if isinstance(m, Typst | MathTypst | Readout)]
    for text in (Text(scene, m) for m in texts(beside) if not in_space or m in fixed):
        if text.reaches_into(picture):
            yield f"{text.name!r} lies on the map"
    yield from too_pale(scene, seen)
    drawn = {type(m).__name__ for top in scene.mobjects for m in top.get_family()}
    if not drawn & MAPS and not (in_space and len(scene.beats) < 3):
        yield "there is no map"
