"""The words at the doors of the stage, read off the code: how each is written, what it is, whether it draws."""

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_type_hints

from manim import Mobject, Scene

import gradanim
from docs.words.signatures import call, first_sentence
from gradanim import stage

ORDER = ("frame", "typeset", "plots", "maps", "marks", "space", "claims")  # of the rooms, from the lowest up


@dataclass(frozen=True)
class Word:
    """A name at a door.

    Args:
        room: the door; empty for the stage's own.
        name: the word.
        thing: what it stands for.
        package: the room's own.
    """

    room: str
    name: str
    thing: Any
    package: ModuleType

    @property
    def key(self) -> str:
        """As people write it: `marks.Walker`."""
        return f"{self.room}.{self.name}" if self.room else self.name

    @property
    def written(self) -> str:
        """How it is used: `marks.Walker(view, start: point)`."""
        if isinstance(self.thing, type) and issubclass(self.thing, Scene):
            return f"class MyFilm({self.name})"
        if isinstance(self.thing, type) and (issubclass(self.thing, Exception) or is_protocol(self.thing)):
            return self.key
        return call(self.key, self.thing) if is_ours(self.thing) else self.key

    @property
    def sentence(self) -> str:
        """The first sentence of its docstring; of a constant, the comment behind it."""
        return first_sentence(self.thing.__doc__ or "") if is_ours(self.thing) else self._comment

    @property
    def methods(self) -> list[tuple[str, str]]:
        """What can be asked of one: how that is written, and what it is. What it has of another word is said there."""
        if not isinstance(self.thing, type):
            return []
        kinds = [kind for kind in self.thing.__mro__ if kind is self.thing or kind not in at_the_doors()]
        ours = [kind for kind in kinds if kind.__module__.startswith("gradanim.stage")]
        given = {name for kind in self.thing.__mro__ if kind not in ours for name in vars(kind)}
        found: dict[str, tuple[str, str]] = {}
        for name, member in ((name, member) for kind in ours for name, member in vars(kind).items()):
            act = getattr(member, "__func__", getattr(member, "fget", getattr(member, "func", member)))
            if name.startswith("_") or name in given or not inspect.isfunction(act) or not act.__doc__:
                continue
            is_called = act is member or hasattr(member, "__func__")
            written = call(f".{name}", act, method=True) if is_called else f".{name}"
            found.setdefault(name, (written, first_sentence(act.__doc__)))
        return list(found.values())

    @property
    def also(self) -> list[str]:
        """The words whose methods it has too."""
        if not isinstance(self.thing, type):
            return []
        return [at_the_doors()[kind] for kind in self.thing.__mro__[1:] if kind in at_the_doors()]

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What it has to be given, by name: parameters without a default."""
        if not is_ours(self.thing):
            return {}
        known = inspect.signature(self.thing).parameters.items()
        varying = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
        return {name: p for name, p in known if p.default is p.empty and p.kind not in varying}

    @property
    def draws(self) -> bool:
        """Whether what it makes can be seen."""
        if isinstance(self.thing, type):
            return issubclass(self.thing, Mobject)
        if not inspect.isfunction(self.thing):
            return False
        kinds = _flat(get_type_hints(self.thing).get("return"))
        return any(isinstance(kind, type) and issubclass(kind, Mobject) for kind in kinds)

    @property
    def _comment(self) -> str:
        stub = Path(str(self.package.__file__)).with_suffix(".pyi").read_text(encoding="utf-8")
        module = re.search(rf"from (\S+) import {self.name} as", stub)
        assert module is not None  # where the name comes from
        levels = len(module[1]) - len(module[1].lstrip("."))
        folder = Path(str(self.package.__file__)).parents[levels - 1]
        source = folder.joinpath(*module[1].strip(".").split(".")).with_suffix(".py").read_text(encoding="utf-8")
        line = re.search(rf"^{self.name}\b[^#\n]*# *(.*)$", source, re.MULTILINE)
        return f"{line[1][0].upper()}{line[1][1:]}." if line else f"{self.thing!r}."


@cache
def at_the_doors() -> dict[type, str]:
    """The classes that are words, as people write them."""
    words = [word for _, words in rooms().values() for word in words]
    return {word.thing: word.key for word in reversed(words) if isinstance(word.thing, type)}


def rooms() -> dict[str, tuple[ModuleType, list[Word]]]:
    """The stage and its rooms, in order, each with its words."""
    whole: ModuleType = stage
    names = [name for name in whole.__all__ if isinstance(getattr(whole, name), ModuleType)]
    names.sort(key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name))
    doors = {"": whole} | {name: getattr(whole, name) for name in names}
    return {
        room: (door, [Word(room, name, getattr(door, name), door) for name in door.__all__ if name not in doors])
        for room, door in doors.items()
    }


def mathematics() -> list[Word]:
    """What `from gradanim import ...` brings: the mathematics that a film is about."""
    package: ModuleType = gradanim
    return [Word("", name, getattr(package, name), package) for name in sorted(package.__all__, key=str.casefold)]


def is_protocol(kind: type) -> bool:
    """Whether a class says what others have to have, and is not called itself."""
    return bool(vars(kind).get("_is_protocol"))


def is_ours(thing: Any) -> bool:
    """Whether it is a class or a function, which has a docstring of its own; anything else is a constant."""
    return isinstance(thing, type) or inspect.isfunction(thing)


def _flat(kind: Any) -> Iterator[Any]:
    """A type, and all types that are parts of it."""
    yield kind
    for part in get_args(kind):
        yield from _flat(part)
