"""What the rest of a story depends on, as a digest: the picture, and what the story has names for."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from manim import Mobject

from gradanim.paint.imprint import Imprint


def digest(made_by: str, scene: Any, known: Mapping[str, Any]) -> str:
    """The same where a story would go on in the same way, as far as that can be seen.

    Args:
        made_by: what else decides the pictures.
        scene: as it is played.
        known: the story's names, and what they mean.
    """
    imprint = Imprint(made_by)
    imprint.moment(scene.camera, scene.mobjects)
    for name, value in sorted(known.items()):
        imprint.note(name)
        if isinstance(value, Mobject):
            for part in value.get_family():
                imprint.note(type(part).__name__)
                imprint.arrays(part.points)
        elif isinstance(value, (bool, int, float, str, tuple, np.ndarray)):
            imprint.note(repr(value))
    return imprint.key
