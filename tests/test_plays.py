"""What appears in a picture is drawn where it is now, and who jumps is remarked."""

from typing import Any

import numpy as np
import pytest
from manim import Create, FadeIn, Mobject, Square, Succession, tempconfig

from gradanim.records.shot import Shot
from gradanim.stage import PlaneScene, maps, marks, typeset

FROM, TO = (0.5, 0.5), (2.0, 1.0)
AWAY = 0.45  # scene units: the mark of a right angle is smaller than that, and the way far longer


class Walks(PlaneScene):
    """A walker goes on while nothing else is in the picture; then the things that follow it appear."""

    f = "x^2 + 3*y"
    start = FROM

    def appear(self, walker: marks.Walker, things: list[Any]) -> None:
        """How they do."""

    def construct(self) -> None:
        view = self.view
        walker = marks.Walker(view, self.at)
        arrow = marks.gradient_arrow(view, walker)
        things = [marks.right_angle(view, arrow), arrow, maps.ContourThrough(view, walker)]
        self.seen: list[tuple[float, ...]] = []
        with self.beat("Walk.", hold=0.1):
            self.add(walker)
            self.play(walker.follow(np.array([FROM, TO])), run_time=0.3)
        self.probe = Square().set_opacity(0).add_updater(lambda probe: self.look(walker, things))
        with self.beat("Stand.", hold=0.1):
            self.add(self.probe)
            self.appear(walker, things)

    def look(self, walker: Mobject, things: list[Any]) -> None:
        """How far each of them is from the walker, if it has been drawn."""
        place = walker.points[0]
        seen = set(self.get_mobject_family_members())
        drawn = [np.vstack([part.points for part in thing.get_family() if len(part.points)] or [[place]])
                 for thing in things if thing in seen]  # fmt: skip
        self.seen.append(tuple(float(np.linalg.norm(points - place, axis=1).min()) for points in drawn))


class AtOnce(Walks):
    def appear(self, walker: marks.Walker, things: list[Any]) -> None:
        square, arrow, contour = things
        self.play(Create(square), FadeIn(arrow, contour), run_time=0.5)


class Grows(Walks):
    def appear(self, walker: marks.Walker, things: list[Any]) -> None:
        square, arrow, contour = things
        self.play(FadeIn(contour), arrow.grow(), Create(square), run_time=0.5)


class OneByOne(Walks):
    def appear(self, walker: marks.Walker, things: list[Any]) -> None:
        square, arrow, contour = things
        self.play(Succession(FadeIn(contour), FadeIn(arrow), FadeIn(square)), run_time=0.6)


class Added(Walks):
    def appear(self, walker: marks.Walker, things: list[Any]) -> None:
        self.add(*things)
        self.look(walker, things)
        self.wait(0.2)


def told(kind: type[Any]) -> Any:
    options = {"pixel_width": 160, "pixel_height": 90, "frame_rate": 10, "dry_run": True, "progress_bar": "none"}
    with tempconfig(options):
        scene = kind(Shot(kind.__name__))
        scene.render()
    return scene


@pytest.mark.parametrize("kind", [AtOnce, Grows, OneByOne, Added])
def test_what_appears_is_drawn_where_it_is_now(kind: type[Walks]) -> None:
    film = told(kind)
    assert max(len(distances) for distances in film.seen) == 3
    assert max(distance for distances in film.seen for distance in distances) < AWAY


def test_the_name_of_an_arrow_that_grows_has_a_place() -> None:
    class Names(Walks):
        def appear(self, walker: marks.Walker, things: list[Any]) -> None:
            self.name = typeset.Label(self.view, "nabla f", at=marks.at_tip(things[1]))
            self.play(things[1].grow(), FadeIn(self.name), run_time=0.3)

    assert np.isfinite(told(Names).name.get_all_points()).all()


@pytest.mark.parametrize(("way", "says"), [([TO, FROM], []), ([FROM, TO], ["a walker jumps by "])])
def test_a_walker_that_begins_elsewhere_than_where_it_stands_is_remarked(way: Any, says: list[str]) -> None:
    class Goes(Walks):
        def appear(self, walker: marks.Walker, things: list[Any]) -> None:
            self.play(walker.follow(np.array(way)), run_time=0.3)

    film = told(Goes)
    assert [jump[: len("a walker jumps by ")] for jump in film.jumps] == says
