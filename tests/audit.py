"""What is wrong with a picture: what its author is told (gradanim.stage.audit), and text that is too pale, and no map.

`complaints(scene)` looks at what is drawn now; the contrast is measured on the painted picture without its text.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from manim import Group, Mobject, VGroup, VMobject

from gradanim.stage import audit
from gradanim.stage.audit import Text
from gradanim.stage.scene import PlaneScene
from tests.colours import contrast

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


def painted(scene: PlaneScene, things: list[Mobject] | None = None) -> np.ndarray:
    """The picture as it is now, shape (height, width, 3) of 0..1; a rehearsal paints none by itself.

    Args:
        things: all that is painted; if not given, everything.
    """
    renderer = scene.renderer
    before = renderer.painting, renderer.imprint, renderer.skip_animations
    renderer.painting, renderer.imprint, renderer.static_image = True, None, None
    renderer.skip_animations = False  # else only a whole picture would be painted
    renderer.update_frame(scene, things)
    renderer.painting, renderer.imprint, renderer.skip_animations = before
    return scene.camera.pixel_array[..., :3] / 255


def too_pale(scene: PlaneScene, seen: list[Text]) -> Iterator[str]:
    """Text whose colour is too close to what is painted behind it, or over it."""
    glyphs = [glyph for text in seen for glyph in text.drawn]
    with without(glyphs):
        picture = painted(scene)
    for text in seen:
        found = worst_contrast(scene, text, picture)
        if found < CONTRAST:
            there = lying_on(scene, text, glyphs)
            cure = f"{there} lies there: move one of them, and leave the colours" if there else "give it another colour"
            yield f"{text.name!r} has a contrast of {found:.1f}: {cure}"


def worst_contrast(scene: PlaneScene, text: Text, picture: np.ndarray) -> float:
    """The least contrast that one of the colours of a text has in a picture without it."""
    height, width = picture.shape[:2]
    unit = width / scene.layout.frame.width
    left, right = (int(np.clip(width / 2 + unit * x, 0, width - 1)) for x in (text.left, text.right))
    top, bottom = (int(np.clip(height / 2 - unit * y, 0, height - 1)) for y in (text.top, text.bottom))
    behind = picture[top : bottom + 1, left : right + 1].reshape(-1, 3)
    found = [np.inf]
    for colour in {tuple(glyph.fill_rgbas[0]) for glyph in text.drawn if glyph.get_fill_opacity() > 0}:
        *ink, opacity = colour
        shown = opacity * np.array(ink) + (1 - opacity) * behind
        found.append(float(np.quantile(contrast(shown, behind), BEHIND)))
    return min(found)


def lying_on(scene: PlaneScene, text: Text, glyphs: list[VMobject]) -> str:
    """What a text would be readable without; empty if that is no single thing.

    Args:
        glyphs: of all texts, which are not painted.
    """
    things = list(outermost(scene.mobjects))
    for thing in reversed(things):  # what came last lies on what was there
        others = [other for other in things if other is not thing]
        with without(glyphs):
            picture = painted(scene, others)
        if worst_contrast(scene, text, picture) >= CONTRAST:
            return type(thing).__name__
    return ""


def outermost(mobjects: list[Mobject]) -> Iterator[Mobject]:
    """Mobjects, and in place of plain groups what is in them."""
    for mobject in mobjects:
        if type(mobject) in (Group, VGroup):
            yield from outermost(mobject.submobjects)
        else:
            yield mobject


def complaints(scene: PlaneScene) -> Iterator[str]:
    yield from audit.complaints(scene)
    yield from too_pale(scene, audit.seen_texts(scene, scene.mobjects))
    drawn = {type(m).__name__ for top in scene.mobjects for m in top.get_family()}
    if not drawn & MAPS and not (audit.in_space(scene) and len(scene.beats) < 3):
        yield "there is no map"
