"""What stands beside the landscape: the function, the angle that is faced, the slope that way, and the polar plot."""

from collections.abc import Callable

import numpy as np
from manim import Mobject

from gradanim import directional_derivative
from gradanim.stage import arranged, freed
from gradanim.stage.frame.layout import Layout
from gradanim.stage.frame.live import Point
from gradanim.stage.marks import heading, scale_note
from gradanim.stage.space import SpaceView
from gradanim.stage.typeset import READABLE, Readout, arranged_readably, definition, spoken, words
from scenes.directional.shared.directions import decimals

from .polar_plot import PolarPlot, polar_gradient, polar_trace, radius_vector

ANGLE, SLOPE = "{{ theta : direction }}", "{{ D_u f : direction }}"
STEEPEST = '"steepest" = {{ |nabla f| : gradient }}'


class PolarPanel:
    """The function, the direction that is faced and its slope, and the plot of all slopes by their directions.

    Attributes:
        drawn: how long u is drawn, where it is no unit vector in the scale of the axes; nothing where there is no room.
        known, angle, slope: the function, the angle of the direction, and the slope that way.
        plot, circles: the axes, and what the radius vector draws while one turns, uphill and downhill.
        radius_vector: from the middle of the plot to the slope of the direction that is faced.
        diameter: the gradient in the plot.
        length: the steepest slope, where `slope` stands before.
        notes: the scale of the gradient on the floor, where `angle` stands before; nothing where there is no room.
    """

    def __init__(self, view: SpaceView, at: Point, facing: Callable[[], float], step: float, layout: Layout) -> None:
        """Place them in the panel; the radius vector begins to draw where `facing` is now, radians from the x axis.

        Args:
            step: how many units of the plane u is drawn long.
        """
        box, gradient = layout.panel, view.field.gradient(*at)
        scale = float(np.hypot(*gradient))
        places = decimals(scale)
        self.known = definition(view, view.field, box.inset(bottom=0.5 * box.height))
        self.angle = Readout(view, ANGLE, lambda: np.degrees(facing()) % 360, unit="degree", places=0)
        self.slope = Readout(
            view, SLOPE, lambda: directional_derivative(view.field, at, heading(facing())), scale=scale, places=places
        )
        self.length = Readout(view, STEEPEST, float(np.hypot(*gradient)), scale=scale, places=places)
        radius = min(1.5, max(0.6, box.height / 2 - 0.45))
        wide = layout.frame.width > layout.frame.height
        self.plot = plot = PolarPlot(view, at, radius=radius, numbered=wide)  # in a panel below, it is made small
        self.circles = [polar_trace(plot, facing(), facing, uphill=way) for way in (True, False)]
        self.radius_vector, self.diameter = radius_vector(plot, facing), polar_gradient(plot)
        longer = [] if step == 1 else [words(view.theme, f"_u_: drawn {spoken(step)} × as long", size=31)]
        self.drawn = arranged_readably([self.known, self.angle, self.slope, *longer, plot], box, spare=longer)
        self.length.in_place_of(self.slope, room=freed(box, self.slope, [self.known, plot]).width)
        note = scale_note(view.floor, of="∇_f_ on the floor: length")
        arranged([note], freed(box, self.angle, [self.known, self.slope, plot]))
        self.notes = [note] if note.font_size > READABLE else []

    @property
    def everything(self) -> list[Mobject]:
        """All of it, to be kept where it is in the frame."""
        shown = [
            self.known,
            self.angle,
            self.slope,
            self.plot,
            *self.circles,
            self.radius_vector,
            self.diameter,
            self.length,
        ]
        return [*shown, *self.drawn, *self.notes]
