"""Walks that go side by side: each of them is to be seen."""

import numpy as np

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.optimizer_race.optimizers import optimizers
from scenes.descent.shared.race import Race

STEPS = 60


def test_no_walk_of_a_race_hides_another() -> None:
    field, start = Field("100(y - x^2)^2 + (1 - x)^2", Domain(-2, 2, -0.75, 2.25)), (-1.2, 1.0)
    view, colours = View.fit(field, THEMES["night"], Box(-6, 0, -2, 2)), THEMES["night"].runners
    walks = [optimizer.run(field, start, STEPS) for optimizer in optimizers(field, start, STEPS)]
    race = Race(view, Box(2, 6, -3, 1), walks, list("abcde"), colours, steps=STEPS)
    lines = [max(part.z_index for part in (track.line, track.dots)) for track in race.tracks]
    heads = [track.head.z_index for track in race.tracks]
    lengths = [np.linalg.norm(np.diff(walk.points, axis=0), axis=1).sum() for walk in walks]
    assert list(np.argsort(lines)) == list(np.argsort(lengths)[::-1])
    assert max(lines) < min(heads)
    assert max(heads) < 2  # what is named on the map stands above
    assert heads == sorted(heads)  # the smaller ones lie on the larger ones


def test_a_marked_step_says_what_happens_there() -> None:
    view = View.fit(Field("x^2 + y^2"), THEMES["night"], Box(-6, 0, -2, 2))
    walks = [optimizer.run(view.field, (1.0, 0.5), STEPS) for optimizer in optimizers(view.field, (1.0, 0.5), STEPS)]
    graph = Race(view, Box(2, 6, -3, 1), walks, list("abcde"), THEMES["night"].runners, steps=STEPS).graph
    (line, plain), (_, said) = graph.step_mark(20), graph.step_mark(20, said="at rest:")
    assert np.allclose(line.get_start(), graph.at(20, graph.y.low))
    assert said.width > plain.width + 0.5
