"""ConservativeField: paths with the work they are known to have, and claims that are false once the picture is."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from manim import RIGHT, UP, tempconfig

from gradanim.errors import Refusal
from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.fields.vector import GradientField, VectorField
from gradanim.records.shot import Shot
from gradanim.records.theme import THEMES
from gradanim.stage import View, typeset
from gradanim.stage.claims.claim import Claim
from gradanim.stage.frame.layout import Box
from gradanim.studio.film import rehearse
from scenes.fields.conservative_field import claims, reasons
from scenes.fields.conservative_field.domains import bordered, domain_named
from scenes.fields.conservative_field.holes import AROUND, BESIDE, HOLE, loop
from scenes.fields.conservative_field.paths import between, chosen_paths, paths_between, work_along
from scenes.fields.conservative_field.potential import difference_by_formula, potential_of
from scenes.fields.conservative_field.story import ConservativeField

NAME = "ConservativeField"
VORTEX, SADDLE = VectorField("-y, x"), VectorField("y, x")
ROUND, OUT = VectorField("-y/(x^2 + y^2), x/(x^2 + y^2)"), VectorField("x/(x^2 + y^2), y/(x^2 + y^2)")


def holds(claim: Claim) -> bool:
    expected = claim.expected() if callable(claim.expected) else claim.expected
    return bool(claim.missed(expected, claim.measure()) <= claim.tolerance)


def test_all_paths_lead_from_a_to_b_and_none_is_another() -> None:
    lines = paths_between((-1.0, 0.5), (2.0, 1.0))
    for line in lines:
        assert line[0] == pytest.approx([-1, 0.5])
        assert line[-1] == pytest.approx([2, 1])
    assert all(np.abs(one - other).max() > 0.3 for one, other in ((lines[0], lines[1]), (lines[0], lines[2])))


def test_work_is_what_is_known_of_it() -> None:
    paths = between(SADDLE, (-1.0, 0.5), (2.0, 1.0))
    assert [work[-1] for work in paths.works] == pytest.approx([2.5] * 3, abs=1e-6)  # of x y
    work, size = work_along(ROUND, loop(*AROUND))
    assert (work[-1], size) == pytest.approx((2 * np.pi, 2 * np.pi), abs=1e-5)
    assert work_along(ROUND, loop(*BESIDE))[0][-1] == pytest.approx(0, abs=1e-5)


def test_work_across_a_pole_is_not_known() -> None:
    assert np.isnan(work_along(VectorField("1/x, 0"), np.linspace((-1.0, 0.3), (1.3, 0.3), 200))[1])
    with pytest.raises(ValueError, match="not known on every path"):
        between(VectorField("sqrt(x), y"), (-1.0, 0.0), (1.0, 0.0))


@pytest.mark.parametrize("field", [SADDLE, GradientField(Field("exp(x) + y")), OUT], ids=["saddle", "typed f", "hole"])
def test_on_chosen_paths_a_conservative_field_does_equal_work_that_is_seen(field: Any) -> None:
    paths = chosen_paths(field, field.domain, None, differ=False)
    assert np.ptp([work[-1] for work in paths.works]) < 1e-3 * paths.sizes[0]
    assert paths.gain > 0.2
    assert difference_by_formula(field, paths.a, paths.b) == pytest.approx(
        paths.works[0][-1], abs=1e-3 * paths.sizes[0]
    )
    assert all(tuple(place) in field.domain for line in paths.lines for place in line)


@pytest.mark.parametrize("text", ["floor(x), y", "1/x, y"])
def test_both_ends_lie_in_one_piece_of_the_domain(text: str) -> None:
    field = VectorField(text)
    paths = chosen_paths(field, field.domain, None, differ=False)
    assert difference_by_formula(field, paths.a, paths.b) == pytest.approx(field.work(paths.a, paths.b), abs=1e-6)
    assert paths.works[0][-1] == pytest.approx(field.work(paths.a, paths.b), abs=0.01 * paths.sizes[0])  # across jumps


@pytest.mark.parametrize("text", ["y, x", "1, 0", "-1, 0", "-x, 2"])
def test_paths_go_with_the_field_where_some_do(text: str) -> None:
    field = VectorField(text)
    assert not chosen_paths(field, field.domain, None, differ=False).goes_back


@pytest.mark.parametrize("text", ["-y, x", "y, 0", "0, x^2", "floor(y), 0"])
def test_chosen_paths_differ_where_a_field_is_not_conservative(text: str) -> None:
    field = VectorField(text)
    paths = chosen_paths(field, Domain(-3, 1, -2, 2), None, differ=True)
    assert paths.difference > 0.06
    assert max(line[:, 0].max() for line in paths.lines) < 1


def test_paths_begin_at_the_place_that_was_typed() -> None:
    assert chosen_paths(VORTEX, VORTEX.domain, (2.0, 1.0), differ=True).a == (2.0, 1.0)
    assert chosen_paths(VORTEX, Domain(-3, 1, -2, 2), (2.0, 1.0), differ=True).a == (2.0, 1.0)  # beside the bars


def test_where_there_are_no_paths_that_is_said_with_the_cure() -> None:
    islands = VectorField("sqrt(sin(9x)*sin(9y) - 0.5), 1")
    with pytest.raises(Refusal, match=r"no two places .* --domain"):
        chosen_paths(islands, islands.domain, None, differ=False)
    small = VectorField("exp(-4000*(x^2 + y^2)) + 1, 0")
    with pytest.raises(Refusal, match=r"too little to be seen: .* --domain .* leave out \(1, 0\)"):
        chosen_paths(small, small.domain, None, differ=True)
    wind = VectorField("1000 - y, x + 20")
    with pytest.raises(Refusal, match=r"leave out \(1e\+03, 20\), which does equal work on all paths"):
        chosen_paths(wind, wind.domain, None, differ=True)


def test_curl_between_two_paths_is_the_difference_of_the_work() -> None:
    for field in (VORTEX, VectorField("y^2, x*y")):
        paths = between(field, (-1.0, 0.2), (1.2, 0.4))
        due = paths.works[1][-1] - paths.works[0][-1]
        assert reasons.curl_between(field, *paths.lines[:2]) == pytest.approx(due, rel=0.01)


def test_the_reason_is_the_curl_or_a_hole_or_neither() -> None:
    floor = VectorField("floor(y), 0")
    across = (between(VORTEX, (-1.5, 0.0), (1.5, 0.0)), between(ROUND, (-1.5, 0.03), (1.5, 0.03)))
    paths = (*across, chosen_paths(floor, floor.domain, None, differ=True))
    said = [reasons.reason_between(field, path) for field, path in zip((VORTEX, ROUND, floor), paths, strict=True)]
    assert said == [(reasons.CURL, True), (reasons.HOLE, False), (reasons.LEFT, False)]


@pytest.mark.parametrize("field", [SADDLE, OUT, GradientField(Field("x^2 y"))], ids=["typed", "hole", "gradient"])
def test_a_potential_has_the_field_as_its_gradient(field: Any) -> None:
    f, (x, y) = potential_of(field, field.domain), np.random.default_rng(2).uniform(0.3, 1.5, (2, 20))
    h = 1e-3
    slopes = [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)]
    assert np.array(slopes) == pytest.approx(field(x, y), abs=1e-4)


def drawn(field: VectorField) -> SimpleNamespace:
    """Paths through a field as they are drawn when everybody has arrived, in a scene that is not played."""
    shot = Shot(NAME, quality="l", field=field.text)
    (width, height), (across, up) = shot.pixels, shot.frame_size
    sizes = {"pixel_width": width, "pixel_height": height, "frame_width": across, "frame_height": up}
    with tempconfig({"dry_run": True, **sizes}):
        scene = ConservativeField(shot)
        scene.setup()
        view = scene.view
        paths = between(field, (-1.5, 0.0), (1.0, 0.6))
        trip = scene.journey(view, field, paths)
        for gone in trip.gone:
            gone.set_value(1.0)
        for moving in (*trip.lines, *trip.bars.bars):
            moving.update().clear_updaters()
        number = typeset.Readout(view, "f", paths.works[0][-1])
        border, name = bordered(view, field.domain), typeset.formula(view, "D")
        due = difference_by_formula(SADDLE, paths.a, paths.b)
        of_number = claims.is_potential_difference(number, trip.bars, lambda: due)
        made = {
            "work": claims.bars_are_work(view, field, trip.lines, trip.bars),
            "equal": claims.bars_are_equal(trip.bars, 3),
            "differ": claims.bars_differ(trip.bars),
            "curl": claims.difference_is_curl(view, field, trip.lines, trip.bars),
            "number": of_number[0],
            "potential": of_number[1],
            "domain": claims.no_loop_turns(view, field, border, name),
        }
        return SimpleNamespace(trip=trip, number=number, border=border, claims=made)


def failing(made: SimpleNamespace) -> set[str]:
    return {name for name, claim in made.claims.items() if not holds(claim)}


def test_what_is_claimed_of_bars_and_paths_holds_until_they_are_spoiled() -> None:
    assert failing(drawn(SADDLE)) == {"differ"}
    assert failing(drawn(VORTEX)) == {"equal", "potential", "domain"}
    higher, aside, misread = (drawn(SADDLE) for _ in range(3))
    higher.trip.bars.bars[1].points[:, 1] += 0.3
    higher.trip.bars.bars[1].points[0] = higher.trip.bars.bars[1].points[-1] = higher.trip.bars.zero
    assert failing(higher) >= {"work", "equal"}
    aside.trip.lines[1].shift(0.3 * UP + 0.2 * RIGHT)
    assert "work" in failing(aside)
    misread.number.value = misread.number.value + 0.1
    assert failing(misread) == {"differ", "number", "potential"}


def test_a_domain_with_a_hole_is_told_by_the_loops_in_it() -> None:
    assert "domain" not in failing(drawn_in_hole(OUT))
    assert "domain" in failing(drawn_in_hole(ROUND))


def drawn_in_hole(field: VectorField) -> SimpleNamespace:
    made = SimpleNamespace(claims={})
    shot = Shot(NAME, quality="l", field=field.text)
    with tempconfig({"dry_run": True}):
        scene = ConservativeField(shot)
        scene.setup()
        border = bordered(scene.view, field.domain)
        name = typeset.formula(scene.view, "D")
        made.claims["domain"] = claims.no_loop_turns(scene.view, field, border, name)
        around = scene.loops(scene.view, field).plans[1]
        assert holds(claims.goes_round(scene.view, around, HOLE, times=1))
        assert not holds(claims.goes_round(scene.view, around, (2.5, 1.5), times=1))
    return made


def test_a_field_without_a_potential_is_never_called_conservative() -> None:
    beats = rehearse(Shot(NAME, field="y, 0", quality="l"))
    assert [beat.caption for beat in beats[1:3]] == ["Add up its push along each path: they differ.", reasons.CURL]
    assert all(finding.holds for beat in beats for finding in beat.findings)


def test_a_field_that_cannot_be_judged_is_refused() -> None:
    with pytest.raises(Refusal, match="too fast to tell: give a smaller domain, such as a --domain"):
        rehearse(Shot(NAME, field="floor(12x), floor(12y)", quality="l"))


@pytest.mark.parametrize(
    ("text", "said"),
    [("y, x", ["[-3, 3] times [-2, 2]"]), ("1/x, y", ["[-3, 3] times [-2, 2]", '"where it is smooth"'])],
)
def test_the_domain_is_named_with_its_holes(text: str, said: list[str]) -> None:
    view = View.fit(Field("x"), THEMES["night"], Box(-3, 3, -2, 2))
    lines = domain_named(view, VectorField(text).is_conservative)
    assert [line.typst_code.strip("$ ") for line in lines] == ['"conservative on"', *said]
