"""Films about fields that nobody typed: a terrain of measured heights, and a function that a program computes."""

from pathlib import Path

import numpy as np
import pytest

import gradanim
from gradanim import Domain, Refusal, SampledField
from gradanim.fields.standing import default_point, standing
from gradanim.records.clip import BeatRecord
from gradanim.records.shot import Shot
from gradanim.studio.film import rehearse
from tests.tiny import told_in

STORIES = '''
from pathlib import Path

import numpy as np
from manim import Create, FadeIn, Write, linear

import gradanim
from gradanim import CallableField, Domain, SampledField, gradient_flow
from gradanim.stage import PlaneScene, RoomScene, SpaceScene, claims, maps, marks, space


def terrain():
    with np.load(Path(gradanim.__file__).parent / "data" / "terrain.npz") as file:
        return SampledField(file["heights"], Domain(*file["borders"]), name="h")


class Hike(PlaneScene):
    """From a valley of the Cumberland Mountains, straight up."""

    title = "A hike"
    start = (14.0, 9.0)

    def make_field(self):
        return terrain()

    def construct(self):
        view = self.view.fit_arrow_at(self.at)
        contours = maps.ContourMap(view)
        walker = marks.Walker(view, self.at)
        uphill, contour = marks.gradient_arrow(view, walker), maps.ContourThrough(view, walker)
        walk = gradient_flow(self.field, self.at)
        place, height, note = maps.place_of(view, walker), maps.height_of(view, walker), marks.scale_note(view)
        self.fill_panel(place, height, note)
        with self.beat("A map of measured heights.", claim=claims.same_height(view, contours.longest)):
            self.play(FadeIn(contours.ground()), Create(contours))
        with self.beat(
            "The steepest way up crosses the contour squarely.",
            claim=[
                claims.orthogonal(uphill, contour),
                claims.is_gradient(view, uphill),
                claims.as_long_as_stated(view, walker, uphill, note),
            ],
        ):
            self.add(maps.PlaneFrame(view), walker, place, height, note)
            self.play(Create(contour), uphill.grow())
        with self.beat("And so it goes on.", claim=claims.orthogonal(uphill, contour, throughout=True)):
            self.play(walker.follow(walk.points, rate_func=linear), run_time=2)


class Ground(SpaceScene):
    """The same ground, from aside."""

    start = None

    def make_field(self):
        return terrain()

    def construct(self):
        view = self.view
        ground = space.surface(view)
        with self.beat("The ground.", claim=claims.on_the_surface(view, ground)):
            self.play(FadeIn(space.SpaceFrame(view), ground))


def log_density(x, y):
    """Of two clusters, one of them three times as wide as high."""
    return np.logaddexp(-((x - 1) ** 2) - (y - 0.5) ** 2, -((x + 1.2) ** 2) / 6 - (y + 0.6) ** 2 * 1.5 - 0.7)


class Density(PlaneScene):
    """To where a log-density is highest."""

    title = "Likelier and likelier"
    domain = Domain(-4, 3, -2.5, 2.5)
    start = (2.0, -1.0)

    def make_field(self):
        return CallableField(log_density, self.domain, name="ell")

    def construct(self):
        view = self.view.fit_arrow_at(self.at)
        contours, walker = maps.ContourMap(view), marks.Walker(view, self.at)
        arrows = marks.gradient_quiver(view, lengths="directions")
        uphill, contour = marks.gradient_arrow(view, walker), maps.ContourThrough(view, walker)
        walk = gradient_flow(self.field, self.at)
        steepest = maps.steepness_of(view, walker)
        self.fill_panel(maps.height_of(view, walker), steepest)
        with self.beat("Where the data are likely.", claim=claims.same_height(view, contours.longest)):
            self.play(FadeIn(contours.ground(), arrows), Create(contours))
        with self.beat(
            "The gradient of the log-density, the score.",
            claim=[claims.orthogonal(uphill, contour), claims.is_gradient(view, uphill)],
        ):
            self.play(FadeIn(walker, steepest), Create(contour), uphill.grow())
        with self.beat("It leads to a mode."):
            self.play(walker.follow(walk.points, rate_func=linear), run_time=2)


class Told(Density):
    def construct(self):
        self.fill_panel(self.definition())


class Cloud(RoomScene):
    """A log-density in space."""

    def make_field(self):
        return CallableField(lambda x, y, z: -(x**2) - y**2 / 2 - z**2 / 3, self.domain, variables=self.variables)

    def construct(self):
        value = float(self.field(*self.at))
        with self.beat("All that is as likely."):
            self.play(FadeIn(space.level_surface(self.view, value)))
'''


@pytest.fixture(scope="module", autouse=True)
def stories(tmp_path_factory: pytest.TempPathFactory) -> object:
    with told_in(tmp_path_factory.mktemp("own"), STORIES) as folder:
        yield folder


def false(beats: tuple[BeatRecord, ...]) -> list[str]:
    return [f"{f.name}: {f.expected:g}, measured {f.measured:g}" for b in beats for f in b.findings if not f.holds]


@pytest.mark.parametrize(("scene", "proved"), [("Hike", 5), ("Density", 3), ("Ground", 1), ("Cloud", 0)])
def test_a_film_about_a_field_that_was_not_typed_is_told_and_true(scene: str, proved: int) -> None:
    beats = rehearse(Shot(scene, quality="l"))
    assert false(beats) == []
    assert sum(len(beat.findings) for beat in beats) == proved


def test_a_place_and_a_domain_can_be_typed_for_it() -> None:
    domain = Domain(5, 20, 5, 16)
    assert false(rehearse(Shot("Hike", quality="l", at=(12.0, 12.0), domain=domain))) == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"at": (40.0, 40.0), "domain": Domain(30, 50, 30, 50)}, r"h\(x, y\).* is undefined at \(40, 40\)"),
        ({"at": (1.0, 1.0), "domain": Domain(5, 20, 5, 16)}, "outside the domain"),
        ({"domain": Domain(30, 50, 30, 50)}, "flat or undefined everywhere"),
        ({"domain": Domain(0, 20, 0, 1)}, "a strip"),
    ],
)
def test_what_makes_no_film_of_a_terrain_is_refused_with_the_reason(options: dict[str, object], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        rehearse(Shot("Hike", quality="l", **options))  # type: ignore[arg-type]  # each has its own type


def test_a_word_that_prints_a_formula_asks_for_a_typed_one() -> None:
    with pytest.raises(Refusal, match=r"ell\(x, y\), given by a program, has no formula"):
        rehearse(Shot("Told", quality="l"))


def test_the_terrain_is_a_ground_in_metres_over_kilometres() -> None:
    with np.load(Path(gradanim.__file__).parent / "data" / "terrain.npz") as file:
        ground = SampledField(file["heights"], Domain(*file["borders"]), name="h")
    assert ground.values.shape == (100, 120)
    assert 200 < ground.values.min() < ground.values.max() < 1100
    place = default_point(ground)
    assert place is not None
    assert standing(ground, place) == "good"
