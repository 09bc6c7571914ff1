"""The graph of heights: curves that fall out of it, and names that never stand on each other."""

import numpy as np
import pytest

from gradanim.fields.typed import Field
from gradanim.records.theme import THEMES
from gradanim.stage.frame.layout import Box
from gradanim.stage.frame.view import View
from scenes.descent.shared.height_graph import HeightGraph

TEXT, START, BOARD = "x^2/4 + y^2 + x*y/5", (-2.0, 0.4), Box(2, 6, -3, 1)


def test_a_curve_that_falls_out_of_the_graph_ends_on_its_border() -> None:
    view = View.fit(Field(TEXT), THEMES["night"], Box(-6, 0, -2, 2))
    known = 10.0 ** np.array([0.0, -1, -2, -4, -9, -11])
    graph = HeightGraph(view, BOARD, [known, np.ones(6)], ["fast", "slow"], THEMES["night"].runners[:2], floor=0.0)
    curve = graph.curve(known, 5, THEMES["night"].ink)
    drawn = curve.points[np.isfinite(curve.points).all(axis=1)]
    assert len(drawn) == 5
    np.testing.assert_allclose(graph.where(drawn[:4])[:, 1], known[:4], rtol=1e-9)
    assert drawn[4][1] == pytest.approx(graph.area.bottom)
    assert 3 < graph.where(drawn[4])[0] < 4


def test_names_stand_beside_their_ends_and_never_on_each_other() -> None:
    view = View.fit(Field(TEXT), THEMES["night"], Box(-6, 0, -2, 2))
    heights = [np.linspace(1, end, 6) for end in (0.0, 0.01, 0.02, 0.9, 0.5)]
    graph = HeightGraph(view, BOARD, heights, list("abcde"), THEMES["night"].runners)
    ups = np.array([name[1].get_center()[1] for name in graph.names])
    assert np.diff(np.sort(ups)).min() >= 0.29
    assert list(np.argsort(ups)) == [0, 1, 2, 4, 3]
    assert all(name.get_left()[0] > graph.area.right for name in graph.names)
    assert all(name.get_right()[0] < BOARD.right + 0.02 for name in graph.names)
