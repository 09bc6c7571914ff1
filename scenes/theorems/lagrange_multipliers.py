"""The highest place on a fence: where a contour touches it, and the gradients of two functions lie on one line."""

from dataclasses import replace

import numpy as np
from manim import Create, FadeIn, FadeOut, Write, linear

from gradanim import Refusal, constrained_maximum, gradient_flow
from gradanim.stage import PlaneScene, claims, maps, marks, typeset


class LagrangeMultipliers(PlaneScene):
    """Walk along a fence: at its highest place a contour touches it, and the gradients are parallel."""

    title = "As high as the fence allows"
    subject = "functions f and g"
    f, g = "x y", "x^2 + 4y^2 = 4"
    start = None

    def construct(self):
        best, f, g = constrained_maximum(self.field, self.constraint), self.field, self.constraint.g
        foot = tuple(best.climb[0])
        level = self.slope_at(best.at) <= LEVEL * self.slope_at(foot)
        view = self.view.fit_arrow_at(foot if level else best.at, longest=1.1, along=best.climb)
        view_g = self.map_of(g).fit_arrow_at(best.at, longest=2.4, shortest=0.8)
        view, view_g = in_one_scale(view, view_g, best.at)
        way = insist_on_room(view, view.while_arrows_fit(best.climb[::-1])[::-1])

        contours, fence, path = maps.ContourMap(view), marks.trail(view, best.fence), marks.trail(view, way)
        walker, ahead = marks.Walker(view, way[0]), marks.Walker(view, best.at)
        contour, higher = maps.ContourThrough(view, walker), maps.ContourThrough(view, ahead)
        gradient = marks.gradient_arrow(view, walker)
        part = marks.plane_arrow(view, walker, lambda x, y: part_along_fence(f, g, x, y), "direction")
        gradient_g = marks.plane_arrow(view_g, best.at, g.gradient, "path", width=11).set_z_index(0.5)
        names = [marks.named_at(view_g, gradient_g, "nabla g"), marks.named_at(view, gradient, "nabla f", aside=-0.45)]

        known, known_g, height = self.definition(), self.definition(g), maps.height_of(view, walker)
        note, note_g = (marks.scale_note(v, of=f"length of ∇{v.field.name}") for v in (view, view_g))
        if view.arrow_scale == view_g.arrow_scale:
            note = note_g = marks.scale_note(view)
        rule = typeset.formula(view, "{{ nabla f : gradient }} = lambda nabla g")
        number = typeset.Readout(view, "lambda", best.multiplier, scale=abs(best.multiplier))
        self.fill_panel(known, known_g, height, *dict.fromkeys([note, note_g]), rule, number)

        with self.beat(
            "A landscape, seen from above: each line joins places of equal height.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(contours.ground()), Create(contours, lag_ratio=0.1), Write(known), run_time=2)

        c = self.constraint.value
        with self.beat(
            f"A fence runs across it, where _g_ is {typeset.spoken(c)}.",
            claim=claims.same_height(view_g, fence, height=c, name="g has that value all along the fence"),
        ):
            self.play(Create(fence), FadeIn(known_g), run_time=2)

        with self.beat(
            "Stand at the fence. A contour crosses it here: one way along the fence leads up.",
            claim=[
                claims.crosses(contour, fence, name="the contour crosses the fence"),
                reads_height(view, height, walker),
            ],
        ):
            self.play(FadeIn(walker, scale=2), FadeIn(height))
            self.play(Create(contour))

        with self.beat(
            "The gradient has a part along the fence: the slope of that way.",
            claim=[
                claims.is_gradient(view, gradient),
                claims.parallel(part, fence, name="the part runs along the fence"),
                claims.slope_by_steps(view, part),
                claims.as_long_as_stated(view, walker, gradient, note),
            ],
        ):
            self.play(gradient.grow(), FadeIn(note))
            self.play(FadeIn(part))

        with self.beat(
            "Go that way: as long as there is such a part, you gain height.",
            claim=[
                claims.lies_on(walker, fence, name="the walker stays on the fence", throughout=True),
                claims.monotonic(view, path),
            ],
        ):
            self.play(walker.follow(way), Create(path.set_color(self.theme.direction), rate_func=linear), run_time=5)

        highest = none_higher(view, fence, walker, name="no place of the fence is higher")
        touching = [
            claims.orthogonal(gradient, line, name=f"the gradient is orthogonal to the {name}", tolerance=1.0)
            for name, line in (("contour", contour), ("fence", fence))
        ]
        at_the_end = [highest, reads_height(view, height, walker), *([] if level else touching)]
        with self.beat(ENDS[level], claim=at_the_end):
            self.play(FadeOut(path))

        if not level:
            misses = none_higher(view, fence, higher, name="no place of the fence reaches the higher contour")
            up = gradient_flow(f, best.at).points
            with self.beat("Every higher contour misses the fence.", claim=misses):
                self.add(higher)
                self.play(ahead.follow(up[: 2 + 2 * len(up) // 3]), run_time=3)  # short of the summit
            self.play(FadeOut(higher, ahead), run_time=0.5)

        with self.beat(
            "The fence is a contour of _g_. So the gradient of _g_ is orthogonal to it.",
            claim=[
                claims.is_gradient(view_g, gradient_g),
                claims.orthogonal(gradient_g, fence, name="the gradient of g is orthogonal to the fence"),
                claims.as_long_as_stated(view_g, walker, gradient_g, note_g),
            ],
        ):
            self.play(gradient_g.grow(), FadeIn(names[0], note_g))

        line = claims.parallel(gradient, gradient_g, name="both gradients lie on one line", tolerance=1.0)
        slack = 1e-3 * view.slope_scale / view_g.slope_scale
        ratio = claims.reads(
            number, lambda: ratio_by_steps(view, g, walker), drawn=[walker], slack=slack,
            name="the number is the ratio of both gradients",
        )  # fmt: skip
        with self.beat(LAST[level], claim=[ratio] if level else [line, ratio], poster=True, hold=2.0):
            self.play(*([] if level else [FadeIn(names[1])]), Write(rule), FadeIn(number))


LEVEL = 1e-6  # of the slope where the walk begins
ENDS = {
    False: "Here no part is left: the contour touches the fence. No place of the fence is higher.",
    True: "Here nothing is left of the gradient: the ground is level. No place of the fence is higher.",
}
LAST = {
    False: "So is the gradient of _f_: one is a multiple of the other, and the multiplier is λ.",
    True: "Here the ground is level also without a fence: the multiplier λ is zero.",
}


SHORTEST = 0.4  # scene units of the shorter gradient, where both are drawn in one scale


def in_one_scale(view, view_g, place):
    """Both views with their arrows in one scale, if both gradients at a place can be seen in it; else as they are."""
    scale = min(view.arrow_scale, view_g.arrow_scale)
    both = [replace(one, arrow_scale=scale) for one in (view, view_g)]
    seen = all(scale * np.hypot(*one.field.gradient(*place)) > SHORTEST for one in both)
    return both if seen else (view, view_g)


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
