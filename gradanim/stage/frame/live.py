"""Parameters that may move: a value, or a function that says it; and mobjects that follow them."""

from collections.abc import Callable
from typing import SupportsFloat, TypeVar

from manim import Mobject

T = TypeVar("T")
M = TypeVar("M", bound=Mobject)

Point = tuple[float, ...]  # of the plane, or of space
Live = Point | Callable[[], Point]  # a fixed point, or one that moves
LiveNumber = SupportsFloat | Callable[[], SupportsFloat]


def now(value: T | Callable[[], T]) -> T:
    """A parameter's value at this moment: the value itself, or what the function says."""
    return value() if callable(value) else value


def now_number(value: LiveNumber) -> float:
    """A number at this moment."""
    return float(value() if callable(value) else value)


def redrawn(mobject: M, draw: Callable[[M], None]) -> M:
    """Draw a mobject now and again in every frame.

    While an animation runs, manim moves the mobject between two copies of it. Those carry its updaters too, and have to
    hold still.
    """

    def update(other: Mobject) -> None:
        if other is mobject:
            draw(mobject)

    mobject.add_updater(update, call_updater=True)
    return mobject
