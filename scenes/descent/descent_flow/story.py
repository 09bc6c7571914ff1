"""What the gradient is for: turned over, it leads down, from everywhere at once."""

from manim import PI, RIGHT, Create, FadeIn, FadeOut, Flash, ValueTracker, Write, linear

from gradanim import Domain
from gradanim.flows.basins import basins
from gradanim.flows.streams import spread_over, streams
from gradanim.stage import PlaneScene, arranged, claims, graphs, maps, marks, typeset

from .claims import (
    all_fall,
    all_have_ended,
    coloured_by_end,
    each_in_its_basin,
    point_the_steepest_way,
    square_to_contours,
)
from .marks import (
    Streamlines,
    TurningArrows,
    basin_depths,
    basin_patches,
    basin_rings,
    colours_of_basins,
    homes_of,
    longest_fall,
    one_of,
    particles,
)
from .panels import FallingHeights
from .sentences import colouring, deepest_of, moral, where_they_end

COUNT = 300
SECONDS = 7.0  # that all of them take to come to their ends


class DescentFlow(PlaneScene):
    """Hundreds of particles follow minus the gradient down, each to the valley in whose basin it began."""

    title = "All ways lead down"
    f = "sin(2x + y) + cos(2y - x) + x^2/6 + y^2/4"
    domain = Domain(-3.3, 3.3, -2.3, 2.3)

    def construct(self):
        view = self.view
        found = streams(self.field, spread_over(self.field, COUNT))
        drained = basins(self.field)
        shades = colours_of_basins(view, drained)
        homes = homes_of(found, drained)
        colours = shades[homes]

        contours = maps.ContourMap(view)
        tint, labels = contours.tint(), contours.height_labels()
        angle = ValueTracker(0.0)
        arrows, note = TurningArrows(view, angle.get_value), marks.directions_note(view)
        drops, hero = particles(view, found, SECONDS), longest_fall(view, found)
        large = one_of(view, drops, hero)
        again = particles(view, found, SECONDS, colours)
        lines = Streamlines(view, found, colours, again)
        deepest = deepest_of(found, drained)
        rings = basin_rings(view, drained, deepest)

        words, board = graphs.desk(self.layout.panel, share=0.6)
        known = typeset.definition(view, self.field, words.inset(bottom=0.5 * words.height))
        up, down = (typeset.formula(view, f"{{{{ {minus} nabla f : gradient }}}}", size=56) for minus in ("", "-"))
        arranged([known, down, note], words.inset(bottom=0.15))
        up.scale(down.height / up.height).move_to(down, aligned_edge=RIGHT)
        ends = basin_depths(drained, shades)
        heights = FallingHeights(view, drops, board, ends=ends)
        repeated = FallingHeights(view, again, board, colours, ends=ends)
        thick = heights.one_of(hero)
        self.fixed_in_frame(known, up, down, note, heights, repeated, thick)

        with self.beat(
            "A landscape from above: each contour joins points of one height.",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(tint), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(labels))

        with self.beat(
            "At every point, the gradient shows the steepest way up.",
            claim=point_the_steepest_way(view, arrows, sign=1),
        ):
            self.play(FadeIn(arrows, note), FadeOut(labels), Write(up))

        with self.beat(
            "Turn them all over: now each shows the steepest way down.",
            claim=point_the_steepest_way(view, arrows, sign=-1),
        ):
            self.play(angle.animate.set_value(PI), FadeOut(up), FadeIn(down), run_time=2)

        with self.beat(f"Scatter {len(colours)} particles, and let each go the way its arrow shows."):
            self.play(arrows.animate.set_opacity(0.45), FadeIn(drops), run_time=1.5)
            self.play(FadeIn(heights.axes, large))

        with self.beat(
            "They flow, and none of them ever climbs. Follow the large one: its height only falls.",
            claim=all_fall(view, drops, heights, large, thick),
        ):
            self.add(heights.lines, thick)
            self.play(drops.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)

        with self.beat(where_they_end(found, drained), claim=all_have_ended(view, found, drained, drops, rings)):
            self.play(FadeOut(arrows, note, large), *map(Create, rings.rings), run_time=1.5)
            self.play(FadeIn(rings.numbers), drops.animate.set_time(SECONDS + 1), run_time=1)
        if len(set(homes[found.resting])) > 1:
            patches = basin_patches(view, drained, shades[:-1])
            with self.beat(colouring(found), claim=coloured_by_end(view, again, drained, shades)):
                self.play(FadeOut(drops, heights.lines, thick, tint), run_time=0.7)
                quiet = contours.animate.set_stroke(opacity=0.3)
                self.play(FadeIn(again, patches), quiet, run_time=1.5)

            with self.beat(
                "Every valley has its basin. What begins in a basin never leaves it.",
                claim=each_in_its_basin(view, again, patches, homes),
                poster=True,
            ):
                self.add(repeated.lines, lines)
                self.play(again.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)
                self.play(FadeIn(repeated.names), run_time=0.5)
        else:
            whole = Streamlines(view, found, colours)
            with self.beat(
                "Their ways are the streamlines of minus the gradient: they cross every contour at a right angle.",
                claim=square_to_contours(view, whole),
                poster=True,
            ):
                self.play(Create(whole), run_time=3)

        with self.beat(moral(found, drained)):
            if deepest is None:
                self.play(FadeOut(again if again in self.mobjects else drops), run_time=1)
            else:
                others = [patch.animate.set_opacity(0.06) for k, patch in enumerate(patches) if k != deepest]
                self.play(lines.animate.set_apart(homes == deepest), *others, run_time=1.5)
                self.play(Flash(view.at(*drained.valleys[deepest].point), color=view.theme.ink))
