"""Looks: all that a painter reads of a vector mobject, and whether it has changed since it was asked for last.

Hundreds of letters stand in a picture, and most of them stay as they are from frame to frame. Manim changes arrays in
place and keeps no record of it, so that what they hold is compared: copying and comparing the points of a letter takes
a microsecond, painting it a hundred.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from manim import VMobject

from .rounding import rounded

__all__ = ["Look", "look_of", "looked_at"]

RGBA = 4 * 8  # bytes


class Look:
    """How a vector mobject looks; the same object for as long as nothing has changed, to the last digit.

    Attributes:
        plain: whether its fill and lines have one colour each. Others depend on more: on where a gradient begins and
            ends, on a file.
    """

    __slots__ = ("__weakref__", "_digest", "_facts", "plain")

    def __init__(self, mobject: VMobject) -> None:
        self._facts = _facts(mobject)
        self.plain = max(map(len, self._facts[:3])) <= RGBA and mobject.get_background_image() is None
        self._digest: bytes | None = None

    def fits(self, mobject: VMobject) -> bool:
        """Whether the mobject still looks so."""
        return self._facts == _facts(mobject)

    @property
    def digest(self) -> bytes:
        """Of all of it, places being rounded. A background image is left out."""
        if self._digest is None:
            fill, lines, behind, points, kind, width, width_behind, *rest, _ = self._facts
            # Numbers that are equal may print in two ways, as 4 and 4.0, and the first that was seen would decide.
            joint, cap, shaded, tolerance = rest
            text = (
                f"{len(fill)} {len(lines)} {len(behind)} {kind} {_width(width)} {_width(width_behind)} {joint.value}"
                f" {cap.value} {bool(shaded)} {float(tolerance)}\n"
            )
            places = rounded(np.frombuffer(points, kind)).tobytes()
            self._digest = blake2b(text.encode() + fill + lines + behind + places, digest_size=16).digest()
        return self._digest


def look_of(mobject: VMobject) -> Look:
    """How a vector mobject looks now."""
    look = _KNOWN.get(mobject)
    if look is None or not (_at_rest or look.fits(mobject)):
        look = _KNOWN[mobject] = Look(mobject)
    return look


@contextmanager
def looked_at() -> Iterator[None]:
    """Take things for what they were when they were looked at last: nothing moves meanwhile."""
    global _at_rest
    _at_rest = True
    try:
        yield
    finally:
        _at_rest = False


def _facts(mobject: VMobject) -> tuple[Any, ...]:
    # Asked for hundreds of times a frame: attributes, where manim's methods would only find them.
    return (
        getattr(mobject, "fill_rgbas", _NONE).tobytes(),
        getattr(mobject, "stroke_rgbas", _NONE).tobytes(),
        getattr(mobject, "background_stroke_rgbas", _NONE).tobytes(),
        mobject.points.tobytes(),
        mobject.points.dtype.char,
        mobject.stroke_width,
        mobject.background_stroke_width,
        mobject.joint_type,
        mobject.cap_style,
        mobject.shade_in_3d,
        mobject.tolerance_for_point_equality,
        mobject.background_image,
    )


def _width(given: Any) -> float:
    return max(0.0, float(given))


_NONE = np.zeros((1, 4))  # colours of what was never given any
_at_rest = False
_KNOWN: WeakKeyDictionary[VMobject, Look] = WeakKeyDictionary()
