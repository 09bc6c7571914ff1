"""The highest place on a fence: where a contour touches it, and the gradients of two functions lie on one line."""

from dataclasses import replace

import numpy as np
from manim import Create, FadeIn, FadeOut, Flash, ShowPassingFlash, VectorizedPoint, VMobject, Write, linear

from gradanim import Refusal, constrained_maximum, gradient_flow
from gradanim.stage import PlaneScene, claims, maps, marks, typeset
from gradanim.stage.claims.maps import bar_is_to_scale
from gradanim.stage.frame.casing import cased
from gradanim.stage.frame.live import redrawn
from gradanim.stage.marks.scale_bar import ScaleBar


class LagrangeMultipliers(PlaneScene):
    """Walk along a fence: at its highest place a contour touches it, and the gradients are parallel."""

    title = "As high as the fence allows"
    subject = "functions f and g"
    f, g = "8 x y", "x^2 + 4y^2 = 4"
    start = None

    def make_view(self):
        """The map, and the best place, which words on it do not hide."""
        self.best = constrained_maximum(self.field, self.constraint)
        self.show_beside_words(self.best.at)
        return super().make_view()

    def construct(self):
        best, f, g = self.best, self.field, self.constraint.g
        foot = tuple(best.climb[0])
        level = self.slope_at(best.at) <= LEVEL * self.slope_at(foot)
        view = self.view.fit_arrow_at(foot if level else best.at, longest=longest_at(self.view, best), along=best.climb)
        view_g = self.map_of(g)
        view_g = view_g.fit_arrow_at(best.at, longest=longest_at(view_g, best), shortest=0.8)
        view, view_g = in_one_scale(view, view_g, best.at)
        way = insist_on_room(view, view.while_arrows_fit(best.climb[::-1])[::-1])

        contours, fence, path = maps.ContourMap(view), marks.trail(view, best.fence), marks.trail(view, way)
        walker, ahead = marks.Walker(view, way[0]), marks.Walker(view, best.at)
        contour, higher = (maps.ContourThrough(view, one, everywhere=True) for one in (walker, ahead))
        gradient = marks.gradient_arrow(view, walker)
        part = marks.plane_arrow(view, walker, lambda x, y: part_along_fence(f, g, x, y), "direction")
        gradient_g = marks.gradient_arrow(view_g, best.at, width=WIDE)
        drop = dropped(view, gradient, part)
        square, square_g = marks.right_angle(view, gradient), marks.right_angle(view_g, gradient_g)
        shorter = drawn_length(view_g, best.at) < drawn_length(view, best.at)
        gradient_g.set_z_index(1.5 if shorter else 0.5)  # the shorter of both is seen before the longer one
        sides = ((-1, 0) if shorter else (0, -1)) if best.multiplier > 0 else (0, 0)
        names = [
            typeset.Label(one, f"{{{{ nabla {name} : gradient }}}}", at=marks.at_tip(arrow, side=side))
            for one, name, arrow, side in zip((view_g, view), "gf", (gradient_g, gradient), sides, strict=True)
        ]

        known, known_g, height = self.definition(), self.definition(g), maps.height_of(view, walker)
        rule = typeset.formula(view, "{{ nabla f : gradient }} = lambda {{ nabla g : gradient }}")
        number = typeset.Readout(view, "lambda", best.multiplier, scale=abs(best.multiplier), places=places_of(best))
        for item in (known, height, known_g):
            self.fill_panel(item)
        self.fill_panel(rule, number)
        bars = scale_bars(view, view_g, way, best)

        with self.beat(
            "How high can you get along this fence?", claim=claims.same_height(view, contours.longest), hold=2.0
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(contours.ground()), Create(contours, lag_ratio=0.1), Write(known), run_time=1.5)
            self.play(Create(fence), run_time=1.5)

        with self.beat(
            "Here a contour crosses it: one way leads up.",
            claim=[
                claims.crosses(contour, fence, name="the contour crosses the fence"),
                reads_height(view, height, walker),
            ],
        ):
            self.play(FadeIn(walker, scale=2), Create(contour), FadeOut(known), FadeIn(height))

        with self.beat(
            "The gradient's component that way is the slope.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.parallel(part, fence, name="the component runs along the fence"),
                claims.slope_by_steps(view, part),
                ends_square(part, drop),
                bar_is_to_scale(view, bars[0], gradient),
            ],
        ):
            self.play(gradient.grow(), FadeIn(bars[0]))
            self.play(FadeIn(part), Create(drop))

        with self.beat(
            "Follow it, as long as there is one.",
            claim=[
                claims.lies_on(walker, fence, name="the walker stays on the fence", throughout=True),
                claims.monotonic(view, path),
            ],
        ):
            self.play(walker.follow(way), Create(path.set_color(self.theme.direction), rate_func=linear), run_time=6)

        highest = none_higher(view, fence, walker, name="no place of the fence is higher")
        with self.beat(
            "The ground is level. Is there a higher place?" if level else "None is left. Is there a higher place?",
            claim=[highest, reads_height(view, height, walker)],
            hold=2.0,
        ):
            self.play(FadeOut(path, drop, part))

        if level:
            with self.beat("No place of the fence is higher.", claim=highest):
                self.play(Flash(walker, color=view.theme.ink))
        else:
            misses = none_higher(view, fence, higher, name="no place of the fence reaches the higher contour")
            up = gradient_flow(f, best.at).points
            with self.beat("No: every higher contour misses the fence.", claim=[highest, misses]):
                self.add(higher)
                self.play(ahead.follow(up[: 2 + 2 * len(up) // 3]), FadeOut(gradient), run_time=3)  # below the summit

            with self.beat(
                "This one touches it: the gradient is orthogonal to both.",
                claim=[
                    claims.orthogonal(gradient, line, name=f"the gradient is orthogonal to the {name}", tolerance=1.0)
                    for name, line in (("contour", contour), ("fence", fence))
                ],
            ):
                self.play(FadeOut(higher, ahead), gradient.grow())
                self.play(Create(square), FadeIn(names[1]))

        told = [FadeOut(bars[0])] if len(bars) > 1 else []
        with self.beat(
            f"The fence is a contour too: there _g_ is {typeset.spoken(self.constraint.value)}.",
            claim=claims.same_height(
                view_g, fence, height=self.constraint.value, name="g has that value all along the fence"
            ),
        ):
            self.play(
                FadeOut(height, contour, *([] if level else [gradient, square, names[1]])), FadeIn(known_g), *told
            )
            self.play(ShowPassingFlash(fence.copy().set_stroke(self.theme.level, 8), time_width=0.4), run_time=1.5)

        with self.beat(
            "So the gradient of _g_ is orthogonal to it, too.",
            claim=[
                claims.is_gradient(view_g, gradient_g),
                claims.orthogonal(gradient_g, fence, name="the gradient of g is orthogonal to the fence"),
                bar_is_to_scale(view_g, bars[-1], gradient_g),
            ],
        ):
            self.play(gradient_g.grow(), FadeIn(names[0], *bars[1:]))
            self.play(Create(square_g), run_time=0.5)

        slack = 1e-3 * view.slope_scale / view_g.slope_scale
        ratio = claims.reads(
            number, lambda: ratio_by_steps(view, g, walker), drawn=[walker], slack=slack,
            name="the number is the ratio of both gradients",
        )  # fmt: skip
        if level:
            with self.beat("Where the ground is level, the multiplier λ is zero.", claim=ratio, poster=True, hold=2.0):
                self.play(FadeOut(known_g, *bars[1:]), FadeIn(rule, number))
        else:
            line = claims.parallel(gradient, gradient_g, name="both gradients lie on one line", tolerance=1.0)
            with self.beat("Both lie on one line: one is a multiple of the other.", claim=[line, ratio]):
                self.play(gradient.grow(), FadeIn(names[1], *bars[:1]), FadeOut(known_g))
                self.play(FadeIn(number))
            with self.beat("Where a fence is highest, ∇_f_ = λ∇_g_.", claim=line, poster=True, hold=2.0):
                self.play(Write(rule), FadeOut(*bars))


LEVEL = 1e-6  # of the slope where the walk begins
WIDE = 15  # the shaft of the gradient of g
LONGEST, NAMED = 2.0, 0.85  # scene units: of a gradient, and of the room beyond it for its name
SHORTEST = 0.5  # scene units of the shorter gradient, where both are drawn in one scale


def longest_at(view, best):
    """Scene units that the gradient may be long at the best place, its name being inside the picture."""
    gradient = view.field.gradient(*best.at)
    slope = np.hypot(*gradient)
    room = view.clearance(np.array([best.at]), gradient[None] / slope)[0] if slope > 0 else LONGEST
    return float(np.clip(room - NAMED, 0.8, LONGEST))


def drawn_length(view, place):
    """Scene units that the gradient at a place is long."""
    return view.arrow_scale * np.hypot(*view.field.gradient(*place))


def in_one_scale(view, view_g, place):
    """Both views with their arrows in one scale, if both gradients at a place can be seen in it; else as they are."""
    scale = min(view.arrow_scale, view_g.arrow_scale)
    both = [replace(one, arrow_scale=scale) for one in (view, view_g)]
    seen = all(drawn_length(one, place) > SHORTEST for one in both)
    return both if seen else (view, view_g)


def scale_bars(view, view_g, way, best):
    """A scale bar for both gradients; one for each where they are drawn in scales of their own."""
    places = np.vstack([way, best.at])
    kept = [VectorizedPoint(place) for place in view.line(places)]
    kept += [VectorizedPoint(place) for place in view.line(places) + arrows_at(view, places)]
    kept += [VectorizedPoint(place) for place in view_g.line(places[-1:]) + arrows_at(view_g, places[-1:])]
    if view.arrow_scale == view_g.arrow_scale:
        return [ScaleBar(view, avoid=kept)]
    first = ScaleBar(view, avoid=kept, of="slope of _f_")
    return [first, ScaleBar(view_g, avoid=[*kept, first], of="slope of _g_")]


def arrows_at(view, places):
    """The drawn gradients at places, scene vectors of shape (n, 3)."""
    return view.arrow_scale * np.append(view.field.gradient(*places.T).T, np.zeros((len(places), 1)), axis=1)


def places_of(best):
    """The decimals of the multiplier: none that are zero."""
    return next((k for k in (0, 1) if round(best.multiplier, k) == round(best.multiplier, 6)), None)


def dropped(view, gradient, part):
    """The line from the tip of the gradient to that of its component."""
    line = cased(VMobject(stroke_color=view.theme.ink, stroke_width=2.5), view.theme)

    def draw(line):
        ends = np.array([gradient.tip, part.tip])
        if np.isfinite(ends).all():
            line.set_points_as_corners(ends)
        else:
            line.clear_points()

    return redrawn(line, draw)


def ends_square(part, drop):
    """The line from the gradient's tip meets its component at a right angle."""
    return claims.orthogonal(part, drop, name="the component ends at a right angle")


def insist_on_room(view, way):
    """The way, if it is long enough to be seen."""
    if np.linalg.norm(np.diff(view.line(way), axis=0), axis=1).sum() < 0.5:
        where = typeset.spoken_place(way[-1])
        raise Refusal(f"{view.field} gets too steep on the fence next to {where}: give a smaller --domain around it")
    return way


def part_along_fence(f, g, x, y):
    """The component of grad f orthogonal to grad g."""
    across = g.gradient(x, y) / np.hypot(*g.gradient(x, y))
    return f.gradient(x, y) - (f.gradient(x, y) @ across) * across


def none_higher(view, fence, drawn, *, name):
    """How far the highest corner of the drawn fence is above the lowest of something drawn, f worked out by hand."""

    def heights(thing):
        return [claims.by_hand(view.field, *place) for place in view.where(claims.points_of(thing)).tolist()]

    above = lambda: (np.nanmax(heights(fence)) - np.nanmin(heights(drawn) or [np.nan])) / view.height_scale  # noqa: E731
    return claims.at_most(above, 0.0, name=name, drawn=[fence, drawn], unit="of all heights", tolerance=1e-5)


def reads_height(view, number, walker):
    """The number is the height where the walker stands, f worked out by hand."""

    def height():
        return claims.by_hand(view.field, *view.where(walker.points[0]))

    return claims.reads(number, height, drawn=[walker], name="the number is the height at the walker")


def ratio_by_steps(view, g, walker):
    """The length of grad f in lengths of grad g by small steps, negative where they are opposite."""
    one, other = (claims.gradients_by_steps(field, view.where(walker.points[0])) for field in (view.field, g))
    return np.copysign(np.hypot(*one), one @ other) / np.hypot(*other)
