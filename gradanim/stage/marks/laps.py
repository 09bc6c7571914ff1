"""A gradient carried around a contour along which the slope changes."""

from manim import Group

from gradanim.curves import level_curve_through
from gradanim.stage.claims.claim import Claim
from gradanim.stage.claims.gradient import longest_to_shortest, perpendicular, slope_by_steps
from gradanim.stage.live import Point
from gradanim.stage.maps.contours import ContourThrough
from gradanim.stage.maps.places import height_of, steepness_of
from gradanim.stage.marks.arrows import gradient_arrow, right_angle
from gradanim.stage.marks.routes import parted, round_trip
from gradanim.stage.marks.walkers import Walker
from gradanim.stage.view import View


class ContourLap(Group):
    """A walker with the gradient, on the contour through two places: where it is gentlest, and where it is steepest.

    Attributes:
        view: the given one with room for the gradients.
        way: once around from the gentle place, plane points of shape (n, 2); `there` and `onwards` its parts.
        walker: who carries the gradient.
        shortest, longest: the gradients at the two places, to be left there; not part of the group.
        numbers: how high the walker stands, and how steep it is there.
    """

    def __init__(self, view: View, *, gentle: Point, steep: Point) -> None:
        self.way = round_trip(level_curve_through(view.field, gentle).points, gentle)
        self.there, self.onwards = parted(self.way, steep)
        self.view = view.reaching_at(steep, longest=1.4, along=self.way)
        self.longest, self.shortest = (gradient_arrow(self.view, place) for place in (steep, gentle))
        self.walker, self.contour = Walker(self.view, gentle), ContourThrough(self.view, gentle)
        self.arrow = gradient_arrow(self.view, self.walker)
        self.square = right_angle(self.view, self.arrow)
        height = height_of(self.view, self.walker)
        self.numbers = [height, steepness_of(self.view, self.walker, scale=self.view.height_scale)]
        super().__init__(self.contour, self.arrow, self.square, self.walker)

    def claims(self) -> list[Claim]:
        """The arrow stays square to the contour and as long as the slope, and its lengths are those along the line."""
        return [
            longest_to_shortest(self.view, self.contour, self.longest, self.shortest),
            perpendicular(self.arrow, self.contour, throughout=True),
            slope_by_steps(self.view, self.arrow),
        ]
