"""What somebody typed, as shots: everything that can be seen to be wrong is said before the first film is begun."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradanim.errors import DomainError, GradanimError
from gradanim.studio.catalogue import Entry, catalogue, find, find_topic
from gradanim.studio.orders.settings import settings
from gradanim.studio.picture import ShotError
from gradanim.studio.shot import Shot


class OrderError(GradanimError, ValueError):
    """What was typed on the command line makes no shot."""


@dataclass(frozen=True)
class Choice:
    """The scenes to film.

    Args:
        named: asked for by name: what they cannot take is an error.
        others: asked for by topic, or because all are: what they cannot take leaves them out.
    """

    named: tuple[Entry, ...]
    others: tuple[Entry, ...]


def choose(scenes: Sequence[str], topics: Sequence[str], *, everything: bool) -> Choice:
    """Find the scenes, each once.

    Raises:
        SceneLookupError: no such scene or topic; names what was probably meant.
    """
    named = tuple(dict.fromkeys(find(name) for name in scenes))
    others = [entry for topic in topics for entry in find_topic(topic)]
    others += catalogue().entries if everything else ()
    return Choice(named, tuple(entry for entry in dict.fromkeys(others) if entry not in named))


@dataclass(frozen=True)
class Order:
    """What to film.

    Args:
        shots: in order, no two of one name.
        left_out: a sentence for every scene that cannot take what was typed.
        title: what it is called together; may be empty.
    """

    shots: tuple[Shot, ...]
    left_out: tuple[str, ...] = ()
    title: str = ""


def order(choice: Choice, typed: Mapping[str, Any], *, themes: Iterable[str]) -> Order:
    """Order a shot of every chosen scene.

    Args:
        typed: settings, as typed.
        themes: the names of the stage's themes.

    Raises:
        GradanimError: says which option was wrong, and how.
    """
    fields = read_options(typed, themes=themes)
    chosen = (*choice.named, *choice.others)
    wrong = {e: why for e in chosen if (why := mismatch(e, fields) or _other_variables(e, fields))}
    for entry in choice.named:
        if entry in wrong:
            raise OrderError(f"{entry.name} {wrong[entry]}")
    left_out = tuple(f"{entry.name} {why}" for entry, why in wrong.items())
    return Order(tuple(shot_of(entry, fields) for entry in chosen if entry not in wrong), left_out)


def read_options(typed: Mapping[str, Any], *, themes: Iterable[str]) -> dict[str, Any]:
    """Read options; what they are is what a Shot takes.

    Raises:
        GradanimError: says which option was wrong, and how.
    """
    if "function" in typed and "field" in typed:
        raise OrderError("--function and --field exclude each other: a scene is about one of them")
    known = settings(themes)
    fields = {}
    for name, value in typed.items():
        try:
            fields[name] = known[name].read(value)
        except GradanimError as why:
            raise OrderError(f"--{name}: {why}") from why
    if why_not := stands_outside(fields, "--"):
        raise DomainError(why_not)
    return fields


def shot_of(entry: Entry, fields: Mapping[str, Any]) -> Shot:
    """The shot of a scene with what was said about it; what is transparent is a mov, unless a format is said.

    Raises:
        ShotError: settings that cannot be had, or not together, or not with this scene.
    """
    if why := _other_variables(entry, fields):
        raise ShotError(f"{entry.name} {why}")
    return Shot(entry.name, **{"format": "mov" if fields.get("transparent") else "mp4", **fields})


def mismatch(entry: Entry, said: Container[str], option: str = "--") -> str:
    """Why what was said is not for this scene; empty if it is."""
    if "function" in said and entry.takes == "field":
        return f'is about a vector field: give it {option}field "P, Q" instead of {option}function'
    if "field" in said and entry.takes == "function":
        return f"is about a function: give it {option}function instead of {option}field"
    return ""


def _other_variables(entry: Entry, fields: Mapping[str, Any]) -> str:
    """Why what was said is about functions of other variables than the scene's; empty if it is not."""
    from gradanim.errors import ReadError
    from gradanim.formulas.read import read

    count, about = len(entry.variables), f"f({', '.join(entry.variables)})"
    if "function" in fields and entry.takes == "function":
        try:
            read(fields["function"], entry.variables)
        except ReadError as why:
            return f"is about {about}: {why.reason}"
    at, domain = fields.get("at"), fields.get("domain")
    if at is not None and len(at) != count:
        return f"is about {about}: give {count} numbers for at, not {len(at)}"
    if domain is not None and domain.dimensions > count:
        return f"is about {about}: give two sides for domain, as in -3:3,-2:2"
    return ""


def stands_outside(fields: Mapping[str, Any], option: str = "") -> str:
    """Why the point is not in the domain; empty if it is, or if one of them is not said."""
    at, domain = fields.get("at"), fields.get("domain")
    # a rectangle says nothing about z, and a point of the plane nothing about a box
    if at is None or domain is None or len(at) < domain.dimensions or at[: domain.dimensions] in domain:
        return ""
    return f"{option}at {','.join(f'{c:g}' for c in at)} is outside {option}domain {domain}: choose a point inside"
