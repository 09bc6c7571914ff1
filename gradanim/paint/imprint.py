"""What a painter is given, as a key: equal imprints mean equal pictures, whatever has changed in the sources above.

A story need not be painted to know whether its pictures are the same as those of yesterday. It is played, and instead
of being painted everything that the painter reads is hashed: the camera, the mobjects in their order, and of each its
points, colours, widths. The painter itself (this package, and the libraries below it) is hashed once.
"""

import platform
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import cairo
import manim
import numpy as np
from manim import ImageMobject, ManimColor, Mobject, PMobject, VMobject
from manim.camera.camera import Camera

from .bulk import Bulk
from .depth_camera import DepthCamera
from .kernels.compiled import Array
from .parts import Parts

__all__ = ["Imprint", "painter"]

LIBRARIES = ("manim", "numpy", "pycairo", "numba", "av", "pillow")
HERE = Path(__file__).parent
MANIM = Path(manim.__file__).parent


class Imprint:
    """A running hash of what a painter is given, moment by moment.

    Args:
        given: what else decides the pictures: the painter, the size, the encoder.
    """

    def __init__(self, *given: str) -> None:
        self._hash = blake2b(digest_size=16)
        self._background: Array | None = None
        for text in given:
            self.note(text)

    @property
    def key(self) -> str:
        """32 hex digits for all that was given so far."""
        return self._hash.hexdigest()

    def note(self, *facts: Any) -> None:
        """Take in numbers, words and None, by what they print as."""
        text = repr(facts).encode()
        self._hash.update(b"%d:" % len(text) + text)

    def moment(self, camera: Camera, mobjects: Iterable[Mobject]) -> None:
        """Take in what the camera would paint now, from where it looks now."""
        if isinstance(camera, DepthCamera):
            camera.extend_fixed_families()
        self._camera(camera)
        shown = camera.get_mobjects_to_display(mobjects)
        self.note(len(shown))
        for mobject in shown:
            self._mobject(camera, mobject)

    def _camera(self, camera: Camera) -> None:
        self.note(*sorted((name, value) for name, value in vars(camera).items() if _is_plain(value)))
        self.note(camera.frame_width, camera.frame_height, repr(camera.background_color), camera.background_opacity)
        self._array(camera.frame_center)
        if isinstance(camera, DepthCamera):
            for value in vars(camera.viewpoint()).values():
                self._array(value)
        if camera.background is not self._background:
            self._background = camera.background
            self._array(self._background)

    def _mobject(self, camera: Camera, mobject: Mobject) -> None:
        kind = camera.type_or_raise(mobject)
        self.note(kind.__name__)
        if kind is Bulk:
            self._parts(mobject.parts())
        elif kind is VMobject:
            self._vector(mobject)
        elif kind is PMobject:
            self.note(mobject.stroke_width)
            for array in (mobject.points, mobject.rgbas):
                self._array(array)
        elif isinstance(mobject, ImageMobject):
            self.note(mobject.resampling_algorithm)
            for array in (mobject.points, mobject.get_pixel_array()):
                self._array(array)
        elif kind is not Mobject:  # of which nothing is seen
            self.note(uuid4().hex)  # nobody knows what it shows: it is never the same
        if isinstance(camera, DepthCamera):
            self.note(camera.is_on_picture(mobject), mobject in camera.fixed_in_frame_mobjects)
            if (centre := camera.fixed_orientation_mobjects.get(mobject)) is not None:
                self._array(centre())

    def _vector(self, mobject: VMobject) -> None:
        fill, stroke, behind = (
            mobject.get_fill_rgbas(), mobject.get_stroke_rgbas(), mobject.get_stroke_rgbas(background=True)
        )  # fmt: skip
        for array in (mobject.points, fill, stroke, behind):
            self._array(array)
        self.note(
            mobject.get_stroke_width(), mobject.get_stroke_width(background=True), mobject.joint_type,
            mobject.cap_style, mobject.shade_in_3d, mobject.tolerance_for_point_equality,
            mobject.n_points_per_cubic_curve,
        )  # fmt: skip
        if max(len(fill), len(stroke), len(behind)) > 1:  # spread between two points
            for point in mobject.get_gradient_start_and_end_points():
                self._array(point)
        if (image := mobject.get_background_image()) is not None:
            self.note(uuid4().hex if isinstance(image, str) else None)  # a file, which may change
            if not isinstance(image, str):
                self._array(np.asarray(image))

    def _parts(self, parts: Parts) -> None:
        for things in (parts.strokes, parts.faces, parts.discs):
            self.note(len(things))
            for thing in things:
                for value in vars(thing).values():
                    if isinstance(value, np.ndarray):
                        self._array(value)
                    else:
                        self.note(value)

    def _array(self, given: Any) -> None:
        array = np.ascontiguousarray(given)
        if array.dtype.hasobject:
            self.note(array.tolist())
            return
        self._hash.update(f"{array.dtype.str}{array.shape}".encode())
        if array.size:
            self._hash.update(array.data)


def painter(camera: Camera) -> str:
    """A digest of the sources that paint, the camera's own among them, and of the versions of the libraries below."""
    modules = [sys.modules[kind.__module__] for kind in type(camera).__mro__]
    own = {Path(file) for module in modules if (file := getattr(module, "__file__", None))}
    above = sorted(path for path in own if HERE not in path.parents and MANIM not in path.parents)
    digest = blake2b(_sources(HERE), digest_size=16)
    for path in above:
        digest.update(path.read_bytes())
    digest.update(repr(_versions()).encode())
    return digest.hexdigest()


@cache
def _sources(folder: Path) -> bytes:
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.py")):
        digest.update(f"{path.relative_to(folder).as_posix()} {path.stat().st_size} ".encode() + path.read_bytes())
    return digest.digest()


def _versions() -> Mapping[str, str]:
    libraries = {name: version(name) for name in LIBRARIES}
    return {"python": platform.python_version(), "machine": platform.machine(), "cairo": cairo.cairo_version_string(),
            **libraries}  # fmt: skip


def _is_plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str, bytes, np.number, ManimColor))
