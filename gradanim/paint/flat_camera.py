"""Cameras that look at the plane and know bulk mobjects; what is not bulk is painted by Cairo as ever."""

import itertools
from collections.abc import Iterable
from functools import partial
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
from .kernels.sprites import bounds
from .looks import look_of
from .outlines import Outlines
from .parts import Parts
from .relief import paint_ground
from .sprites import LARGEST, NOWHERE, Box, Ground, Sprite, Sprites, lay

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


def _pixels(low: float, high: float, size: int) -> tuple[int, int]:
    """Of size pixels those from low to high and two more on either side: the first, and the one after the last."""
    return int(min(max(low - 2, 0), size)), int(min(max(high + 3, 0), size))


def _is_filled(vmobject: VMobject) -> bool:
    return any(vmobject.get_fill_rgbas()[:, 3].tolist())


def _is_lined(vmobject: VMobject, behind: bool = False) -> bool:
    return vmobject.get_stroke_width(behind) > 0 and any(vmobject.get_stroke_rgbas(behind)[:, 3].tolist())


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
        self._sprites = Sprites()
        self.marks = Marks()
        super().__init__(*args, **kwargs)
        # Manim sets `display_funcs` when it first paints. It is hashed for the names of cached films, which must not
        # depend on whether anything was painted before.
        super().type_or_raise(Mobject())

    def type_or_raise(self, mobject: Mobject) -> Any:
        """As manim's, which would silently draw nothing for a class that it does not know."""
        if isinstance(mobject, VMobject):  # nearly all are, and manim makes a table of all kinds for each
            return VMobject
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
            elif kind is VMobject:
                self._paint_vectors(members)
            else:
                if kind is not Mobject:  # of the latter, such as trackers, nothing is seen
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
        self._outlines.lay(ctx, vmobject, self.places(vmobject), lambda: draw(ctx, vmobject))
        return self

    def places(self, vmobject: VMobject) -> Array:
        """Where the points of a vector mobject lie in the plane of the picture."""
        return np.asarray(vmobject.points)

    def apply_fill(self, ctx: "cairo.Context[Any]", vmobject: VMobject) -> Any:
        """As manim's, if there is anything to be seen of it."""
        return super().apply_fill(ctx, vmobject) if _is_filled(vmobject) else self

    def apply_stroke(self, ctx: "cairo.Context[Any]", vmobject: VMobject, background: bool = False) -> Any:
        """As manim's, if there is anything to be seen of it."""
        return super().apply_stroke(ctx, vmobject, background) if _is_lined(vmobject, background) else self

    def placing(self, vmobject: VMobject) -> object:
        """What beside the looks of a vector mobject and the scale decides how it is painted; None if that is more."""
        return ()

    def _paint_vectors(self, mobjects: list[VMobject]) -> None:
        """Paint vector mobjects in their order: what covers little as sprites, a run of them in one go."""
        ground = self._sprites.ground(self.pixel_array)
        context = self.get_cairo_context(ground.frame)
        matrix = context.get_matrix()
        scale = (matrix.xx, matrix.yy, matrix.x0, matrix.y0, self.pixel_array.shape, self.cairo_line_width_multiple)
        sprites: list[Sprite] = []
        for mobject in mobjects:
            look, placing, sprite = look_of(mobject), self.placing(mobject), None
            if look.plain and placing is not None:
                sprite = self._sprites.of(look, (scale, placing), partial(self._sprite, mobject, ground, context))
            if sprite is not None:
                sprites.append(sprite)
                continue
            self._lay(sprites)
            sprites = []
            top, bottom, *_ = self._box(mobject) or (np.nan, np.nan)
            self.marks.of(self.pixel_array).touch(top, bottom)
            self.display_multiple_vectorized_mobjects([mobject], self.pixel_array)
        self._lay(sprites)

    def _lay(self, sprites: list[Sprite]) -> None:
        if sprites:
            surface = self.get_cairo_context(self.pixel_array).get_target()
            surface.flush()
            lay(sprites, self.pixel_array, self.marks.of(self.pixel_array))
            surface.mark_dirty()

    def _sprite(self, vmobject: VMobject, ground: Ground, context: "cairo.Context[Any]") -> Sprite | None:
        """A vector mobject painted on nothing, or None if it covers too much for that."""
        filled = _is_filled(vmobject)
        if not (filled or _is_lined(vmobject) or _is_lined(vmobject, behind=True)):
            return ground.cut_out(NOWHERE)
        box = self._box(vmobject)
        if box is None:
            return None
        size = (box[1] - box[0]) * (box[3] - box[2])
        if size == 0:
            return ground.cut_out(NOWHERE)
        if filled and size > LARGEST * self.pixel_height * self.pixel_width:
            return None
        self.display_vectorized(vmobject, context)
        surface = context.get_target()
        surface.flush()
        sprite = ground.cut_out(box)
        surface.mark_dirty()
        return sprite

    def _box(self, vmobject: VMobject) -> Box | None:
        """The part of the frame in which a vector mobject may be seen; None if that cannot be told."""
        left, right, low, high = bounds(np.ascontiguousarray(self.places(vmobject), float))
        if np.isnan(left):
            return None
        aside, centre = overhang(vmobject), self.picture_centre()
        x, y = self.pixel_width / self.frame_width, self.pixel_height / self.frame_height
        column, row = self.pixel_width / 2 - x * centre[0], self.pixel_height / 2 + y * centre[1]
        rows = _pixels(row - y * (high + aside), row - y * (low - aside), self.pixel_height)
        return (*rows, *_pixels(column + x * (left - aside), column + x * (right + aside), self.pixel_width))

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
