"""Films in space: the same beats, with a camera that moves and surfaces that hide what is behind them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from manim import DEGREES, OUT, Animation, ManimColor, Mobject, ThreeDScene, VMobject
from numpy.typing import NDArray

from gradanim.paint import DepthCamera
from gradanim.paint.backdrop import backdrop
from gradanim.records.theme import Theme
from gradanim.stage.frame.live import Point
from gradanim.stage.scene import PlaneScene
from gradanim.stage.space.landscape import MIDDLE, SpaceView
from gradanim.stage.storyboard import Storyboard

ABOVE = 64 * DEGREES  # how far the camera looks down from straight above
TURNS = np.array([-20, -10, 0, 10, 20, 36]) * DEGREES  # to where films turn
HALO = 4.0  # width of the line around letters in space, in manim's stroke units; half of it is under the letter
CLOSEST = 1.7  # zoom: closer, a landscape that hardly rises would be all foreground
NEARER = 4  # steps in which a camera comes nearer, until letters and what grows fill the picture together
ASIDE = -58 * DEGREES  # from where around the landscape


class AsideCamera(DepthCamera):
    """A camera whose picture of space stands beside the middle of the frame, in the room the layout gives it.

    Attributes:
        aside: scene units to the right and up by which the picture is moved.
    """

    aside: NDArray[np.float64] = np.zeros(3)
    aim: NDArray[np.float64] = np.zeros(3)

    @property
    def frame_center(self) -> NDArray[np.float64]:
        """The point of space in the middle of the frame."""
        return self.aim - self.get_rotation_matrix().T @ (self.aside / self.get_zoom())

    @frame_center.setter
    def frame_center(self, point: Any) -> None:
        self.aim = np.asarray(point, float)

    def light_up(self, theme: Theme) -> None:
        """Let the background be lighter behind the middle of the picture, unless it is to be seen through."""
        if self.background_opacity == 1 and theme.haze != theme.background:
            height, width = self.pixel_height, self.pixel_width
            centre = np.array([0.5, 0.5]) + self.aside[:2] / [self.frame_width, -self.frame_height]
            edge, middle = ManimColor(theme.background).to_rgb(), ManimColor(theme.haze).to_rgb()
            self.background = backdrop((height, width), edge, middle, (centre[0] * width, centre[1] * height))


class SpaceStoryboard(Storyboard, ThreeDScene):
    """A film told in beats in space; title, captions and the panel stay fixed in the frame."""

    flat = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"camera_class": AsideCamera, **options})

    def setup(self) -> None:
        """As in the plane; then aim the camera at the middle of what stands in space."""
        super().setup()
        box = self.layout.picture
        self.camera.aside = box.centre
        self.camera.aim = MIDDLE * OUT
        self.set_camera_orientation(phi=ABOVE, theta=ASIDE, zoom=min(1.0, box.width / 8.6, box.height / 5.2))
        self.camera.light_up(self.theme)

    def fixed_in_frame(self, *mobjects: Mobject) -> None:
        """Keep mobjects where they are in the frame, whatever the camera does."""
        self.camera.add_fixed_in_frame_mobjects(*mobjects)

    def show_upright(self, *mobjects: Mobject) -> None:
        """Keep mobjects facing the viewer at their places in space, each letter in a halo of the background."""
        for mobject in mobjects:
            for part in mobject.family_members_with_points():
                if isinstance(part, VMobject):
                    part.set_stroke(self.theme.background, width=HALO, opacity=1, background=True)
        self.camera.add_fixed_orientation_mobjects(*mobjects)

    def get_moving_and_static_mobjects(self, animations: Iterable[Animation]) -> tuple[list[Mobject], list[Mobject]]:
        """As in the plane; but as soon as anything in space moves, all of it does: a painted frame has no depth."""
        moving, static = super().get_moving_and_static_mobjects(animations)
        camera = self.camera
        members = [part for mobject in moving for part in mobject.get_family()]
        if any(len(part.points) and camera.has_depth(part) for part in members) or self._camera_moves(animations):
            return list(self.mobjects), []
        return moving, static

    def _camera_moves(self, animations: Iterable[Animation]) -> bool:
        trackers = set(self.camera.get_value_trackers())
        return any(trackers.intersection(a.mobject.get_family()) for a in animations if a.mobject is not None)


class SpaceScene(SpaceStoryboard, PlaneScene):
    """A film about one f(x, y), seen as a landscape."""

    view: SpaceView

    def setup(self) -> None:
        """As in any film in space; the camera keeps so far away that the landscape has room to turn."""
        super().setup()
        box, camera = self.layout.picture, self.camera
        camera.set_zoom(1.0)
        low, high = self._extent()
        camera.aim = camera.aim + (low + high)[1] / 2 / np.sin(ABOVE) * OUT  # as much room above as below
        outermost = np.max(np.abs(self._extent()) / [box.width / 2, box.height / 2])
        camera.set_zoom(min(CLOSEST, 1 / float(outermost)))

    def show_beside_words(self, place: Point) -> None:
        """Words stand on the right, opposite the numbers of the heights, from wherever the landscape is seen."""

    def _extent(self) -> NDArray[np.float64]:
        """How far the landscape reaches from the middle of its picture: (2, 2), to the left and down, right and up."""
        reaches = self.view.outline if self.layout.overlaid else self.view.corners
        seen = self.seen_from(*(ASIDE + TURNS))(reaches) - self.layout.picture.centre[:2]
        return np.array([np.min(seen, axis=(0, 1)), np.max(seen, axis=(0, 1))])

    def look_from(self, phi: float, theta: float, *, seen: Iterable[Mobject]) -> None:
        """Look from one place all along, from so near that the landscape and what else is to be seen just have room.

        Args:
            phi, theta: of the camera, radians.
            seen: what stands in space, some of it upright; letters do not grow as the camera comes nearer.
        """
        camera, box = self.camera, self.layout.picture
        self.set_camera_orientation(phi=phi, theta=theta, zoom=1.0)
        parts = [part for mobject in seen for part in mobject.get_family() if len(part.points)]
        for _ in range(NEARER):
            low, high = self._ends(parts)
            camera.aim = camera.aim + camera.get_rotation_matrix().T @ ((low + high) / 2 / camera.get_zoom())
            camera.set_zoom(camera.get_zoom() * float(np.min([box.width, box.height] / (high - low)[:2])))

    def _ends(self, parts: Sequence[Mobject]) -> NDArray[np.float64]:
        """The lower left and upper right ends, shape (2, 3), of all that is seen, from the middle of the picture."""
        camera = self.camera
        upright = camera.fixed_orientation_mobjects
        ends = [camera.project_points(self.view.corners)]
        for part in parts:
            if part in upright:
                centre = upright[part]()
                ends.append(part.points - centre + camera.project_point(centre))
            else:
                ends.append(camera.project_points(part.points))
        places = np.vstack(ends) - self.layout.picture.centre
        places[:, 2] = 0.0
        return np.array([np.nanmin(places, axis=0), np.nanmax(places, axis=0)])

    def seen_from(
        self, *turns: float, phi: float | None = None
    ) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
        """The function that says where points (n, 3) are seen in the frame, (k, n, 2), as the camera turns round.

        Args:
            turns: from where, angles in radians.
            phi: from how far above, from straight above; as now if not given.
        """

        def seen(points: NDArray[np.float64]) -> NDArray[np.float64]:
            camera, places = self.camera, []
            above, now = camera.get_phi(), camera.get_theta()
            camera.set_phi(above if phi is None else phi)
            for turn in turns:
                camera.set_theta(turn)
                places.append(camera.project_points(points)[:, :2])
            camera.set_theta(now)
            camera.set_phi(above)
            return np.array(places)

        return seen

    def make_view(self) -> SpaceView:
        """The landscape over the whole domain."""
        return SpaceView.over(self.field, self.theme)
