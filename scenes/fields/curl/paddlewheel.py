"""The paddlewheel: a rim, spokes, one of them marked, and the angle through which that has turned."""

import numpy as np
from manim import VGroup, VMobject
from numpy.typing import NDArray

from gradanim.fields.vector_calculus import VectorValued
from gradanim.fields.vector_standing import is_smooth_in
from gradanim.paint import Polylines
from gradanim.stage import View
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import LiveNumber, now, now_number, redrawn
from gradanim.stage.frame.view import LiveView
from scenes.fields.shared.sight import in_sight
from scenes.fields.shared.signs import without_rounding

from .voyage import Voyage, turning

Array = NDArray[np.float64]

SPOKES = 6
PADDLE = 0.16  # of the radius, to either side of the end of a spoke
HUB = 0.09  # of the radius
SECTOR = 0.42  # of the radius: how far the angle is coloured
CIRCLE = np.stack([np.cos(t := np.linspace(0, 2 * np.pi, 49)), np.sin(t)], axis=1)


class Paddlewheel(VGroup):
    """A wheel as a voyage says at this second; its marked spoke pointed upwards at first.

    Args:
        second: of the voyage.
        share: of its radius, where it is drawn smaller than it floats.

    Attributes:
        rim, mark: the circle, and the marked spoke from the axle to its end.
    """

    def __init__(self, view: LiveView, voyage: Voyage, second: LiveNumber, *, share: LiveNumber = 1.0) -> None:
        theme = now(view).theme
        self.sector = VMobject(fill_color=theme.direction, fill_opacity=0.4, stroke_width=0)
        self.spokes = cased(VMobject(stroke_color=theme.ink, stroke_width=4), theme)
        self.rim = cased(VMobject(stroke_color=theme.ink, stroke_width=5), theme)
        self.mark = cased(VMobject(stroke_color=theme.direction, stroke_width=8), theme)
        self.hub = VMobject(fill_color=theme.ink, fill_opacity=1, stroke_width=0)
        super().__init__(self.sector, self.spokes, self.rim, self.mark, self.hub)
        self.set_z_index(2)
        self._view, self.voyage, self.second, self.share = view, voyage, second, share
        redrawn(self, Paddlewheel.put)

    def put(self) -> None:
        """Draw the wheel as it is now."""
        view = now(self._view)
        place, angle = self.voyage.at(now_number(self.second))
        centre = view.at(*place)
        radius = view.scale[0] * self.voyage.radius * now_number(self.share)
        turns = np.pi / 2 + angle + 2 * np.pi * np.arange(SPOKES) / SPOKES

        def there(points: Array) -> Array:
            return centre + radius * np.column_stack([points, np.zeros(len(points))])

        self.spokes.clear_points()
        for turn in turns[1:]:
            _add(self.spokes, *map(there, _spoke(turn)))
        self.mark.clear_points()
        _add(self.mark, *map(there, _spoke(turns[0])))
        self.rim.set_points_as_corners(there(CIRCLE))
        self.hub.set_points_as_corners(there(HUB * CIRCLE))
        way = np.pi / 2 + np.linspace(0, angle, 41)
        arc = SECTOR * np.stack([np.cos(way), np.sin(way)], axis=1)
        self.sector.set_points_as_corners(there(np.vstack([[[0, 0]], arc, [[0, 0]]])))


def _spoke(turn: float) -> tuple[Array, Array]:
    """A spoke and the paddle across its end, on a wheel of radius 1."""
    out, side = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    return np.array([HUB * out, out]), np.array(
        [out - PADDLE * out - PADDLE * side, out - PADDLE * out + PADDLE * side]
    )


def _add(line: VMobject, *pieces: Array) -> None:
    for piece in pieces:
        line.start_new_path(piece[0]).add_points_as_corners(piece[1:])


class ManyWheels(Polylines):
    """Wheels held all over the picture, each turning as fast as the flow round its rim says.

    There is none where the field breaks.

    Args:
        pace: units of the field's time in a second.
        second: how long they have turned.
        corner: whether something is written in the upper left corner, where there is none then.

    Attributes:
        places: shape (n, 2), of the plane.
        rates: shape (n,), radians in a unit of the field's time.
    """

    cell, radius = 1.75, 0.48  # scene units

    def __init__(
        self, view: View, field: VectorValued, pace: float, second: LiveNumber, *, corner: bool = False
    ) -> None:
        box, self.small = view.box, self.radius / view.scale[0]
        columns, rows = max(2, int(box.width / self.cell)), max(2, int(box.height / self.cell))
        x, y = np.meshgrid(
            box.left + box.width * (np.arange(columns) + 0.5) / columns,
            box.bottom + box.height * (np.arange(rows) + 0.5) / rows,
        )
        held = view.where(np.stack([x.ravel(), y.ravel(), 0 * x.ravel()], axis=1))
        held = held[in_sight(view, held, off=self.radius if corner else 0.0, corner=corner)]
        self.places = held[[is_smooth_in(field, place, self.small) for place in held]]
        flows = np.hypot(*field(*(self.places + np.array([self.small, 0.0])).T)) / self.small
        self.rates = without_rounding(turning(field, self.places, self.small), flows)
        self._view, self.pace, self.second = view, pace, second
        theme = view.theme
        colours = [theme.ink, *[theme.ink] * SPOKES, theme.direction] * len(self.places)
        super().__init__(self._lines(), colours, stroke_width=[3.0, *[2.5] * SPOKES, 5.0] * len(self.places),
                         casing=theme.casing[0])  # fmt: skip
        self.set_z_index(2)
        redrawn(self, ManyWheels.put)

    def put(self) -> None:
        """Turn them as far as they have turned now."""
        self.points = np.vstack(self._lines())

    def marks(self) -> Array:
        """The marked spokes as they are drawn: shape (n, 2, 3), from axle to rim."""
        return self.points.reshape(len(self.places), -1, 3)[:, -2:]

    def _lines(self) -> list[Array]:
        angles = np.pi / 2 + self.rates * self.pace * now_number(self.second)
        lines = []
        for centre, angle in zip(self._view.line(self.places), angles, strict=True):
            spokes = [_ray(angle + 2 * np.pi * k / SPOKES) for k in range(1, SPOKES + 1)]
            shapes = [CIRCLE, *spokes, _ray(angle)]
            lines += [centre + self.radius * np.column_stack([shape, np.zeros(len(shape))]) for shape in shapes]
        return lines


def _ray(angle: float) -> Array:
    return np.array([[0, 0], [np.cos(angle), np.sin(angle)]])
