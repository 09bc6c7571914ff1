"""Basins of attraction: minus the gradient leads down, and where to is decided by where you begin."""

from manim import PI, RIGHT, Create, FadeIn, FadeOut, Flash, ValueTracker, Write, linear

from gradanim import Domain
from gradanim.flows.basins import basins
from gradanim.stage import PlaneScene, arranged, claims, maps, marks, typeset

from .arrows import TurningArrows
from .basins import (
    basin_depths,
    basin_of_each,
    basin_patches,
    basin_rings,
    colours_of_basins,
    deepest_of,
    ground_without_colours,
    higher_of,
    insist_on_few,
)
from .claims import (
    all_fall,
    all_have_ended,
    coloured_by_end,
    each_in_its_basin,
    on_borders,
    orthogonal_to_contours,
    point_the_steepest_way,
    regions_are_basins,
    stands_higher,
)
from .edges import before_edges, down_the_edges
from .falling_heights import FallingHeights
from .particles import Streamlines, enlarged, longest_fall, particles
from .saddles import SaddleMarks
from .sentences import colouring, moral, noun, pathways, where_they_end
from .streams import quasirandom_points, streams

COUNT = 300
SECONDS = 6.0  # that all of them take to come to their ends


class DescentFlow(PlaneScene):
    """Hundreds of particles follow minus the gradient down, each to the valley in whose basin it began."""

    title = "Basins of attraction"
    composition = "half"
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
        ground, labels = contours.ground(), contours.height_labels()
        angle = ValueTracker(0.0)
        arrows, note = TurningArrows(view, angle.get_value), marks.directions_note(view)
        plain, followed = particles(view, found, SECONDS), longest_fall(view, found)
        followed_dot = enlarged(view, plain, followed)
        coloured = particles(view, found, SECONDS, colours)
        lines = Streamlines(view, found, colours, coloured)
        deepest = deepest_of(found, drainage)
        rings = basin_rings(view, drainage, deepest)

        panel = self.layout.panel
        known = typeset.definition(view, self.field, panel.inset(bottom=0.5 * panel.height))
        up, down = (typeset.formula(view, f"{{{{ {minus} nabla f : gradient }}}}", size=56) for minus in ("", "-"))
        arranged([known], panel.inset(bottom=0.5 * panel.height))
        arranged([down, note], panel.inset(bottom=0.5 * panel.height))
        up.scale(down.height / up.height).move_to(down, aligned_edge=RIGHT)
        ends = basin_depths(drainage, basin_colours)
        graph_box = panel.inset(bottom=0.25 * panel.height if panel.height > panel.width else 0.0)
        heights = FallingHeights(view, plain, graph_box, ends=ends)
        coloured_heights = FallingHeights(view, coloured, graph_box, colours, ends=ends)
        followed_line = heights.enlarged(followed)
        self.fixed_in_frame(known, up, down, note, heights, coloured_heights, followed_line)

        with self.beat(
            "Rain falls on this land. Where does the water go?",
            claim=claims.same_height(view, contours.longest),
        ):
            self.add(maps.PlaneFrame(view))
            self.play(FadeIn(ground), Create(contours, lag_ratio=0.1), Write(known), run_time=2.5)
            self.play(FadeIn(labels))

        with self.beat(
            "Where it is not zero, the gradient points the steepest way up.",
            claim=point_the_steepest_way(view, arrows, sign=1),
        ):
            self.play(FadeOut(known), FadeIn(arrows, note), FadeOut(labels), Write(up))

        with self.beat(
            "Turned over, it points the steepest way down.",
            claim=point_the_steepest_way(view, arrows, sign=-1),
        ):
            self.play(angle.animate.set_value(PI), FadeOut(up), FadeIn(down), run_time=2)

        with self.beat(f"Let {len(colours)} particles follow it, each from its own place."):
            self.play(arrows.animate.set_opacity(0.45), FadeIn(plain), run_time=1.5)

        with self.beat(
            "Their heights fall, and not one of them ever climbs.",
            claim=all_fall(view, plain, heights, followed_dot, followed_line),
        ):
            self.play(FadeOut(arrows, note, down), FadeIn(heights.axes, followed_dot), run_time=1)
            self.add(heights.lines, followed_line)
            self.play(plain.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)

        with self.beat(where_they_end(found, drainage), claim=all_have_ended(view, found, drainage, plain, rings)):
            self.play(FadeOut(followed_dot), *map(Create, rings.rings), run_time=1)
            self.play(FadeIn(rings.numbers), plain.animate.set_time(SECONDS + 1), run_time=1)

        if len(set(basin_of[basin_of >= 0])) > 1:
            patches, saddles = basin_patches(view, drainage, basin_colours[:-1]), SaddleMarks(view, drainage)
            grey = ground_without_colours(view, contours.levels)
            with self.beat("Back to the start. Where do the borders run?", hold=2):
                self.play(FadeOut(plain, heights.lines, followed_line), FadeIn(starts := plain.copy().set_time(0)))

            with self.beat(
                colouring(found, drainage),
                claim=[
                    coloured_by_end(view, coloured, drainage, basin_colours),
                    regions_are_basins(view, patches, drainage),
                ],
            ):
                self.add(grey)
                self.play(FadeOut(ground, starts), FadeIn(coloured, patches), run_time=1.5)

            with self.beat(
                f"Each {noun(drainage, 1)} has its basin of attraction, and no flow leaves it.",
                claim=each_in_its_basin(view, coloured, patches, basin_of),
                poster=True,
            ):
                self.add(coloured_heights.lines, lines)
                self.play(coloured.animate(rate_func=linear).set_time(SECONDS), run_time=SECONDS)
                self.play(FadeIn(coloured_heights.names), run_time=0.5)

            if len(saddles):
                with self.beat(
                    "The borders run through saddles: from there it goes down both ways.",
                    claim=on_borders(view, saddles, drainage),
                ):
                    self.play(lines.animate.set_apart(basin_of < -1), FadeIn(saddles, scale=2), run_time=1)
                self.remove(saddles)
        else:
            whole = Streamlines(view, found, colours)
            ways = [orthogonal_to_contours(view, whole, before_edges(found)), *down_the_edges(view, whole, found)]
            with self.beat(pathways(found), claim=ways, poster=True):
                self.play(Create(whole), run_time=3)

        yours = None if deepest is None else higher_of(found, drainage)
        both = [drainage.valleys[k] for k in (yours, deepest) if k is not None]
        ringed = both and not any(valley.long for valley in both)
        with self.beat(
            moral(found, drainage),
            claim=[stands_higher(view, rings, *(valley.point for valley in both))] if ringed else [],
        ):
            if yours is None:
                self.play(FadeOut(coloured if coloured in self.mobjects else plain), run_time=1)
            else:
                others = [patch.animate.set_opacity(0.12) for k, patch in enumerate(patches) if k != yours]
                self.play(lines.animate.set_apart(basin_of == yours), *others, run_time=1.5)
                self.play(Flash(view.at(*drainage.valleys[yours].point), color=view.theme.ink))
