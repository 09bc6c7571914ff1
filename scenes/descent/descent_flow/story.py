"""What the gradient is for: turned over, it leads down, from everywhere at once."""

from manim import PI, RIGHT, Create, FadeIn, FadeOut, Flash, ValueTracker, Write, linear

from gradanim import Domain
from gradanim.flows.basins import basins
from gradanim.stage import PlaneScene, arranged, claims, maps, marks, plots, typeset

from .arrows import TurningArrows
from .basins import (
    basin_depths,
    basin_of_each,
    basin_patches,
    basin_rings,
    colours_of_basins,
    deepest_of,
    insist_on_few,
)
from .claims import (
    all_fall,
    all_have_ended,
    coloured_by_end,
    each_in_its_basin,
    orthogonal_to_contours,
    point_the_steepest_way,
)
from .edges import before_edges, down_the_edges
from .falling_heights import FallingHeights
from .particles import Streamlines, enlarged, longest_fall, particles
from .sentences import colouring, moral, pathways, where_they_end
from .streams import quasirandom_points, streams

COUNT = 300
SECONDS = 7.0  # that all of them take to come to their ends


class DescentFlow(PlaneScene):
    """Hundreds of particles follow minus the gradient down, each to the valley in whose basin it began."""

    title = "All ways lead down"
    f = "sin(2x + y) + cos(2y - x) + x^2/6 + y^2/4"
    domain = Domain(-3.3, 3.3, -2.3, 2.3)

    def construct(self):
        view = self.view
        drainage = basins(self.field)
        insist_on_few(drainage, self.shot.at or self.field.domain.centre)
        found = streams(self.field, quasirandom_points(self.field, COUNT))
        basin_colours = colours_of_basins(view, drainage)
        basin_of = basin_of_each(found, drainage)
        colours = basin_colours[basin_of]

        contours = maps.ContourMap(view)
        tint, labels = contours.ground(), contours.height_labels()
        angle = ValueTracker(0.0)
        arrows, note = TurningArrows(view, angle.get_value), marks.directions_note(view)
        plain, followed = particles(view, found, SECONDS), longest_fall(view, found)
        followed_dot = enlarged(view, plain, followed)
        coloured = particles(view, found, SECONDS, colours)
        lines = Streamlines(view, found, colours, coloured)
        deepest = deepest_of(found, drainage)
        rings = basin_rings(view, drainage, deepest)

        text_box, graph_box = plots.split_panel(self.layout.panel, share=0.6)
        known = typeset.definition(view, self.field, text_box.inset(bottom=0.5 * text_box.height))
        up, down = (typeset.formula(view, f"{{{{ {minus} nabla f : gradient }}}}", size=56) for minus in ("", "-"))
        arranged([known, down, note], text_box.inset(bottom=0.15))
        up.scale(down.height / up.height).move_to(down, aligned_edge=RIGHT)
        ends = basin_depths(drainage, basin_colours)
        heights = FallingHeights(view, plain, graph_box, ends=ends)
        coloured_heights = FallingHeights(view, coloured, graph_box, colours, ends=ends)
        followed_line = heights.enlarged(followed)
        self.fixed_in_frame(known, up, down, note, heights, coloured_heights, followed_line)

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
            self.play(arrows.animate.set_opacity(0.45), FadeIn(plain), run_time=1.5)
            self.play(FadeIn(heights.axes, followed_dot))

        with self.beat(
            "They flow, and none of them ever climbs. Follow the large one: its height only falls.",
            claim=all_fall(view, plain, heights, followed_dot, followed_line),
        ):
            self.add(heights.lines, followed_line)
            self.play(plain.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)

        with self.beat(where_they_end(found, drainage), claim=all_have_ended(view, found, drainage, plain, rings)):
            self.play(FadeOut(arrows, note, followed_dot), *map(Create, rings.rings), run_time=1.5)
            self.play(FadeIn(rings.numbers), plain.animate.set_time(SECONDS + 1), run_time=1)
        if len(set(basin_of[found.resting])) > 1:
            patches = basin_patches(view, drainage, basin_colours[:-1])
            with self.beat(colouring(found), claim=coloured_by_end(view, coloured, drainage, basin_colours)):
                self.play(FadeOut(plain, heights.lines, followed_line, tint), run_time=0.7)
                quiet = contours.animate.set_stroke(opacity=0.3)
                self.play(FadeIn(coloured, patches), quiet, run_time=1.5)

            with self.beat(
                "Every valley has its basin. What begins in a basin never leaves it.",
                claim=each_in_its_basin(view, coloured, patches, basin_of),
                poster=True,
            ):
                self.add(coloured_heights.lines, lines)
                self.play(coloured.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)
                self.play(FadeIn(coloured_heights.names), run_time=0.5)
        else:
            whole = Streamlines(view, found, colours)
            ways = [orthogonal_to_contours(view, whole, before_edges(found)), *down_the_edges(view, whole, found)]
            with self.beat(pathways(found), claim=ways, poster=True):
                self.play(Create(whole), run_time=3)

        with self.beat(moral(found, drainage)):
            if deepest is None:
                self.play(FadeOut(coloured if coloured in self.mobjects else plain), run_time=1)
            else:
                others = [patch.animate.set_opacity(0.06) for k, patch in enumerate(patches) if k != deepest]
                self.play(lines.animate.set_apart(basin_of == deepest), *others, run_time=1.5)
                self.play(Flash(view.at(*drainage.valleys[deepest].point), color=view.theme.ink))
