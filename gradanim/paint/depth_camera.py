"""The camera in space: one depth buffer for all that stands there, then what is fixed to the picture on top."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np
from manim import Mobject, VMobject
from manim.camera.camera import Camera
from manim.camera.three_d_camera import ThreeDCamera

from .bulk import Bulk
from .depth_pass import DepthPass
from .flat_camera import BulkPainting
from .flatten import Flattened
from .kernels.compiled import Array
from .occlusion import Occlusion
from .parts import Parts
from .relief import Relief
from .viewpoint import Viewpoint

__all__ = ["DepthCamera"]


class DepthCamera(BulkPainting, ThreeDCamera):
    """Manim's camera in space, with true occlusion.

    Everything in space goes through one pass with a depth buffer, bulk mobjects and manim's own vector mobjects
    alike: what passes behind a surface is hidden, what pierces it is cut where it pierces. What is fixed in the frame
    or in its orientation (labels, formulas) is painted by Cairo afterwards, as crisp as in a flat film. Whether a
    mobject is fixed is asked of its whole family, so that parts which an updater has put in are fixed too.

    What is fixed in its orientation only has a place in space: it fades out when that goes behind an opaque surface.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._space = _Space()

    def capture_mobjects(self, mobjects: Iterable[Mobject], **kwargs: Any) -> None:
        """Paint mobjects: first all in space, then all on the picture, in their order."""
        self.extend_fixed_families()
        # not ThreeDCamera's way, which sorts by distance: what is on the picture keeps its order
        shown = Camera.get_mobjects_to_display(self, mobjects, **kwargs)
        in_space: list[Mobject] = []
        on_picture: list[Mobject] = []
        for mobject in shown:
            (on_picture if self.is_on_picture(mobject) else in_space).append(mobject)
        self._space.offsets.clear()
        self._space.occlusion = occlusion = Occlusion(self._places(on_picture), self.viewpoint())
        if in_space:
            self._paint_space(in_space, occlusion)
        self.paint_in_order(on_picture)

    def places(self, vmobject: VMobject) -> Array:
        """Where the points of what is fixed to the picture lie on it, or of a label in space."""
        return np.asarray(self.transform_points_pre_display(vmobject, vmobject.points))

    def transform_points_pre_display(self, mobject: Mobject, points: Array) -> Array:
        """As manim's, which finds the place of a label anew for each of its letters."""
        centre = self.fixed_orientation_mobjects.get(mobject)
        if centre is None or mobject in self.fixed_in_frame_mobjects:
            return np.asarray(super().transform_points_pre_display(mobject, points))
        return np.asarray(Camera.transform_points_pre_display(self, mobject, points) + self._offset(centre))

    def placing(self, vmobject: VMobject) -> object:
        """Where a label in space stands on the picture, and how much is seen of it."""
        if self.should_apply_shading and vmobject.shade_in_3d:
            return None  # the light as well
        if vmobject in self.fixed_in_frame_mobjects:
            return ()
        centre = self.fixed_orientation_mobjects.get(vmobject)
        return None if centre is None else (*self._offset(centre).tolist(), self._share(vmobject))

    def is_on_picture(self, mobject: Mobject) -> bool:
        """Whether a mobject belongs to the picture, and so lies over everything in space."""
        return (
            mobject in self.fixed_in_frame_mobjects
            or mobject in self.fixed_orientation_mobjects
            or isinstance(mobject, Relief)
            or not isinstance(mobject, (Bulk, VMobject))
        )

    def has_depth(self, mobject: Mobject) -> bool:
        """Whether what stands in space may hide a mobject, or be hidden by it."""
        fixed = mobject in self.fixed_in_frame_mobjects or isinstance(mobject, Relief)
        return not fixed and isinstance(mobject, (Bulk, VMobject))

    def get_stroke_rgbas(self, vmobject: VMobject, background: bool = False) -> Any:
        """As manim's; what is fixed in its orientation is as faint as its place is hidden."""
        return self._as_seen(vmobject, super().get_stroke_rgbas(vmobject, background))

    def get_fill_rgbas(self, vmobject: VMobject) -> Any:
        """As manim's; what is fixed in its orientation is as faint as its place is hidden."""
        return self._as_seen(vmobject, super().get_fill_rgbas(vmobject))

    def viewpoint(self) -> Viewpoint:
        """From where the camera looks now."""
        return Viewpoint(
            np.ascontiguousarray(self.get_rotation_matrix(), float), np.array(self.frame_center, float),
            float(self.get_focal_distance()), float(self.get_zoom()),
            (self.pixel_width / self.frame_width, self.pixel_height / self.frame_height),
            (self.pixel_width, self.pixel_height), np.array(self.light_source.points[0], float),
        )  # fmt: skip

    def reset_rotation_matrix(self) -> None:
        """Nothing to do: manim keeps the matrix of the last painted frame, here it follows the angles."""

    def get_rotation_matrix(self) -> Array:
        """(3, 3) from space to the camera, for the angles as they are now."""
        angles = (float(self.get_phi()), float(self.get_theta()), float(self.get_gamma()))
        if self._space.angles != angles:
            self._space.angles, self._space.rotation = angles, np.array(self.generate_rotation_matrix(), float)
        return self._space.rotation

    def picture_centre(self) -> Array:
        """The middle of the picture stays where it is: the camera's centre moves what is in space only."""
        return np.zeros(3)

    def extend_fixed_families(self) -> None:
        """Let parts that were put into fixed mobjects lately be fixed too."""
        for mobject in list(self.fixed_in_frame_mobjects):
            if mobject.submobjects:
                self.fixed_in_frame_mobjects.update(mobject.get_family())
        for mobject, centre in list(self.fixed_orientation_mobjects.items()):
            for member in mobject.submobjects:
                self.fixed_orientation_mobjects.setdefault(member, centre)

    def _paint_space(self, mobjects: list[Mobject], occlusion: Occlusion) -> None:
        surface = self.get_cairo_context(self.pixel_array).get_target()
        surface.flush()
        self.marks.of(self.pixel_array).touch(np.nan, np.nan)
        parts = [
            mobject.parts() if isinstance(mobject, Bulk) else self._flattened(mobject)
            for mobject in mobjects
            if isinstance(mobject, (Bulk, VMobject))
        ]
        self._space.end_frame()
        occlusion.learn(self._space.depth_pass.paint(self.pixel_array, parts, self.viewpoint(), occlusion.probes))
        surface.mark_dirty()

    def _places(self, mobjects: list[Mobject]) -> Iterator[Callable[[], Array]]:
        """The functions that say where labels stand."""
        for mobject in mobjects:
            if mobject in self.fixed_orientation_mobjects and self.has_depth(mobject):
                yield self.fixed_orientation_mobjects[mobject]

    def _offset(self, centre: Callable[[], Array]) -> Array:
        """(3) from where a label in space is to where it stands on the picture."""
        known = self._space.offsets.get(id(centre))
        if known is None:
            place = np.asarray(centre(), float)
            known = self._space.offsets[id(centre)] = np.asarray(self.project_point(place) - place)
        return known

    def _share(self, mobject: VMobject) -> float:
        """How much is seen of a label in space, 0..1; all of what is none."""
        centre, occlusion = self.fixed_orientation_mobjects.get(mobject), self._space.occlusion
        if centre is None or occlusion is None or not self.has_depth(mobject):
            return 1.0
        return occlusion.share(centre)

    def _as_seen(self, mobject: VMobject, rgbas: Array) -> Array:
        share = self._share(mobject)
        return rgbas if share == 1.0 else rgbas * [1.0, 1.0, 1.0, share]

    def _flattened(self, mobject: VMobject) -> Parts:
        # Lines are not lit: manim lights the strokes of what is shaded as if they were faces.
        fill = self.get_fill_rgbas(mobject) if mobject.get_fill_opacity() > 0 else mobject.get_fill_rgbas()
        return self._space.shape(mobject).parts(fill, mobject.get_stroke_rgbas(), mobject.get_stroke_width())


class _Space:
    # What is kept from frame to frame. With slots instead of a __dict__, which manim would hash for the names of its
    # cached films: those must not depend on what was painted before.
    __slots__ = ("_before", "_now", "angles", "depth_pass", "occlusion", "offsets", "rotation")

    def __init__(self) -> None:
        self.depth_pass = DepthPass()
        self.angles: tuple[float, float, float] | None = None
        self.rotation = np.eye(3)
        self.occlusion: Occlusion | None = None
        self.offsets: dict[int, Array] = {}  # of labels in this picture, by the functions that say where they are
        self._before: dict[int, tuple[VMobject, Flattened]] = {}
        self._now: dict[int, tuple[VMobject, Flattened]] = {}

    def shape(self, mobject: VMobject) -> Flattened:
        known = self._before.get(id(mobject))
        if known is None or known[0] is not mobject or not known[1].fits(mobject):
            known = (mobject, Flattened(mobject))
        self._now[id(mobject)] = known
        return known[1]

    def end_frame(self) -> None:
        # what was not seen in this frame is forgotten
        self._before, self._now = self._now, {}
