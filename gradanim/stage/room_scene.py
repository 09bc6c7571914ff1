"""The scenes about one f(x, y, z), seen in a box of space."""

from typing import ClassVar

import numpy as np
from manim import DEGREES, Mobject
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.records.subject import Subject
from gradanim.stage.function_scene import FunctionScene
from gradanim.stage.space.room import RoomView
from gradanim.stage.space_scene import SpaceStoryboard

LOOKING_DOWN = 70 * DEGREES  # from straight above
SIDES = np.linspace(-60, -38, 23) * DEGREES  # around the room, from where all three edges with numbers are seen well
SWING = 20 * DEGREES  # by which the camera may go on from there, past the middle


class RoomScene(SpaceStoryboard, FunctionScene):
    """A film about one f(x, y, z). A function of x and y alone is one too: nothing changes along z."""

    subject: ClassVar[Subject] = "function of three"
    f: ClassVar[str] = "x^2 + y^2 + z^2"
    domain: ClassVar[Domain] = Domain.usual(3)
    start: ClassVar[tuple[float, ...] | None] = (1.0, 2.0, 1.0)

    view: RoomView

    def setup(self) -> None:
        super().setup()
        self.view = RoomView(self.field, self.theme)

    @property
    def viewer(self) -> NDArray[np.float64]:
        """The direction towards the camera, of length 1."""
        return _looks(SIDES.mean())

    def aim(self, *things: Mobject) -> tuple[float, float]:
        """Point the camera so that all things stand in the picture, also when it swings, and the gradient is seen.

        Of two ways from which the gradient is seen equally long, it takes that which has the place in front.

        Returns:
            From where around the room it looks, and where it may swing to; theta in radians.
        """
        towards = np.array([_looks(side) for side in SIDES]) @ (self.gradient / self.slope)
        theta = float(SIDES[np.argmax(np.sqrt(1 - np.clip(towards**2, 0, 1)) + 0.4 * towards)])
        other = theta - np.sign(theta - SIDES.mean() + 1e-9) * SWING
        points = np.vstack([thing.get_points_defining_boundary() for thing in things])
        camera, picture = self.camera, self.layout.picture
        camera.aside = np.zeros(3)
        seen = []
        for way in (other, theta):
            self.set_camera_orientation(phi=LOOKING_DOWN, theta=way, zoom=1.0)
            seen.append(camera.project_points(points)[:, :2])
        low, high = np.min(np.vstack(seen), axis=0), np.max(np.vstack(seen), axis=0)
        zoom = float(np.min([picture.width, picture.height] / (high - low)))
        camera.aside = picture.centre - zoom * np.append((low + high) / 2, 0.0)
        self.set_camera_orientation(theta=theta, zoom=zoom)
        return theta, float(other)


def _looks(theta: float) -> NDArray[np.float64]:
    """The unit vector towards the camera, shape (3,), when it looks at the room from theta, radians."""
    flat = np.sin(LOOKING_DOWN)
    return np.array([flat * np.cos(theta), flat * np.sin(theta), np.cos(LOOKING_DOWN)])
