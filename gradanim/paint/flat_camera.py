"""Cameras that look at the plane and know bulk mobjects; what is not bulk is painted by Cairo as ever."""

import itertools
from collections.abc import Iterable
from typing import Any

import cairo
import numpy as np
from manim import Mobject, VMobject
from manim.camera.camera import Camera
from manim.camera.moving_camera import MovingCamera

from .bulk import Bulk
from .dirty_rows import MOST_FRAMES, Mark, Marks, overhang
from .kernels.compiled import Array
from .kernels.flat import paint_discs, paint_strokes, paint_triangles
from .kernels.pixels import as_pixels
from .outlines import Outlines
from .parts import Parts
from .relief import paint_ground

__all__ = ["BulkPainting", "FlatCamera", "MovingFlatCamera", "paint_flat"]

FULL = np.array([255.0, 255.0, 255.0, 1.0])


def paint_flat(
    frame: Array, parts: Parts, unit: tuple[float, float], origin: tuple[float, float], mark: Mark | None = None
) -> None:
    """Paint parts onto a frame, looking straight down on the plane.

    Args:
        frame: (height, width, 4) bytes.
        parts: in scene units; z is ignored.
        unit: pixels a scene unit, along x and y.
        origin: column and row of the scene's origin.
        mark: is told which rows are dirty.
    """
    pixels = as_pixels(frame)

    def place(points: Array, reach: float) -> Array:
        rows = origin[1] - unit[1] * points[:, 1]
        seen = rows[np.isfinite(rows)] if mark is not None else rows[:0]
        if mark is not None and len(seen):
            mark.touch(seen.min() - reach, seen.max() + reach)
        return np.column_stack([origin[0] + unit[0] * points[:, 0], rows, points[:, 2]])

    for g in parts.grounds:
        place(g.corners, 1)
        paint_ground(pixels, g, unit, origin)
    for s in parts.strokes:
        rgba = (s.rgba * FULL).astype(np.float32)
        halves = 0.005 * unit[0] * s.widths
        paint_strokes(pixels, place(s.points, halves.max(initial=0)), rgba, s.ends, halves, s.round_ends)
    for f in parts.faces:
        paint_triangles(pixels, place(f.points, 0), (f.rgba * FULL).astype(np.float32), f.corners)
    for d in parts.discs:
        radii = unit[0] * d.radii
        paint_discs(pixels, place(d.points, radii.max(initial=0)), (d.rgba * FULL).astype(np.float32), radii)


def _alike(one: Any, other: Array) -> bool:
    return (
        isinstance(one, np.ndarray) and (one.shape, one.dtype) == (other.shape, other.dtype) and one.flags.c_contiguous
    )


class _Contexts:
    # Cairo contexts by frame. The frame is kept with its context: its id would otherwise be given to another array
    # once it is gone, which would then be painted into the memory of the first. With slots instead of a __dict__,
    # which manim would hash for the names of its cached films.
    __slots__ = ("_by_id",)

    def __init__(self) -> None:
        self._by_id: dict[int, tuple[Array, cairo.Context[Any]]] = {}

    def of(self, frame: Array) -> "cairo.Context[Any]":
        known = self._by_id.get(id(frame))
        if known is None:
            height, width = frame.shape[:2]
            surface = cairo.ImageSurface.create_for_data(frame.data, cairo.FORMAT_ARGB32, width, height)
            known = self._by_id[id(frame)] = (frame, cairo.Context(surface))
            while len(self._by_id) > MOST_FRAMES:
                del self._by_id[next(iter(self._by_id))]
        return known[1]


class BulkPainting(Camera):
    """A camera that paints bulk mobjects in their place among the others, and paints into frames handed to it.

    Manim keeps one Cairo context a frame for good, and sets its scale when it makes it. Here frames are recycled and
    cameras move, so the context is told the present scale whenever it is used.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._contexts = _Contexts()
        self._outlines = Outlines()
        self.marks = Marks()
        super().__init__(*args, **kwargs)
        # Manim sets `display_funcs` when it first paints. It is hashed for the names of cached films, which must not
        # depend on whether anything was painted before.
        super().type_or_raise(Mobject())

    def type_or_raise(self, mobject: Mobject) -> Any:
        """As manim's, which would silently draw nothing for a class that it does not know."""
        return Bulk if isinstance(mobject, Bulk) else super().type_or_raise(mobject)

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Paint mobjects in their order, those of one kind that follow each other in one go."""
        self.paint_in_order(self.get_mobjects_to_display(mobjects, **kwargs))

    def paint_in_order(self, mobjects: Iterable[Mobject]) -> None:
        """Paint members that have points, without looking at their families."""
        for kind, run in itertools.groupby(mobjects, self.type_or_raise):
            members = list(run)
            if kind is Bulk:
                self._paint_bulk(members)
            else:
                if kind not in (VMobject, Mobject):  # of the latter, such as trackers, nothing is seen
                    self.marks.of(self.pixel_array).touch(np.nan, np.nan)
                self.display_funcs[kind](members, self.pixel_array)

    def set_pixel_array(self, pixel_array: Any, convert_from_floats: bool = False) -> None:
        """Begin a frame with a background or the picture of what does not move: only where it is not there yet."""
        frame = getattr(self, "pixel_array", None)  # the first one is set while the camera is being made
        if frame is not None and not convert_from_floats and _alike(pixel_array, frame):
            self.marks.restore(self.pixel_array, pixel_array)
        else:
            super().set_pixel_array(pixel_array, convert_from_floats)
            self.marks.of(self.pixel_array).touch(np.nan, np.nan)

    def set_cairo_context_path(self, ctx: "cairo.Context[Any]", vmobject: VMobject) -> Any:
        """As manim's; what has not moved since the last frame is not told to Cairo curve by curve again."""
        draw = super().set_cairo_context_path
        points = self.places(vmobject)
        low, high = self._outlines.lay(ctx, vmobject, points, lambda: draw(ctx, vmobject))
        unit, aside = self.pixel_height / self.frame_height, overhang(vmobject)
        zero = self.pixel_height / 2 + unit * self.picture_centre()[1]
        self.marks.of(self.pixel_array).touch(zero - unit * (high + aside), zero - unit * (low - aside))
        return self

    def places(self, vmobject: VMobject) -> Array:
        """Where the points of a vector mobject lie in the plane of the picture."""
        return np.asarray(vmobject.points)

    def apply_fill(self, ctx: "cairo.Context[Any]", vmobject: VMobject) -> Any:
        """As manim's, if there is anything to be seen of it."""
        return super().apply_fill(ctx, vmobject) if vmobject.get_fill_rgbas()[:, 3].any() else self

    def _paint_bulk(self, mobjects: list[Bulk]) -> None:
        surface = self.get_cairo_context(self.pixel_array).get_target()
        surface.flush()  # Cairo may hold pixels back
        x, y = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        centre = self.picture_centre()
        origin = (self.pixel_width / 2 - x * centre[0], self.pixel_height / 2 + y * centre[1])
        for mobject in mobjects:
            paint_flat(self.pixel_array, mobject.parts(), (x, y), origin, self.marks.of(self.pixel_array))
        surface.mark_dirty()

    def picture_centre(self) -> Array:
        """(3) the point of the plane in the middle of the picture."""
        return np.asarray(self.frame_center, float)

    def get_cairo_context(self, pixel_array: Array) -> "cairo.Context[Any]":
        """The context of a frame, at the present scale."""
        context = self._contexts.of(pixel_array)
        x, y = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        centre = self.picture_centre()
        context.set_matrix(
            cairo.Matrix(x, 0, 0, -y, self.pixel_width / 2 - x * centre[0], self.pixel_height / 2 + y * centre[1])
        )
        return context


class FlatCamera(BulkPainting):
    """Manim's camera that knows bulk mobjects."""


class MovingFlatCamera(BulkPainting, MovingCamera):
    """Manim's moving camera that knows bulk mobjects: `camera.frame.animate` pans and zooms."""
