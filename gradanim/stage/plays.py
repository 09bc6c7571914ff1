"""What self.play and self.add are given: animations, options that they have, things that are drawn as they are now."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from manim import Animation, Mobject
from manim.utils.parameter_parsing import flatten_iterable_parameters as flat

from gradanim.errors import SceneError, did_you_mean
from gradanim.stage.marks.walkers import Walker

OPTIONS = ("run_time", "rate_func", "lag_ratio", "subcaption", "subcaption_duration", "subcaption_offset")
PASSES = 3  # times that things new in the picture are drawn: a mark of an arrow of a walker needs as many
JUMP = 0.03  # share of the picture's diagonal, about twice a walker's radius


def insist_on_animations(given: Iterable[Any]) -> None:
    """See that nothing but animations is to be played.

    Raises:
        SceneError: it is a mobject, or something that was not called, or neither.
    """
    for each in flat(given):
        kind = type(each).__name__
        if isinstance(each, Mobject):
            raise SceneError(f"play takes animations, and {kind} is a mobject: wrap it in Create(...) or FadeIn(...)")
        if not isinstance(each, Animation) and not hasattr(each, "build"):
            name = getattr(each, "__name__", kind)
            cure = f"call it, as in {name}(...)" if callable(each) else "such as Create(...) or FadeIn(...)"
            raise SceneError(f"play takes animations, and {name} is none: {cure}")


def insist_on_mobjects(given: Iterable[Any]) -> None:
    """See that nothing but mobjects is to be added.

    Raises:
        SceneError: it is an animation, or something else.
    """
    for each in given:
        if not isinstance(each, Mobject):
            cure = "self.play plays it" if isinstance(each, Animation) else "give it something that is drawn"
            raise SceneError(f"add takes mobjects, and {type(each).__name__} is none: {cure}")


def insist_on_options(given: Mapping[str, Any], animations: Iterable[Animation]) -> None:
    """See that every option of a play is one of its animations': manim sets any, and says nothing.

    Raises:
        SceneError: none of them has it.
    """
    for name in given:
        if not any(hasattr(animation, name) for animation in animations):
            cure = did_you_mean(name, OPTIONS) or f": give it to an animation, as in FadeIn(..., {name}=...)"
            raise SceneError(f"play takes no {name}{cure}")


def shown_by(animations: Iterable[Animation]) -> Iterator[Mobject]:
    """What animations are of, those included that others are made up of: a Succession does not say it itself."""
    for animation in animations:
        yield animation.mobject
        yield from shown_by(getattr(animation, "animations", ()))


def draw_as_now(mobjects: Iterable[Mobject], seen: Iterable[Mobject]) -> None:
    """Draw those again that are not in the picture yet: nobody has done so since what they follow has moved."""
    there = set(seen)
    new = [mobject for mobject in mobjects if mobject not in there]
    live = sum(bool(part.updaters) for each in new for part in each.get_family())
    for _ in range(min(PASSES, live)):
        for mobject in new:
            mobject.update(0)


def standing(seen: Iterable[Mobject]) -> dict[Walker, tuple[float, ...]]:
    """Where each walker in the picture is drawn."""
    return {walker: tuple(walker.points[0]) for walker in seen if isinstance(walker, Walker)}


def jumps(before: Mapping[Walker, tuple[float, ...]], diagonal: float) -> Iterator[str]:
    """A sentence for every walker that has left where it was drawn without a way.

    Args:
        before: where each was, at the same moment of the film.
        diagonal: of the picture, in scene units.
    """
    for walker, place in before.items():
        length = float(np.linalg.norm(walker.points[0] - place))
        if length > JUMP * diagonal:
            yield (
                f"a walker jumps by {length / diagonal:.0%} of the picture: begin its way where it stands, "
                "as marks.round_trip(line, walker()) does"
            )
