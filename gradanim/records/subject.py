"""What a film is about: every scene says it in one word, which the catalogue, the door and refusals read."""

from dataclasses import dataclass
from typing import Literal

Subject = Literal["function", "function of three", "vector field", "functions f and g", "none"]


@dataclass(frozen=True)
class Takes:
    """What may be typed for a film about a subject.

    Args:
        about: the subject, in a sentence.
        settings: the fields of a Shot that say it.
        variables: of its functions; empty where there are none.
        instead: what may be typed in place of the settings: a function, where its gradients are the field.
    """

    about: str
    settings: tuple[str, ...]
    variables: tuple[str, ...]
    instead: tuple[str, ...] = ()


TAKES: dict[Subject, Takes] = {
    "function": Takes("a function f(x, y)", ("function",), ("x", "y")),
    "function of three": Takes("a function f(x, y, z)", ("function",), ("x", "y", "z")),
    "vector field": Takes("a vector field P, Q", ("field",), ("x", "y"), ("function",)),
    "functions f and g": Takes("two functions f(x, y) and g(x, y)", ("function", "constraint"), ("x", "y")),
    "none": Takes("nothing that could be typed", (), ()),
}
SAY_THE_SUBJECT = tuple(dict.fromkeys(setting for takes in TAKES.values() for setting in takes.settings))
"""The fields of a Shot that say what a film is about."""
