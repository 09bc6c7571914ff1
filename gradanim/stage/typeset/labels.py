"""Labels: text on a plate, tied to what it is about and clear of what it must not cover."""

from collections.abc import Callable, Iterable
from typing import Self, TypeAlias

import numpy as np
from manim import DOWN, LEFT, BackgroundRectangle, Mobject, VGroup, VMobject
from numpy.typing import ArrayLike, NDArray

from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.live import now, redrawn
from gradanim.stage.frame.plates import BUFF, PLATE, WORDS
from gradanim.stage.frame.view import MARGIN, View
from gradanim.stage.typeset.texts import formula

AROUND = 0.05  # scene units that a plate reaches beyond its text
TICKS = 0.12  # scene units from the border of the picture to the numbers of its ticks
SLACK = 0.02  # scene units that a label may reach out of its room

Points = NDArray[np.float64]
Spots: TypeAlias = tuple[ArrayLike, ArrayLike]  # scene points, and the ways from them to what stands there
Obstacle: TypeAlias = Mobject | Box | ArrayLike  # an upright rectangle, or scene points (n, 3)


class Label(VGroup):
    """Text on a plate, beside what it is about, in the first of some places where it has room and covers nothing.

    Args:
        text: a formula as Typst mathematics, or a text that is set already.
        at: scene points and ways, each of shape (3,) or (n, 3), the best first: it stands beyond a point that way, or
            on the point where the way is zero. A function of the moment, and it follows. None leaves it where it is.
        off: scene units from the point to the plate.
        clear_of: mobjects and scene points (n, 3), as in `place`.
        room: where it has to stand; if not given, and not in space, the picture up to its ticks and its title.
        colour: of the text, if not its own.
        around: scene units that the plate reaches beyond the text.

    Attributes:
        plate, text: its two parts.
        clear: whether it stands in its room, and covers nothing that it must not.
    """

    def __init__(
        self,
        view: View,
        text: str | VMobject,
        *,
        at: Spots | Callable[[], Spots] | None = None,
        off: float = 0.1,
        clear_of: Iterable[Obstacle] = (),
        room: Box | None = None,
        size: float = 34,
        colour: str | None = None,
        around: float = AROUND,
    ) -> None:
        self.text = formula(view, text, size=size) if isinstance(text, str) else text
        if colour is not None:
            self.text.set_color(colour)
        self.plate = BackgroundRectangle(self.text, color=view.theme.plate, fill_opacity=PLATE, buff=around)
        super().__init__(self.plate, self.text)
        self.set_z_index(2)
        self.clear = False
        if at is None:
            return
        taken, room = [*clear_of, *view.words], room or (None if view.in_space else label_room(view))

        def draw(label: Label) -> None:
            label.clear = place(label, now(at), off=off, clear_of=taken, room=room)

        if callable(at):
            redrawn(self, draw)
        else:
            draw(self)

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """How opaque it is, 0 to 1; its plate is as much fainter as it is."""
        super().set_opacity(opacity, family=family)
        self.plate.set_fill(opacity=PLATE * opacity)
        return self


def on_plate(view: View, *items: Mobject, gap: float = 0.22) -> Label:
    """Texts and numbers, one below the other, on a plate that keeps the picture from running through them."""
    return Label(view, VGroup(*items).arrange(DOWN, buff=gap, aligned_edge=LEFT), around=BUFF).set_z_index(WORDS)


def label_room(view: View) -> Box:
    """Where labels may stand: the picture and a little around it, up to the title and the numbers of the ticks."""
    if view.bleeds and view.layout is not None:
        return view.layout.picture.inset(TICKS)
    return view.box.inset(left=-TICKS, right=-MARGIN, bottom=-TICKS, top=-MARGIN)


def place(
    mobject: Mobject,
    at: Spots,
    *,
    off: float = 0.0,
    clear_of: Iterable[Obstacle] = (),
    room: Box | None = None,
    gap: float = 0.0,
) -> bool:
    """Move an upright mobject to the first of some places where it is in its room and covers nothing.

    Where there is none, it covers the less important; where no place is in its room, it stands as near to one as it
    can. Places that are nan are none, and without any it stays.

    Args:
        at: scene points and ways, each of shape (3,) or (n, 3): it is moved beyond a point, that way.
        off: scene units from the point to the mobject.
        clear_of: what it must not cover, the most important first: mobjects, or scene points of shape (n, 3).
        gap: scene units that it keeps away from those.

    Returns:
        Whether it is in its room and clear of all of them.
    """
    half = np.array([mobject.width, mobject.height, 0.0]) / 2
    points, ways = np.broadcast_arrays(*(np.atleast_2d(np.asarray(part, float)) for part in at))
    places = points + ways * (off + np.abs(ways) @ half)[:, None]
    places = places[np.isfinite(places).all(axis=1)]
    if not len(places):
        return False
    if room is not None:
        least, most = (room.left, room.bottom, -np.inf), (room.right, room.top, np.inf)
        inside = np.clip(places, np.array(least) + half, np.array(most) - half)
        away = np.linalg.norm(inside - places, axis=1)
        if away.min() > SLACK:
            mobject.move_to(inside[np.argmin(away)])
            return False
        places = places[away <= SLACK]
    free = np.array([_gaps(places, half, obstacle) > gap for obstacle in clear_of]).reshape(-1, len(places))
    kept = np.cumprod(free, axis=0).sum(axis=0)  # how many of the most important ones are clear
    best = int(np.argmax(kept))
    mobject.move_to(places[best])
    return bool(kept[best] == len(free))


def _gaps(places: Points, half: Points, obstacle: Obstacle) -> Points:
    """Scene units, shape (n,), from rectangles around places to an obstacle, across or upwards; negative on it."""
    if isinstance(obstacle, Mobject):
        if not obstacle.family_members_with_points():
            return np.full(len(places), np.inf)
        middles, around = obstacle.get_center()[None], half + np.array([obstacle.width, obstacle.height, 0.0]) / 2
    elif isinstance(obstacle, Box):
        middles, around = obstacle.centre[None], half + np.array([obstacle.width, obstacle.height, 0.0]) / 2
    else:
        middles, around = np.asarray(obstacle, float).reshape(-1, 3), half
    apart = np.abs(places[:, None] - middles) - around
    nearest: Points = apart[..., :2].max(axis=2).min(axis=1, initial=np.inf)
    return nearest
