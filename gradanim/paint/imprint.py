"""What a painter is given, as a key: equal imprints mean equal pictures, whatever has changed in the sources above.

Places are rounded, to far less than anyone could see: what is moved frame by frame ends, by its last digits, elsewhere
than what comes in one step.

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
from .looks import look_of
from .rounding import rounded

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

    def arrays(self, *given: Any) -> None:
        """Take in arrays of numbers."""
        arrays = [np.asarray(array) for array in given]
        if any(array.dtype.hasobject for array in arrays):
            self.note(*(array.tolist() for array in arrays))
            return
        shapes = "".join([f"{array.dtype.char}{array.shape}" for array in arrays]).encode()
        self._hash.update(b"%d:" % len(shapes) + shapes)
        for array in arrays:
            self._hash.update(rounded(array).tobytes())

    def moment(self, camera: Camera, mobjects: Iterable[Mobject]) -> list[Mobject]:
        """Take in what the camera would paint now, from where it looks now; its parts, in the order of painting."""
        if isinstance(camera, DepthCamera):
            camera.extend_fixed_families()
        self._camera(camera)
        parts = Camera.get_mobjects_to_display(camera, mobjects)  # in the order that our cameras paint in
        shown = [
            mobject
            for mobject in parts
            if isinstance(mobject, (VMobject, Bulk)) or camera.type_or_raise(mobject) is not Mobject  # such as trackers
        ]
        self.note(len(shown))
        for mobject in shown:
            self._mobject(mobject)
        if isinstance(camera, DepthCamera):
            self.note(*((camera.is_on_picture(mobject), camera.has_depth(mobject)) for mobject in shown))
            # a label's letters share the function that says where they stand
            centres = [centre for m in shown if (centre := camera.fixed_orientation_mobjects.get(m)) is not None]
            places = {id(centre): centre() for centre in {id(centre): centre for centre in centres}.values()}
            self.arrays(*(places[id(centre)] for centre in centres))
        return parts

    def _camera(self, camera: Camera) -> None:
        self.note(*sorted((name, value) for name, value in vars(camera).items() if _is_plain(value)))
        self.note(camera.frame_width, camera.frame_height, repr(camera.background_color), camera.background_opacity)
        self.arrays(camera.frame_center)
        if isinstance(camera, DepthCamera):
            self.arrays(*vars(camera.viewpoint()).values())
        if camera.background is not self._background:
            self._background = camera.background
            self.arrays(self._background)

    def _mobject(self, mobject: Mobject) -> None:
        if isinstance(mobject, VMobject):
            self._vector(mobject)
        elif isinstance(mobject, Bulk):
            self._bulk(mobject)
        elif isinstance(mobject, PMobject):
            self.note("points", mobject.stroke_width)
            self.arrays(mobject.points, mobject.rgbas)
        elif isinstance(mobject, ImageMobject):
            self.note("image", mobject.resampling_algorithm)
            self.arrays(mobject.points, mobject.get_pixel_array())
        else:
            self.note(uuid4().hex)  # nobody knows what it shows: it is never the same

    def _vector(self, mobject: VMobject) -> None:
        # There are hundreds of these in every frame: letters, mostly, which stay as they are.
        look = look_of(mobject)
        self._hash.update(look.digest)
        if look.plain:
            return
        self.arrays(*mobject.get_gradient_start_and_end_points())
        if mobject.get_background_image() is not None:
            self.note(uuid4().hex)  # a file, perhaps, which may change: it is never the same

    def _bulk(self, mobject: Bulk) -> None:
        """A bulk mobject of this package by what it makes its parts of, which is less than they are; others by them."""
        given = {name: value for name, value in vars(mobject).items() if name not in _NOT_SEEN}
        if type(mobject).__module__.startswith(f"{__package__}.") and all(map(_is_given, given.values())):
            self.note(type(mobject).__qualname__)
            self._named(given)
            return
        parts = mobject.parts()
        for things in (parts.strokes, parts.faces, parts.discs):
            self.note("parts", len(things))
            for thing in things:
                self._named(vars(thing))

    def _named(self, given: Mapping[str, Any]) -> None:
        numbers = {name: value for name, value in given.items() if isinstance(value, np.ndarray)}
        self.note(*numbers, *((name, value) for name, value in given.items() if name not in numbers))
        self.arrays(*numbers.values())


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


_NOT_SEEN = {*vars(Mobject()), "_known"} - {"points"}  # of a bulk mobject; what it knows follows from the rest


def _is_given(value: Any) -> bool:
    return isinstance(value, np.ndarray) or all(map(_is_plain, value if isinstance(value, tuple) else (value,)))


def _is_plain(value: Any) -> bool:
    return isinstance(value, (bool, int, float, str, bytes, np.number, ManimColor))
