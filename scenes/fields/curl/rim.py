"""The flow along the rim of a wheel, seen from its axle, and a closer view of it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gradanim.fields.domain import Domain
from gradanim.fields.vector_calculus import VectorValued
from gradanim.paint import VectorArrows
from gradanim.stage import View
from gradanim.stage.frame.live import LiveNumber, now_number, redrawn

Array = NDArray[np.float64]

ARROWS = 20  # along a rim
LONGEST = 1.15  # scene units
LARGE = 2.05  # scene units: the radius of a wheel in a closer view


class RimArrows(VectorArrows):
    """What the flow does along the rim of a wheel, as its axle sees it: the parts of F - F(axle) along the circle.

    Those that turn it counter-clockwise are in the colour of contours, others in that of directions. The flow at the
    axle carries the wheel, and turns nothing: it adds nothing to a circulation.

    Args:
        radius: of the rim, units of the plane.

    Attributes:
        per_unit: scene units for a unit of the field.
    """

    def __init__(self, view: View, field: VectorValued, centre: Array, radius: LiveNumber) -> None:
        self.view, self.field, self.centre, self.radius = view, field, centre, radius
        self.turns = 2 * np.pi * np.arange(ARROWS) / ARROWS
        tails, along, pushes = self._now()
        largest = float(np.abs(pushes).max())
        # what is but rounding is drawn as nothing
        nought = 1e-9 * float(np.abs(field(*centre)).max()) + 1e-300
        self.per_unit = LONGEST / largest if largest > nought else 0.0
        drawn = view.line(tails)
        steps = np.column_stack([self.per_unit * pushes[:, None] * along, np.zeros(ARROWS)])
        theme = view.theme
        colours = [theme.level if push > 0 else theme.direction for push in pushes]
        super().__init__(drawn, steps, colours, stroke_width=6, tip_length=0.24)
        self.set_z_index(3)
        redrawn(self, RimArrows.put)

    def put(self) -> None:
        """Draw the arrows at the rim as large as it is now."""
        tails, along, pushes = self._now()
        drawn = self.view.line(tails)
        steps = np.column_stack([self.per_unit * pushes[:, None] * along, np.zeros(ARROWS)])
        self.points = np.vstack([drawn, drawn + steps])

    def _now(self) -> tuple[Array, Array, Array]:
        """Where they begin and which way is counter-clockwise there, shape (n, 2), and how the flow pushes that way."""
        out = np.stack([np.cos(self.turns), np.sin(self.turns)], axis=1)
        along = np.stack([-out[:, 1], out[:, 0]], axis=1)
        tails = self.centre + now_number(self.radius) * out
        seen = self.field(*tails.T).T - self.field(*self.centre)
        return tails, along, np.einsum("nd,nd->n", seen, along)


def closer(view: View, centre: Array, radius: float) -> View:
    """A view in which a circle has a large radius in the middle of the picture."""
    unit, box = LARGE / radius, view.box
    x, y, half_width, half_height = *centre, box.width / unit / 2, box.height / unit / 2
    domain = Domain(x - half_width, x + half_width, y - half_height, y + half_height)
    return replace(view, field=view.field.on(domain), scale=(unit, unit))


def coming_closer(view: View, near: View, share: LiveNumber) -> Callable[[], View]:
    """The view at a share of the way from one to the other, from 0 to 1."""

    def seen() -> View:
        domain = view.field.domain.towards(near.field.domain, float(np.clip(now_number(share), 0, 1)))
        unit = view.box.width / domain.width
        return replace(view, field=view.field.on(domain), scale=(unit, unit))

    return seen
