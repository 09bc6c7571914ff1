"""Which places can be seen in a picture of a vector field."""

import numpy as np

from scenes.fields.shared.sight import CORNER, in_sight
from tests.test_field_scene import set_up


def test_places_are_in_sight_inside_the_picture_and_beside_what_is_written() -> None:
    with set_up() as scene:
        view = scene.view
        box = view.box
        drawn = [
            [box.left + 0.1, box.bottom + 0.1],
            [box.right + 0.1, box.bottom + 1],
            [box.left + CORNER[0] - 0.1, box.top - CORNER[1] + 0.1],
            [box.left + CORNER[0] + 0.1, box.top - 0.1],
            [box.left + 0.1, box.top - CORNER[1] - 0.1],
        ]
        places = view.where(np.column_stack([drawn, np.zeros(5)]))
        assert in_sight(view, places).tolist() == [True, False, False, True, True]
        assert in_sight(view, places, corner=False).tolist() == [True, False, True, True, True]
        assert in_sight(view, places, off=0.2).tolist() == [False] * 5
        assert not in_sight(view, [np.nan, 0.0])
