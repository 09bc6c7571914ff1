"""Where things stand in the frame: title above, caption below, picture and panel between, never overlapping."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, UP, Group, Mobject
from numpy.typing import NDArray

LARGEST = 1.3  # how much a panel with room to spare enlarges what stands in it
MARGIN = 0.3  # scene units between a band and the frame's edge
VEIL = (1.1, 0.86)  # scene units over which a veil fades out, and how much it hides
BEYOND = 3.0  # scene units that a veil reaches over the frame's edge, where it does not fade

Composition = Literal["full", "beside", "half"]
COMPOSITIONS: dict[Composition, tuple[float, tuple[float, float]]] = {
    "full": (0.335, (1.8, 0.6)),
    "beside": (0.335, (1.8, 0.6)),
    "half": (0.42, VEIL),
}
"""A panel's share of a wide frame, and its veil."""
PLATES = (5.6, 1.9)  # scene units: width and height of a panel that lies on a map
OVER_SPACE = 3.8  # the height of one over a landscape, in a corner where there is mostly air
BESIDE = 1.6  # scene units by which a landscape stands to the left of the middle for that
NUMBERED = {"left": 0.75, "right": 0.25, "bottom": 0.4, "top": 0.35}  # scene units around a map, for its numbers
NUMBERS = 0.5  # scene units that the numbers of an axis on the picture take, beside which words stand
EDGE = 0.25  # scene units from it to the margin of the frame


@dataclass(frozen=True)
class Box:
    """An upright rectangle of the frame, in scene units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> NDArray[np.float64]:
        return np.array([(self.left + self.right) / 2, (self.bottom + self.top) / 2, 0.0])

    def inset(self, every: float = 0, *, left: float = 0, right: float = 0, bottom: float = 0, top: float = 0) -> "Box":
        """The rectangle left over when every side moves inwards, and some of them further."""
        return Box(
            self.left + every + left, self.right - every - right, self.bottom + every + bottom, self.top - every - top
        )

    def holds_points(self, points: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which scene points, shape (..., 3), lie inside."""
        x, y = points[..., 0], points[..., 1]
        return (self.left <= x) & (x <= self.right) & (self.bottom <= y) & (y <= self.top)

    def fills(self, other: "Box") -> bool:
        """Whether it is as large as another one."""
        return bool(np.allclose([self.width, self.height], [other.width, other.height], rtol=2e-3))

    def below(self, mobject: Mobject, gap: float = 0.25) -> "Box":
        """The part of the rectangle below something that stands in it."""
        return Box(self.left, self.right, self.bottom, mobject.get_bottom()[1] - gap)

    def holds(self, mobject: Mobject, slack: float = 0.02) -> bool:
        """Whether the mobject is drawn inside, give or take `slack`."""
        return bool(
            mobject.get_left()[0] >= self.left - slack
            and mobject.get_right()[0] <= self.right + slack
            and mobject.get_bottom()[1] >= self.bottom - slack
            and mobject.get_top()[1] <= self.top + slack
        )


@dataclass(frozen=True)
class Layout:
    """Where things stand in one frame, which the ground of a picture fills to its edges.

    Attributes:
        title: over the upper part of the picture, for the first seconds.
        veils: where the ground fades into the background, so that words can be read: boxes, how far each fades out at
            its edges, and how much it hides.
        overlaid: the panel is a corner of the picture, and words in it stand on plates.
        bleeds: the picture reaches the frame's edges, and the numbers of its axes stand on it.
    """

    frame: Box
    title: Box
    picture: Box
    panel: Box
    caption: Box
    veils: tuple[tuple[Box, float, float], ...] = ()
    overlaid: bool = False
    bleeds: bool = False

    @classmethod
    def of(
        cls, width: float, height: float, *, captions: bool = True, composition: Composition = "full", flat: bool = True
    ) -> "Layout":
        """Boxes for a frame of this size in scene units; without burned captions the picture takes their room.

        A wide frame puts the panel beside the picture, a square or tall one puts it below.

        Args:
            composition: "full", where a map fills a wide frame, and a formula and a number lie on its corner;
                "beside", where words stand beside a picture whose ground goes on below them; or "half", for a picture
                with a plot beside it.
            flat: the picture is a map, which can reach the frame's edges; a landscape keeps off them.
        """
        share, veil = COMPOSITIONS[composition]
        frame = Box(-width / 2, width / 2, -height / 2, height / 2)
        inner = frame.inset(left=MARGIN, right=MARGIN, bottom=MARGIN / 2, top=MARGIN / 2)
        caption_height = (1.0 if width > 10 else 1.25 if height < 10 else 2.0) if captions else 0.0
        caption = Box(inner.left, inner.right, inner.bottom, inner.bottom + caption_height)
        middle = Box(inner.left, inner.right, caption.top + 0.1, inner.top)
        wide = width / height >= 1.2
        overlaid = wide and composition == "full"
        if wide:
            split = middle.right - share * middle.width
            picture = Box(middle.left, split - 0.2, middle.bottom, middle.top)
            panel = Box(split + 0.2, middle.right, middle.bottom, middle.top - 0.3)
        else:
            split = middle.bottom + (0.36 if height > 10 else 0.3) * middle.height
            picture = Box(middle.left, middle.right, split + 0.1, middle.top)
            panel = Box(middle.left, middle.right, middle.bottom, split - 0.1)
        title = Box(picture.left, picture.right, inner.top - 0.7, inner.top)
        beyond = frame.inset(-BEYOND)
        bleeds, veils = flat and wide and composition != "beside", []
        if bleeds:
            bottom = middle.bottom if captions else frame.bottom
            picture = Box(frame.left, frame.right if overlaid else picture.right, bottom, frame.top)
        elif overlaid:
            picture = replace(middle, right=middle.right - BESIDE, top=middle.top - MARGIN)
        if overlaid:
            corner = inner.inset(right=EDGE, top=EDGE)
            tall = PLATES[1] if flat else OVER_SPACE
            panel = Box(corner.right - PLATES[0], corner.right, corner.top - tall, corner.top)
            title = Box(corner.left, panel.left - MARGIN, title.bottom, title.top)
        else:
            veils = [(replace(beyond, left=panel.left - 0.1) if wide else replace(beyond, top=panel.top + 0.1), *veil)]
        if captions:
            veils.append((replace(beyond, top=caption.top - 0.15), *VEIL))
        return cls(frame, title, picture, panel, caption, tuple(veils), overlaid, bleeds)

    @property
    def map(self) -> Box:
        """The part of the picture for a map: all of it, or without room for the numbers of its axes beside it."""
        return self.picture if self.bleeds else self.picture.inset(**NUMBERED)

    @property
    def words(self) -> list[Box]:
        """What may be hidden by words on the picture."""
        return [self.panel] if self.overlaid else []

    def mirrored(self) -> "Layout":
        """The same with title and panel having changed sides, where the panel lies on the picture."""
        if not self.overlaid:
            return self
        title, panel = (replace(box, left=-box.right, right=-box.left) for box in (self.title, self.panel))
        panel = panel.inset(left=NUMBERS, right=-NUMBERS)  # the numbers of y stand on the left
        if panel.left < 0:
            return replace(self, title=replace(title, left=panel.right + MARGIN), panel=panel)
        return replace(self, title=replace(title, right=panel.left - MARGIN), panel=panel)

    def without_panel(self) -> "Layout":
        """The same frame with the picture in the panel's place as well: few words lie on it."""
        bottom = self.caption.top + 0.1 if self.caption.height else self.frame.bottom
        picture = replace(self.frame, bottom=bottom)
        title = replace(self.title, left=self.caption.left, right=self.caption.right)
        veils = self.veils[-1:] if self.caption.height else ()
        return replace(self, title=title, picture=picture, panel=picture, veils=veils, overlaid=False, bleeds=True)


def arranged(
    items: Sequence[Mobject], box: Box, *, gap: float = 0.3, to_the_right: bool = False, largest: float = LARGEST
) -> Group:
    """Place the items in the box from an upper corner, in as few columns as let them stand largest.

    Args:
        largest: how much they are enlarged where there is room to spare.
    """
    best, best_scale = [list(items)], 0.0
    for count in range(1, min(3, len(items)) + 1):
        columns = _columns(items, count, gap)
        width = sum(max(m.width for m in column) for column in columns) + 2 * gap * (len(columns) - 1)
        height = max(sum(m.height for m in column) + gap * (len(column) - 1) for column in columns)
        scale = min(largest, box.width / width, box.height / height)
        if scale > best_scale + 1e-3:
            best, best_scale = columns, scale
    side, x = (RIGHT, box.right) if to_the_right else (LEFT, box.left)
    groups = [Group(*column).arrange(DOWN, buff=gap, aligned_edge=side) for column in best]
    whole = Group(*groups).arrange(RIGHT, buff=2 * gap, aligned_edge=UP).scale(best_scale)
    return whole.move_to(np.array([x, box.top, 0.0]), aligned_edge=UP + side)


def in_a_row(left: Mobject, right: Mobject, width: float, *, gap: float = 0.15) -> Group:
    """Two items side by side, if they are no wider together, else one below the other."""
    if left.width + gap + right.width <= width:
        return Group(left, right).arrange(RIGHT, buff=gap)
    return Group(left, right).arrange(DOWN, buff=gap, aligned_edge=LEFT)


def in_one_place(*items: Mobject) -> Group:
    """Items that take turns in one place: their upper left corners are the same."""
    for item in items[1:]:
        item.move_to(items[0], aligned_edge=UL)
    return Group(*items)


def in_place_of(gone: Mobject, items: Sequence[Mobject], *, gap: float = 0.3) -> Group:
    """Place items from the upper left corner of others that will be gone by then, in no more room than those take."""
    column = Group(*items).arrange(DOWN, buff=gap, aligned_edge=LEFT)
    column.scale(min(LARGEST, gone.width / column.width, gone.height / column.height))
    return column.move_to(gone.get_corner(UL), aligned_edge=UL)


def freed(box: Box, gone: Mobject, stays: Sequence[Mobject]) -> Box:
    """The room in a box from the upper left corner of something that will be gone by then, up to what stays.

    What stays is above it, below it, or beside it to the right.
    """
    left, top, _ = gone.get_corner(UL)
    room = Box(left, box.right, box.bottom, top)
    for item in stays:
        if item.get_left()[0] > left + 0.1:
            room = Box(left, min(room.right, item.get_left()[0] - MARGIN), room.bottom, top)
        elif item.get_top()[1] < top:
            room = Box(left, room.right, max(room.bottom, item.get_top()[1] + 0.2), top)
    return room


def written(item: Mobject) -> Box:
    """The box of what is seen of an item, without the room that is kept in it for longer numbers."""
    parts = [part for part in item.get_family() if len(part.points)]
    seen = [m.points for m in parts if m.get_fill_opacity() or m.get_stroke_opacity()]
    points = np.concatenate(seen or [m.points for m in parts])
    (left, bottom, _), (right, top, _) = points.min(axis=0), points.max(axis=0)
    return Box(left, right, bottom, top)


def gap_between(one: Mobject, other: "Mobject | Box") -> float:
    """How many scene units two upright things are apart, across or upwards; negative if they overlap."""
    touching = np.array([one.width + other.width, one.height + other.height]) / 2  # between their middles
    middle = other.centre if isinstance(other, Box) else other.get_center()
    return float(np.max(np.abs(one.get_center() - middle)[:2] - touching))


def _columns(items: Sequence[Mobject], count: int, gap: float) -> list[list[Mobject]]:
    """The items in reading order, cut into at most `count` columns of about the same height."""
    target = sum(m.height + gap for m in items) / count
    columns: list[list[Mobject]] = [[]]
    filled = 0.0
    for item in items:
        if columns[-1] and filled + item.height / 2 > target * len(columns) and len(columns) < count:
            columns.append([])
        columns[-1].append(item)
        filled += item.height + gap
    return columns
