"""A vertical plane that cuts a landscape where one variable is held fast, with all that comes to light."""

import numpy as np
from manim import Group, ValueTracker

from gradanim.paint import SurfaceMesh
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.curves import on_the_surface
from gradanim.stage.claims.slices import number_is_slope, rule_is_slope, same_curve, tangent_is_partial
from gradanim.stage.graphs.section import SectionGraph
from gradanim.stage.layout import Box
from gradanim.stage.live import Live, now
from gradanim.stage.marks.walkers import Marker
from gradanim.stage.space.landscape import SpaceView
from gradanim.stage.space.slices import cut_open, moving, tangent
from gradanim.stage.space.surfaces import cutting_plane, section
from gradanim.stage.typeset.partials import partial_sign
from gradanim.stage.typeset.readouts import Readout


class Knife:
    """The slice of a landscape through a point.

    Attributes:
        held, free: the variable that stands still, and the one that moves.
        blade: where the plane stands, a tracker; outside the landscape at first.
        plane, curve, tangent, ball: in space; the curve lies in the plane, the ball over the point.
        graph: the same curve, flat, in its box.
        slope: the partial derivative at the point, as a number.
    """

    def __init__(self, view: SpaceView, held: str, at: Live, board: Box) -> None:
        self.view, self.at, self.held, self.free = view, at, held, moving(held)
        colour = getattr(view.theme, f"partial_{self.free}")
        self.start = view.field.domain.y0 if held == "y" else view.field.domain.x1
        self.blade = ValueTracker(self.start)
        self.plane = cutting_plane(view, held, self.blade.get_value, colour)
        self.curve = section(view, held, self.blade.get_value, view.theme.path)
        self.tangent = tangent(view, held, at)
        self.ball = Marker(view, at, radius=0.13)  # larger than the tangent is wide
        self.graph = SectionGraph(view, held, at, board)
        axis = "xy".index(self.free)
        self.slope = Readout(
            view, partial_sign(held), lambda: view.field.gradient(*now(at))[axis], scale=view.slope_scale, size=34
        )

    def what_sliding_does(self) -> str:
        """The sentence about the slope that is true while the plane slides through the landscape."""
        f, (x, y) = self.view.field, now(self.at)
        if self.held == "y":
            slopes = f.gradient(x, np.linspace(f.domain.y0, f.domain.y1, 41))[0]
        else:
            slopes = f.gradient(np.linspace(f.domain.x0, f.domain.x1, 41), y)[1]
        every = f"Slide the plane: every _{self.held}_ has a slice of its own"
        if np.nanmax(slopes) - np.nanmin(slopes) > 0.02 * self.view.slope_scale:
            return f"{every}, and its own slope."
        return f"{every}, and here all are equally steep."

    @property
    def drawn(self) -> Group:
        """All of it."""
        return Group(self.graph, self.slope, self.in_space, self.plane, self.ball)

    @property
    def flat(self) -> Group:
        """What stands beside the hill: the number and the graph."""
        return Group(self.slope, self.graph)

    @property
    def in_space(self) -> Group:
        """The curve and its tangent on the hill."""
        return Group(self.curve, self.tangent)

    def cut(self, hills: SurfaceMesh) -> None:
        """From now on the hill is cut open where the blade stands, and only there."""
        cut_open(self.view, hills, self.held, self.blade.get_value)

    def on_surface(self) -> Claim:
        """The curve is a section of the surface."""
        return on_the_surface(self.view, self.curve, name=f"the slice at one {self.held} lies on the surface")

    def drawn_alone(self) -> Claim:
        """The flat graph is that curve."""
        return same_curve(self.view, self.held, self.curve, self.graph)

    def slopes(self) -> list[Claim]:
        """The tangents, in space and in the graph, have the slope that small steps say."""
        return [
            tangent_is_partial(self.view, self.held, self.tangent, self.ball),
            tangent_is_partial(self.view, self.held, self.graph.tangent, self.ball, graph=self.graph),
        ]

    def number(self) -> Claim:
        """The number that is read is that slope."""
        return number_is_slope(self.graph, self.slope, typical=self.view.slope_scale)

    def found_by_rule(self, slope: Readout) -> Claim:
        """What the rule gives is the slope of the tangent in space."""
        return rule_is_slope(self.view, self.held, self.tangent, slope)
