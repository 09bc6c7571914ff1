"""The scenes about one f(x, y, z): they turn a shot into a field, a box of space, a place to stand and a view."""

from typing import ClassVar

import numpy as np
from manim import DEGREES, Mobject
from numpy.typing import NDArray

from gradanim.errors import Refusal
from gradanim.fields.block import Block, Place
from gradanim.fields.domain import Domain
from gradanim.fields.spatial import standing_in, steepness, vantage_in
from gradanim.fields.typed import Field
from gradanim.records.subject import Subject
from gradanim.stage.frame.layout import arranged
from gradanim.stage.scene import COMPLAINTS, ISLAND, STRIP
from gradanim.stage.space.room import RoomView
from gradanim.stage.space_scene import SpaceStoryboard
from gradanim.stage.typeset.texts import definition

LOOKING_DOWN = 70 * DEGREES  # from straight above
SIDES = np.linspace(-60, -38, 23) * DEGREES  # around the room, from where all three edges with numbers are seen well
SWING = 20 * DEGREES  # by which the camera may go on from there, past the middle


class RoomScene(SpaceStoryboard):
    """A film about one f(x, y, z). A function of x and y alone is one too: nothing changes along z.

    Attributes:
        f, block, start: what is filmed when nothing is typed.
        field: the function of this film.
        room: the box of space it is looked at in.
        at: where the story happens: as typed, else `start`, else a place the core finds worth standing at.
        gradient: there, shape (3,).
        view: how it is drawn.
    """

    subject: ClassVar[Subject] = "function of three"
    f: ClassVar[str] = "x^2 + y^2 + z^2"
    block: ClassVar[Block] = Block()
    start: ClassVar[Place] = (1.0, 2.0, 1.0)

    view: RoomView

    def setup(self) -> None:
        super().setup()
        self.field = Field(self.shot.function or self.f, variables=("x", "y", "z"))
        self.room = self._room()
        self.at = self._stand()
        self.gradient: NDArray[np.float64] = self.field.gradient(*self.at)
        self.slope = float(steepness(self.gradient))
        self.view = RoomView(self.field, self.theme, self.room.low, self.room.high)

    def definition(self) -> Mobject:
        """`f(x, y, z) = ...` as it was typed, for the panel."""
        panel = self.layout.panel
        room = panel.inset(bottom=0.5 * panel.height)
        return definition(self.view, "f(x, y, z)", self.field.reading, room)

    def fill_panel(self, *items: Mobject) -> None:
        """Give every formula and number its place beside the picture; a beat shows them when it needs them."""
        arranged(items, self.layout.panel)
        self.fixed_in_frame(*items)

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

    def _room(self) -> Block:
        """As typed, a rectangle being given a height; else the scene's own, moved to a point outside of it."""
        typed, at = self.shot.domain, self.shot.at
        if isinstance(typed, Domain):
            typed = Block.over(typed, at[2] if at else 0.0)
        if typed is not None:
            return _no_rod(typed)
        return self.block if at is None or at in self.block else self.block.shifted_to(at)

    def _stand(self) -> Place:
        defined = np.isfinite(self.field(*self.room.grid(41)))
        if defined.any() and defined.mean() < ISLAND:
            x, y, z = (c[defined].mean() for c in self.room.grid(41))
            raise Refusal(
                f"f(x, y, z) = {self.field.text} is defined on too little of {self.room} to be seen: "
                f"give a smaller --domain, around ({x:.3g}, {y:.3g}, {z:.3g})"
            )
        if self.shot.at is not None:
            return self._as_typed(self.shot.at)
        wanted = None if self.shot.function else self.start
        place = vantage_in(self.field, self.room, wanted, viewer=_looks(SIDES.mean()))
        if place is None:
            raise Refusal(
                f"f(x, y, z) = {self.field.text} is flat or undefined everywhere on {self.room}: "
                "there is no slope to show. Give another function, or another part of space with --domain."
            )
        return place

    def _as_typed(self, at: tuple[float, ...]) -> Place:
        complaint = standing_in(self.field, self.room, at)
        if complaint != "good":
            where = f"({', '.join(f'{c:g}' for c in at)})"
            raise Refusal(COMPLAINTS[complaint].format(f=f"f(x, y, z) = {self.field.text}", at=where, domain=self.room))
        x, y, z = at
        return x, y, z


def _looks(theta: float) -> NDArray[np.float64]:
    """The unit vector towards the camera, shape (3,), when it looks at the room from theta, radians."""
    flat = np.sin(LOOKING_DOWN)
    return np.array([flat * np.cos(theta), flat * np.sin(theta), np.cos(LOOKING_DOWN)])


def _no_rod(block: Block) -> Block:
    """The box, if there is something to see in a picture of it, whose units are equally long in x, y and z."""
    short, long = min(block.sides), max(block.sides)
    if long <= STRIP * short:
        return block
    sides = [
        f"{c - min(side, STRIP * short) / 2:.9g}:{c + min(side, STRIP * short) / 2:.9g}"
        for c, side in zip(block.centre, block.sides, strict=True)
    ]
    raise Refusal(
        f"a picture of {block} would be a rod or a sheet, {long / short:.3g} times as long as thin: "
        f"give a domain at most {STRIP:g} times as long, such as --domain {','.join(sides)}"
    )
