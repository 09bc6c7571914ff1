"""Where things stand in the frame: title above, caption below, picture and panel between, never overlapping."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from manim import DOWN, LEFT, RIGHT, UL, Group, Mobject
from numpy.typing import NDArray

LARGEST = 1.3  # how much a panel with room to spare enlarges what stands in it
MARGIN = 0.3  # scene units between a band and the frame's edge
VEIL = (1.1, 0.86)  # scene units over which a veil fades out, and how much it hides
BEYOND = 3.0  # scene units that a veil reaches over the frame's edge, where it does not fade

Composition = Literal["full", "half"]
COMPOSITIONS: dict[Composition, tuple[float, tuple[float, float]]] = {"full": (0.335, (1.8, 0.6)), "half": (0.42, VEIL)}
"""A panel's share of a wide frame, and its veil."""


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

    def inset(self, *, left: float = 0, right: float = 0, bottom: float = 0, top: float = 0) -> "Box":
        """The rectangle left over when its sides move inwards."""
        return Box(self.left + left, self.right - right, self.bottom + bottom, self.top - top)

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
    """

    frame: Box
    title: Box
    picture: Box
    panel: Box
    caption: Box
    veils: tuple[tuple[Box, float, float], ...] = ()

    @classmethod
    def of(cls, width: float, height: float, *, captions: bool = True, composition: Composition = "full") -> "Layout":
        """Boxes for a frame of this size in scene units; without burned captions the picture takes their room.

        A wide frame puts the panel beside the picture, a square or tall one puts it below.

        Args:
            composition: "full", where the ground is seen below a few words and numbers, or "half", for a picture with
                a plot beside it.
        """
        share, veil = COMPOSITIONS[composition]
        frame = Box(-width / 2, width / 2, -height / 2, height / 2)
        inner = frame.inset(left=MARGIN, right=MARGIN, bottom=MARGIN / 2, top=MARGIN / 2)
        caption_height = (1.0 if width > 10 else 1.25 if height < 10 else 2.0) if captions else 0.0
        caption = Box(inner.left, inner.right, inner.bottom, inner.bottom + caption_height)
        middle = Box(inner.left, inner.right, caption.top + 0.1, inner.top)
        if width / height >= 1.2:
            split = middle.right - share * middle.width
            picture = Box(middle.left, split - 0.2, middle.bottom, middle.top)
            panel = Box(split + 0.2, middle.right, middle.bottom, middle.top - 0.3)
        else:
            split = middle.bottom + (0.36 if height > 10 else 0.3) * middle.height
            picture = Box(middle.left, middle.right, split + 0.1, middle.top)
            panel = Box(middle.left, middle.right, middle.bottom, split - 0.1)
        title = Box(picture.left, picture.right, inner.top - 0.7, inner.top)
        beyond = frame.inset(left=-BEYOND, right=-BEYOND, bottom=-BEYOND, top=-BEYOND)
        wide = width / height >= 1.2
        veils = [(replace(beyond, left=panel.left - 0.1) if wide else replace(beyond, top=panel.top + 0.1), *veil)]
        if captions:
            veils.append((replace(beyond, top=caption.top - 0.15), *VEIL))
        return cls(frame, title, picture, panel, caption, tuple(veils))

    def without_panel(self) -> "Layout":
        """The same frame with the picture in the panel's place as well: few words lie on it."""
        bottom = self.caption.top + 0.1 if self.caption.height else self.frame.bottom
        picture = replace(self.frame, bottom=bottom)
        title = replace(self.title, left=self.caption.left, right=self.caption.right)
        return replace(self, title=title, picture=picture, panel=picture, veils=self.veils[1:])


def arranged(items: Sequence[Mobject], box: Box, *, gap: float = 0.3) -> Group:
    """Place the items in the box from its upper left corner, in as few columns as let them stand largest."""
    best, best_scale = [list(items)], 0.0
    for count in range(1, min(3, len(items)) + 1):
        columns = _columns(items, count, gap)
        width = sum(max(m.width for m in column) for column in columns) + 2 * gap * (len(columns) - 1)
        height = max(sum(m.height for m in column) + gap * (len(column) - 1) for column in columns)
        scale = min(LARGEST, box.width / width, box.height / height)
        if scale > best_scale + 1e-3:
            best, best_scale = columns, scale
    groups = [Group(*column).arrange(DOWN, buff=gap, aligned_edge=LEFT) for column in best]
    whole = Group(*groups).arrange(RIGHT, buff=2 * gap, aligned_edge=np.array([0.0, 1.0, 0.0])).scale(best_scale)
    return whole.move_to(np.array([box.left, box.top, 0.0]), aligned_edge=UL)


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


def gap_between(one: Mobject, other: Mobject) -> float:
    """How many scene units two upright things are apart, across or upwards; negative if they overlap."""
    touching = np.array([one.width + other.width, one.height + other.height]) / 2  # between their middles
    return float(np.max(np.abs(one.get_center() - other.get_center())[:2] - touching))


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
