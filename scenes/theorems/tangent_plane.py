"""The tangent plane of a surface: what a smooth surface looks like from close by."""

from dataclasses import replace
from functools import partial

import numpy as np
from manim import DEGREES, DOWN, LEFT, OUT, PI, Create, FadeIn, FadeOut, Group, ValueTracker, Write, linear
from numpy.typing import NDArray

from gradanim import Refusal
from gradanim.calculus.close_up import close_up
from gradanim.paint import Polylines
from gradanim.stage import ABOVE, ASIDE, Claim, SpaceScene, claims, in_one_place, marks, space
from gradanim.stage.claims.differences import by_hand
from gradanim.stage.claims.reading import READABLE, largest
from gradanim.stage.frame.live import Point, now, redrawn
from gradanim.stage.marks.pointers import RoundArrow
from gradanim.stage.space import LiveSpaceView, SpaceView
from gradanim.stage.typeset import Readout, formula


class TangentPlane(SpaceScene):
    """Two tangents span a plane. Come closer, and the surface cannot be told from it: that is to be differentiable."""

    title = "The tangent plane"
    f = "3exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -1.0)

    def construct(self):
        view, at, slope, colours = self.view, self.at, self.slope, self.theme
        zoom = space.SpaceZoom(view, close_up(self.field, at))
        live, near = zoom.current, zoom.near
        gap = Gap(live, at)
        insist_on_a_plane(view, at, gap(near), slope)

        axes, closer_axes, ball = space.SpaceFrame(view), space.SpaceFrame(near), marks.Marker(live, at)
        tangents = {v: space.tangent(live, at, space.ALONG[v], getattr(colours, f"partial_{v}")) for v in "xy"}
        sections = {v: space.section(view, at, space.ALONG[v], colours.path) for v in "xy"}
        angle = ValueTracker(0.0)
        turning = space.section(view, at, angle.get_value, colours.path)
        tangent = space.tangent(view, at, angle.get_value, colours.direction)
        plane, normal = space.tangent_plane(live, at), space.normal(view, at)
        corner = space.right_angle_mark(view, normal, towards=view.vector(at[0], at[1], (1.0, 0.0)))
        floor = replace(view.floor, arrow_scale=view.stretch * normal.along[2])
        gradient, feet = marks.gradient_arrow(floor, at), normal.tip * [1, 1, 0]
        perpendicular = Polylines([[normal.tip, feet]], colours.faint, stroke_width=2.5)
        projection = RoundArrow(view, lambda: (floor.at(*at), feet), "direction", width=6, live=False)
        seen = bool(np.linalg.norm(gradient.along) > READABLE)
        named = {"{{ bold(n) : direction }}": normal} | ({"{{ nabla f : gradient }}": gradient} if seen else {})
        names = [formula(view, name, size=36).move_to(arrow.tip + 0.25 * OUT) for name, arrow in named.items()]
        self.show_upright(*axes.texts, *closer_axes.texts, *names)

        known = self.definition()
        numbers = {
            v: Readout(view, f"{{{{ f_{v} : partial_{v} }}}}", float(slope_along), scale=view.notation_of(self.slope))
            for v, slope_along in zip("xy", self.gradient, strict=True)
        }
        equation = formula(view, "z - c = f_x (x - a) + f_y (y - b)", size=34)
        share = Readout(view, '"gap" / "distance"', gap, scale=0.1 * slope)
        formula_of_normal = formula(view, "{{ bold(n) : direction }} = (-f_x, -f_y, 1)", size=36)
        note = space.stretch_note(view, size=36)
        later = Group(formula_of_normal, note).arrange(DOWN, aligned_edge=LEFT)
        self.fill_panel(known, *numbers.values(), equation, in_one_place(share, later))

        self.look_from(*space.facing(view, at, TURNS, (ABOVE, HIGHER)), seen=[axes, plane, normal, *names])
        with self.beat(
            "A curve is touched by a tangent line. What touches a surface?",
            claim=claims.on_the_surface(view, ball, name="the point lies on the surface"),
        ):
            self.add(axes)
            self.play(FadeIn(zoom), run_time=1.5)
            self.play(FadeIn(ball, scale=2), Write(known))

        for v, sentence in zip("xy", CUTS, strict=True):
            line, number = tangents[v], numbers[v]
            with self.beat(
                sentence,
                claim=[
                    claims.as_steep_as_the_ground(view, [line], at=ball, throughout=True),
                    claims.reads(
                        number,
                        partial(claims.slope_of, view, line),
                        drawn=[line],
                        slack=1e-3 * view.slope_scale,
                        name=f"the number is the slope of the tangent along {v}",
                    ),
                ],
            ):
                self.play(Create(sections[v]), zoom.animate.set_opacity(0.7))
                self.play(Create(line), FadeIn(number))

        with self.beat(
            "Both tangents span one plane: the tangent plane at (_a_, _b_, _c_).",
            claim=[
                claims.angle(plane, tangents[v], 90, name=f"the tangent along {v} lies in the plane", tolerance=OFF)
                for v in "xy"
            ],
        ):
            self.play(FadeOut(*sections.values()), FadeIn(plane), Write(equation))

        with self.beat(
            "Turn the cut: the tangent in every direction lies in this plane.",
            claim=[
                claims.angle(
                    plane, tangent, 90, name="every tangent lies in the plane", tolerance=OFF, throughout=True
                ),
                claims.as_steep_as_the_ground(view, [tangent], at=ball, throughout=True),
            ],
            poster=True,
        ):
            self.play(FadeIn(turning, tangent))
            self.play(angle.animate.set_value(PI), run_time=4, rate_func=linear)

        opens, closes = GAPS[gap() > FLAT * slope]
        with self.beat(opens, claim=gap.is_read(share, slope)):
            self.play(FadeOut(turning, tangent), Create(gap), FadeIn(share))

        with self.beat(closes, claim=[gap.vanishes(slope), gap.is_read(share, slope)]):
            self.play(FadeOut(axes), run_time=0.5)
            self.play(zoom.to(1.0), run_time=6)
            self.play(FadeIn(closer_axes), run_time=0.5)

        with self.beat(
            "Orthogonal to both tangents stands the normal.",
            claim=[
                *(
                    claims.orthogonal(
                        normal, line, name=f"the normal is orthogonal to the tangent along {v}", tolerance=OFF
                    )
                    for v, line in tangents.items()
                ),
                claims.stretched_as_stated(
                    view, max(tangents.values(), key=lambda line: abs(np.diff(line.points[:, 2])[0])), note, at=ball
                ),
            ],
        ):
            self.play(FadeOut(gap, share, closer_axes), run_time=0.5)
            self.play(zoom.to(0.0), run_time=2)
            self.play(FadeIn(axes), zoom.animate.set_opacity(0.4), run_time=0.7)
            self.play(normal.grow(), FadeIn(formula_of_normal, note))
            self.play(FadeIn(corner, names[0]))

        last = claims.angle(
            projection, gradient, 180, name="the gradient is opposite to the projection of the normal", tolerance=OFF
        )
        with self.beat(PROJECTIONS[seen], claim=[last, claims.is_gradient(floor, gradient)] if seen else ()):
            self.play(Create(perpendicular), projection.grow())
            if seen:
                self.play(gradient.grow(), FadeIn(names[1]))

        self.play(FadeOut(axes, normal, corner, perpendicular, projection, gradient, *names, formula_of_normal, note))
        with self.beat("A function is differentiable where its surface, from close by, is its tangent plane."):
            self.play(zoom.to(1.0), run_time=4)
            self.play(FadeIn(closer_axes))


TURNS, HIGHER = ASIDE + np.array([0, 12, 24, -10, -20]) * DEGREES, 48 * DEGREES
CUTS = (
    "Cut it along _x_: the slope of the tangent is the partial derivative in _x_.",
    "Cut it along _y_: the slope of this tangent is the partial derivative in _y_.",
)
GAPS = {
    True: (
        "Away from the point, a gap opens between surface and plane.",
        "Come closer: the gap shrinks faster than the distance.",
    ),
    False: ("Here the surface is itself a plane: there is no gap.", "Come closer: there is none at any distance."),
}
PROJECTIONS = {
    True: "Its projection on the floor is minus the gradient.",
    False: "Its projection on the floor, minus the gradient, is too short here to be seen.",
}
OFF = 0.5  # degrees
FLAT = 1e-6  # of the slope: gap over distance, where the surface is a plane itself
SMOOTH = 0.1  # the same from close by, where it has a tangent plane
RING = np.stack([np.cos(turn := np.linspace(0, 2 * PI, 73)), np.sin(turn)], axis=1)
Points = NDArray[np.float64]


class Gap(Polylines):
    """The gap between the surface and its tangent plane: vertical lines over a circle inside the patch.

    Call it for the widest gap over the radius of the circle. From close by it is the smaller the closer one is; where
    it is not, there is no tangent plane that could be seen.
    """

    def __init__(self, view: LiveSpaceView, at: Point) -> None:
        self._view, self._at, self._size = view, at, 1.0
        super().__init__([np.zeros((2, 3))] * len(RING), now(view).theme.direction, stroke_width=3)
        while self._size > 0.02 and np.isfinite(self._ends()[1][:, 2]).mean() < 0.5:  # on a small island
            self._size /= 2
        redrawn(self, Gap.redraw)

    def __call__(self, view: SpaceView | None = None) -> float:
        on_plane, on_surface = self._ends(view)
        seen = view or now(self._view)
        return largest(np.abs(on_surface - on_plane)[:, 2]) / seen.rise / self._radius(seen)

    def redraw(self) -> None:
        """Draw the gap of this moment."""
        self.points = np.stack(self._ends(), axis=1).reshape(-1, 3)

    def drawn(self) -> float:
        """The same from the drawn plane ends: f put in by hand over where they stand, against the heights they have."""
        view = now(self._view)
        feet = self.points[0::2][np.isfinite(self.points[1::2]).all(axis=1)]
        places = view.where(feet)
        heights = np.array([by_hand(view.field, *place) for place in places.tolist()])
        return largest(np.abs(view.height_of(feet) - heights) / np.linalg.norm(places - self._at, axis=1))

    def is_read(self, number: Readout, slope: float) -> Claim:
        """The number is the widest of the drawn gaps over its distance."""
        name = "the number is the gap over the distance"
        return claims.reads(number, self.drawn, drawn=[self], name=name, slack=1e-3 * slope)

    def vanishes(self, slope: float) -> Claim:
        """Gap over distance, as a share of what it was when this was claimed, or of 0.02 of the slope if more."""
        before = max(self.drawn(), 0.02 * slope)
        name = "the gap shrinks faster than the distance"
        return Claim(name, (self,), lambda: self.drawn() / before, 0.0, 0.5, "of gap / distance before")

    def _radius(self, view: SpaceView) -> float:
        return self._size * space.patch_radius(view, self._at)

    def _ends(self, view: SpaceView | None = None) -> tuple[Points, Points]:
        seen = view or now(self._view)
        steps = self._radius(seen) * RING
        inside = np.array([place in seen.field.domain for place in self._at + steps])
        on_surface = np.where(inside[:, None], seen.at(*(self._at + steps).T), np.nan)
        x, y = self._at
        return seen.at(x, y) + seen.vector(x, y, steps), on_surface


def insist_on_a_plane(view: SpaceView, at: Point, gap: float, slope: float) -> None:
    """Refuse a point whose height is not in the picture, and one where from close by there still is a gap."""
    where = f"({at[0]:g}, {at[1]:g})"
    if not np.isfinite(view.at(*at)).all():
        raise Refusal(f"the height at {where} is beyond what the picture shows: choose another point with --at")
    if not gap < SMOOTH * slope:
        raise Refusal(
            f"{view.field} bends too sharply at {where} for a tangent plane to be seen: choose another point with --at"
        )
