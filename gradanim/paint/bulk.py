"""What all bulk mobjects share: thousands of things in one manim mobject, kept as arrays.

`points` holds every vertex, so whatever manim does to a mobject's points (shift, rotate, scale, apply_function,
copy, its cache) works on all of them at once. What manim does to colours, and how a mobject turns into another, is
here. A subclass says which of its attributes are numbers that may lie halfway between two mobjects (`blended`) and
which say what is connected to what (`fixed`), and turns itself into parts.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

import numpy as np
from manim import Group, ManimColor, Mobject
from manim.utils.color import ParsableManimColor
from manim.utils.paths import straight_path
from numpy.typing import ArrayLike

from .kernels.compiled import Array
from .parts import Parts

__all__ = ["Bulk", "Colours", "as_rgba", "bulk_members"]

Colours = ParsableManimColor | ArrayLike


def as_rgba(colours: Any, count: int) -> Array:
    """One colour, or one for each of `count` things, as an array (count, 4) of RGBA in 0..1.

    Args:
        colours: anything manim takes for a colour, a sequence of such, or an array (3), (4), (count, 3), (count, 4).
        count: how many colours are wanted.
    """
    if isinstance(colours, (str, int, ManimColor)):
        rows = np.array([ManimColor(colours).to_rgba()])
    elif len(colours) and isinstance(colours[0], (str, ManimColor)):
        rows = np.array([ManimColor(colour).to_rgba() for colour in colours])
    else:
        rows = np.atleast_2d(np.asarray(colours, float))
    if rows.ndim != 2 or rows.shape[1] not in (3, 4) or len(rows) not in (1, count):
        raise ValueError(f"{count} colours of 3 or 4 channels are needed, or one for all; not an array {rows.shape}")
    if rows.shape[1] == 3:
        rows = np.column_stack([rows, np.ones(len(rows))])
    return np.array(np.broadcast_to(rows, (count, 4)), float)


class Bulk(Mobject):
    """Many things of one kind as one mobject, painted in one pass.

    FadeIn, FadeOut, Transform, `.animate`, `become`, Create and updaters work. Put them into a `Group`: a `VGroup`
    takes only VMobjects. Two can be transformed into each other when they have equally many vertices.
    """

    blended: ClassVar[tuple[str, ...]] = ("rgba", "opacity", "reveal")
    fixed: ClassVar[tuple[str, ...]] = ()

    def __init__(self, points: ArrayLike, rgba: Array, *, opacity: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.points = np.array(points, float).reshape(-1, 3)
        self.rgba = rgba
        self.opacity = float(opacity)
        self.reveal = np.array([0.0, 1.0])  # which part is shown: Create lets the second number grow

    def parts(self) -> Parts:
        """What is to be painted now, in scene units."""
        raise NotImplementedError

    # How one becomes another

    def interpolate(
        self,
        mobject1: Mobject,
        mobject2: Mobject,
        alpha: float,
        path_func: Callable[[Any, Any, float], Any] = straight_path(),  # noqa: B008 - manim's own default
    ) -> Self:
        """As manim's, but points that do not move are not computed: fading thousands of them costs nothing."""
        if np.array_equal(mobject1.points, mobject2.points, equal_nan=True):
            if self.points.shape != mobject1.points.shape or alpha in (0, 1):
                self.points = mobject1.points.copy()
        else:
            self.points = path_func(mobject1.points, mobject2.points, alpha)
        return self.interpolate_color(mobject1, mobject2, alpha)

    def interpolate_color(self, mobject1: Mobject, mobject2: Mobject, alpha: float) -> Self:
        """Blend all numbers but the points; at the ends take over also what is connected to what."""
        for name in self.blended:
            a, b = getattr(mobject1, name), getattr(mobject2, name)
            if alpha in (0, 1) or np.shape(a) != np.shape(b):
                value = a if alpha < 0.5 else b
                setattr(self, name, np.array(value) if isinstance(value, np.ndarray) else value)
            elif a is not b:
                setattr(self, name, (1 - alpha) * a + alpha * b)
        if alpha in (0, 1):
            for name in self.fixed:
                setattr(self, name, getattr(mobject2 if alpha else mobject1, name))
        return self

    def align_points(self, mobject: Mobject) -> Self:
        """Only equal counts can be matched: nobody could say which of 300 arrows becomes which of 200."""
        if type(mobject) is not type(self) or len(mobject.points) != len(self.points):
            raise ValueError(
                f"{self!r} with {len(self.points)} vertices cannot be transformed into {mobject!r} with"
                f" {len(mobject.points)}: fade one out and the other in"
            )
        return self

    def pointwise_become_partial(self, mobject: "Bulk", a: float, b: float) -> Self:
        """Show the part from a to b, each in 0..1: this is what Create and Uncreate call."""
        self.reveal = np.array([a, b], float)
        return self

    # Colours

    def set_color(self, color: Any = "#ffffff", alpha: Any = None, family: bool = True) -> Self:
        """One colour for all, or an array with one for each vertex. Opacities stay."""
        self.rgba[:, :3] = as_rgba(color, len(self.rgba))[:, :3]
        return self

    def get_color(self) -> ManimColor:
        """The mean colour."""
        return ManimColor(self.rgba[:, :3].mean(axis=0))

    def set_opacity(self, opacity: float, family: bool = True) -> Self:
        """How opaque the whole is, 0..1, on top of what the single colours say."""
        self.opacity = float(opacity)
        return self

    def get_opacity(self) -> float:
        """How opaque the whole is, 0..1."""
        return self.opacity

    def fade(self, darkness: float = 0.5, family: bool = True) -> Self:
        """Take away this share of the opacity."""
        self.opacity *= 1.0 - darkness
        return self

    # Where it is: vertices that are nan are holes, and have no place

    def get_points_defining_boundary(self) -> Array:
        """All finite points."""
        return self.points[np.isfinite(self.points).all(axis=1)]

    def get_merged_array(self, array_attr: str) -> Array:
        """As manim's, but only the finite points: this is how a group asks where it is."""
        if array_attr == "points":
            return self.get_points_defining_boundary()
        merged: Array = super().get_merged_array(array_attr)
        return merged

    def reduce_across_dimension(self, reduce_func: Callable[[Any], float], dim: int) -> float | None:
        """As manim's, over the finite points."""
        finite = self.get_points_defining_boundary()
        return reduce_func(finite[:, dim]) if len(finite) else None


def bulk_members(mobject: Mobject) -> list[Bulk]:
    """The bulk mobjects in a mobject's family."""
    return [member for member in Group(mobject).get_family() if isinstance(member, Bulk)]
