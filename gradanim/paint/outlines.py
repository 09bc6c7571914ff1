"""The outlines of what stands still, as Cairo keeps them: letters, mostly, which are laid out again in every frame."""

from collections.abc import Callable
from weakref import WeakKeyDictionary

import cairo
from manim import VMobject

from .kernels.compiled import Array
from .rounding import rounded

__all__ = ["Outlines"]


class Outlines:
    """Remembers the path of every vector mobject from one frame to the next, for as long as its points stay.

    Handing Cairo a path that it has made before takes a tenth of the time of telling it curve by curve, and makes the
    same one: Cairo rounds points to 1/256 of a pixel, and what it has rounded stays where it is. What fades in or out
    is reckoned anew for every frame, and stays where it is but for the last digits. With slots instead of a `__dict__`,
    which manim would hash for the names of its cached films.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[VMobject, tuple[bytes, cairo.Matrix, cairo.Path | None]]
        self._known = WeakKeyDictionary()

    def lay(
        self, context: "cairo.Context[cairo.Surface]", mobject: VMobject, points: Array, draw: Callable[[], object]
    ) -> None:
        """Make the outline of a mobject the context's path.

        Args:
            points: of the mobject, as they are drawn.
            draw: does it from scratch.
        """
        now, scale = rounded(points).tobytes(), context.get_matrix()
        known = self._known.get(mobject)
        if known is None or known[0] != now or known[1] != scale:
            self._known[mobject] = now, scale, None  # what moves is not worth a copy
            draw()
        elif known[2] is None:
            draw()
            self._known[mobject] = now, scale, context.copy_path()
        else:
            context.new_path()
            context.append_path(known[2])
