"""Arrow styles by role: one place says how every arrow of a role looks; its colour is that of its role in the theme."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["gradient", "field", "direction", "path", "level", "partial_x", "partial_y", "partial_z"]

SEEN = 0.04  # scene units; a shorter arrow is not drawn: it has no direction that could be seen
HEAD = 0.26  # scene units
THICKNESS = 0.005  # radius of a round shaft, scene units per unit of a flat arrow's stroke width


@dataclass(frozen=True)
class ArrowStyle:
    """How an arrow looks, apart from its colour.

    Attributes:
        width: of the shaft, in manim's stroke units.
        head: how long the head is, scene units; half of an arrow that is shorter than two heads.
        quiver_width, quiver_head: the same among many arrows on a grid.
        shines: whether it gives off light, where the theme has any.
    """

    width: float = 6.0
    head: float = HEAD
    quiver_width: float = 3.0
    quiver_head: float = 0.13
    shines: bool = False

    def solid(self, width: float | None = None) -> dict[str, float]:
        """The sizes of the same arrow in space, a round shaft with a cone, for paint's SolidArrow."""
        thickness = THICKNESS * (self.width if width is None else width)
        length = self.head / HEAD
        return {"thickness": thickness, "tip_radius": 3.2 * thickness * length, "tip_length": 8 * thickness * length}


ARROWS: dict[Role, ArrowStyle] = {
    "gradient": ArrowStyle(width=7.0, shines=True),
    "field": ArrowStyle(),
    "direction": ArrowStyle(),
    "path": ArrowStyle(),
    "level": ArrowStyle(),
    "partial_x": ArrowStyle(width=7.0),
    "partial_y": ArrowStyle(width=7.0),
    "partial_z": ArrowStyle(width=7.0),
}
