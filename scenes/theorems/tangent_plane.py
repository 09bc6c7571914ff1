"""The tangent plane of a surface: what a smooth surface looks like from close by."""

from dataclasses import replace
from functools import partial

import numpy as np
from manim import DEGREES, OUT, PI, Create, FadeIn, FadeOut, ValueTracker, VMobject, Write, linear
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
from gradanim.stage.typeset import Readout, broken_formula, formula, words


class TangentPlane(SpaceScene):
    """Two tangents span a plane. Come closer, and the surface cannot be told from it: that is to be differentiable."""

    title = "The tangent plane"
    f = "2.5exp(-(x^2 + 2y^2)/6)"
    start = (-1.2, -1.0)

    def construct(self):
        view, at, slope, colours = self.view.to_scale(), self.at, self.slope, self.theme
        zoom = space.SpaceZoom(view, close_up(self.field, at))
        live, near = zoom.current, zoom.near
        gap = Gap(live, at)
        insist_on_a_plane(view, at, gap(near), slope)
        measure = Measure(gap, live, at)

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
        self.show_upright(*axes.texts, *closer_axes.texts, *names, *measure.names)

        known = self.definition()
        numbers = {
            v: Readout(view, f"{{{{ f_{v} : partial_{v} }}}}", float(slope_along), scale=readable(view, slope))
            for v, slope_along in zip("xy", self.gradient, strict=True)
        }
        equation = broken_formula(view, ["f_x (x - a)", "+ f_y (y - b)"], self.layout.panel, before="z - c =", size=36)
        share = Readout(view, '"gap" / "distance"', gap, scale=slope if slope < 0.1 else max(slope, 1.0))
        formula_of_normal = formula(view, "{{ bold(n) : direction }} = (-f_x, -f_y, 1)", size=36)
        to_scale = abs(view.stretch - 1) < 1e-9
        note = [] if to_scale else [space.stretch_note(view, size=36)]
        for shown in ([known], [*numbers.values()], [equation], [share], [formula_of_normal, *note]):
            self.fill_panel(*shown)
        in_one_place(*numbers.values())

        self.look_from(*space.facing(view, at, TURNS, (ABOVE, HIGHER)), seen=[axes, plane, normal, *names])
        with self.beat(
            "A line touches a curve. What touches a surface?",
            claim=claims.on_the_surface(view, ball, name="the point lies on the surface"),
            hold=2.0,
        ):
            self.add(axes)
            self.play(FadeIn(zoom), run_time=1.5)
            self.play(FadeIn(ball, scale=2), Write(known))

        gone = [known]
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
                self.play(Create(sections[v]), zoom.animate.set_opacity(0.7), FadeOut(*gone))
                self.play(Create(line), FadeIn(number))
                gone = [number]

        with self.beat(
            "Both tangents span one plane: the tangent plane.",
            claim=[
                claims.angle(plane, tangents[v], 90, name=f"the tangent along {v} lies in the plane", tolerance=OFF)
                for v in "xy"
            ],
        ):
            self.play(FadeOut(*sections.values(), *gone), FadeIn(plane), Write(equation))

        with self.beat("Does it hold the tangent in every direction?", hold=2.0):
            self.play(FadeIn(turning, tangent))

        with self.beat(
            "Turn the cut: every tangent lies in this plane.",
            claim=[
                claims.angle(
                    plane, tangent, 90, name="every tangent lies in the plane", tolerance=OFF, throughout=True
                ),
                claims.as_steep_as_the_ground(view, [tangent], at=ball, throughout=True),
            ],
            poster=True,
        ):
            self.play(angle.animate.set_value(PI), run_time=6, rate_func=linear)

        bends = gap() > FLAT * slope
        opens, closes = GAPS[bends]
        marked = [measure, *measure.names] if bends else []
        reads = [gap.is_read(share, slope), *([measure.is_read(share, slope)] if bends else [])]
        with self.beat(opens, claim=reads):
            self.play(FadeOut(turning, tangent, equation), Create(gap))
            self.play(FadeIn(share, *marked))

        with self.beat(closes, claim=[gap.vanishes(slope), *reads]):
            self.play(
                FadeOut(axes), zoom.animate.set_opacity(1.0), run_time=0.5
            )  # solid: what is clear is sorted roughly
            self.play(zoom.to(1.0), run_time=6)
            self.play(FadeIn(closer_axes), run_time=0.5)

        self.play(FadeOut(gap, *marked, share, closer_axes), run_time=0.5)
        self.play(zoom.to(0.0), run_time=2)
        self.play(FadeIn(axes), zoom.animate.set_opacity(0.4), run_time=0.5)
        stated = [
            claims.stretched_as_stated(
                view, max(tangents.values(), key=lambda line: abs(np.diff(line.points[:, 2])[0])), each, at=ball
            )
            for each in note
        ]
        with self.beat(
            "The normal is orthogonal to both tangents.",
            claim=[
                *(
                    claims.orthogonal(
                        normal, line, name=f"the normal is orthogonal to the tangent along {v}", tolerance=OFF
                    )
                    for v, line in tangents.items()
                ),
                *stated,
            ],
        ):
            self.play(normal.grow(), FadeIn(formula_of_normal, *note))
            self.play(FadeIn(corner, names[0]))

        last = claims.angle(
            projection, gradient, 180, name="the gradient is opposite to the projection of the normal", tolerance=OFF
        )
        with self.beat(PROJECTIONS[seen], claim=[last, claims.is_gradient(floor, gradient)] if seen else ()):
            self.play(Create(perpendicular), projection.grow())
            if seen:
                self.play(gradient.grow(), FadeIn(names[1]))

        gone = [normal, corner, perpendicular, projection, gradient, *names, formula_of_normal, *note]
        self.play(FadeOut(axes, *gone), zoom.animate.set_opacity(1.0))
        with self.beat("Differentiable: from close by, it looks like its tangent plane."):
            self.play(zoom.to(1.0), run_time=4)
            self.play(FadeIn(closer_axes))


TURNS, HIGHER = ASIDE + np.array([0, 12, 24, -10, -20]) * DEGREES, 48 * DEGREES
CUTS = (
    "Cut along _x_: the slope is the partial derivative.",
    "Cut along _y_: another tangent, another slope.",
)
GAPS = {
    True: ("Away from the point, a gap opens.", "Come closer: it shrinks faster than the distance."),
    False: ("Here the surface is a plane: no gap.", "Come closer: there is none at any distance."),
}
PROJECTIONS = {
    True: "Its projection on the floor is minus the gradient.",
    False: "Its projection, minus the gradient, is too short to see.",
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
        while self._size > 0.02 and np.isfinite(self.ends_at()[1][:, 2]).mean() < 0.5:  # on a small island
            self._size /= 2
        redrawn(self, Gap.redraw)

    def __call__(self, view: SpaceView | None = None) -> float:
        on_plane, on_surface = self.ends_at(view)
        seen = view or now(self._view)
        return largest(np.abs(on_surface - on_plane)[:, 2]) / seen.rise / self._radius(seen)

    def redraw(self) -> None:
        """Draw the gap of this moment."""
        self.points = np.stack(self.ends_at(), axis=1).reshape(-1, 3)

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

    def ends_at(self, view: SpaceView | None = None) -> tuple[Points, Points]:
        """Where the lines end on the plane and on the surface, both (n, 3); nan where there is no surface."""
        seen = view or now(self._view)
        steps = self._radius(seen) * RING
        inside = np.array([place in seen.field.domain for place in self._at + steps])
        on_surface = np.where(inside[:, None], seen.at(*(self._at + steps).T), np.nan)
        x, y = self._at
        return seen.at(x, y) + seen.vector(x, y, steps), on_surface


class Measure(Polylines):
    """The widest gap, and the distance on the plane from the point to it, with their names.

    Attributes:
        names: of both, to be kept upright.
    """

    def __init__(self, gap: Gap, view: LiveSpaceView, at: Point) -> None:
        self._gap, self._view, self._at = gap, view, at
        theme = now(view).theme
        super().__init__(
            [np.zeros((2, 3))] * 2, [theme.direction, theme.ink], stroke_width=[7, 5], casing=theme.casing[0]
        )
        self.names = [words(theme, name, size=32) for name in ("gap", "distance")]
        redrawn(self, Measure.redraw)
        for name, k in zip(self.names, (0, 1), strict=True):
            redrawn(name, partial(self._follow, k=k))

    def redraw(self) -> None:
        """Draw both where the gap is widest now."""
        on_plane, on_surface = self._gap.ends_at()
        apart = np.abs(on_surface - on_plane)[:, 2]
        if not np.isfinite(apart).any():
            self.points = np.full((4, 3), np.nan)
            return
        widest = int(np.nanargmax(apart))
        touching = now(self._view).at(*self._at)
        self.points = np.array([on_plane[widest], on_surface[widest], touching, on_plane[widest]])

    def _follow(self, name: VMobject, *, k: int) -> None:
        self.redraw()
        ends = self.points[2 * k : 2 * k + 2]
        if np.isfinite(ends).all():
            outwards = (self.points[3] - self.points[2]) * [1, 1, 0]
            outwards = outwards / (np.linalg.norm(outwards) or 1.0)
            aside = np.array([outwards[1], -outwards[0], 0.0])
            name.move_to(ends.mean(axis=0) + (0.4 * outwards + 0.4 * OUT if k == 0 else 0.9 * aside + 0.3 * OUT))

    def is_read(self, number: Readout, slope: float) -> Claim:
        """The number is the marked gap over the marked distance, as they are drawn."""

        def measure() -> float:
            seen, (plane, surface, touching, end) = now(self._view), self.points
            return float(
                abs(surface - plane)[2] / seen.rise / (np.linalg.norm((end - touching)[:2]) / np.mean(seen.scale))
            )

        name = "the number is the marked gap over the marked distance"
        return claims.reads(number, measure, drawn=[self], name=name, slack=1e-3 * slope)


def readable(view: SpaceView, slope: float) -> float:
    """The scale for the numbers of slopes: two decimals tell them, where they are neither tiny nor huge."""
    scale = view.notation_of(slope)
    return scale if scale < 0.1 else max(scale, 1.0)


def insist_on_a_plane(view: SpaceView, at: Point, gap: float, slope: float) -> None:
    """Refuse a point whose height is not in the picture, and one where from close by there still is a gap."""
    where = f"({at[0]:g}, {at[1]:g})"
    if not np.isfinite(view.at(*at)).all():
        raise Refusal(f"the height at {where} is beyond what the picture shows: choose another point with --at")
    if not gap < SMOOTH * slope:
        raise Refusal(
            f"{view.field} bends too sharply at {where} for a tangent plane to be seen: choose another point with --at"
        )
