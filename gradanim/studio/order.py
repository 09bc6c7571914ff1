"""What somebody typed, as shots: everything that can be seen to be wrong is said before the first film is begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gradanim.errors import DomainError, GradanimError
from gradanim.studio.catalogue import Entry, catalogue, find, find_topic
from gradanim.studio.shot import Shot, parse_resolution


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


def shots(
    choice: Choice,
    *,
    function: str | None = None,
    field: str | None = None,
    at: str | None = None,
    direction: str | None = None,
    domain: str | None = None,
    resolution: str | None = None,
    **look: Any,
) -> tuple[list[Shot], list[str]]:
    """Make a shot of every chosen scene.

    Args:
        function, field, at, direction, domain, resolution: as typed.
        look: further fields of Shot.

    Returns:
        The shots, and a sentence for every scene that was left out.

    Raises:
        GradanimError: says which option was wrong, and how.
    """
    _check_mathematics(function, field)
    given: dict[str, Any] = {
        "function": function,
        "field": field,
        "at": _numbers("--at", at, "a point"),
        "direction": _numbers("--direction", direction, "a direction"),
        "domain": _domain(domain),
        "resolution": None if resolution is None else parse_resolution(resolution),
    }
    if given["domain"] is not None and given["at"] is not None and given["at"] not in given["domain"]:
        raise DomainError(f"--at {at} is outside --domain {given['domain']}: choose a point inside")
    left_out = [(entry, why) for entry in choice.others if (why := _mismatch(entry, function, field))]
    for entry in choice.named:
        if why := _mismatch(entry, function, field):
            raise OrderError(f"{entry.name} {why}")
    without = {entry for entry, _ in left_out}
    entries = [entry for entry in (*choice.named, *choice.others) if entry not in without]
    return [Shot(entry.name, **given, **look) for entry in entries], [f"{entry.name} {why}" for entry, why in left_out]


def _check_mathematics(function: str | None, field: str | None) -> None:
    from gradanim.read import read, read_vector

    if function is not None and field is not None:
        raise OrderError("--function and --field exclude each other: a scene is about one of them")
    if function is not None:
        _with_option("--function", read, function)
    if field is not None:
        _with_option("--field", read_vector, field)


def _numbers(option: str, text: str | None, what: str) -> tuple[float, ...] | None:
    from gradanim.read import read_numbers

    return None if text is None else _with_option(option, read_numbers, text, 2, what)


def _domain(text: str | None) -> Any:
    from gradanim.domain import Domain

    return None if text is None else _with_option("--domain", Domain.parse, text)


def _with_option(option: str, read: Any, *arguments: Any) -> Any:
    """Read an option's text; an error says which option it was."""
    try:
        return read(*arguments)
    except GradanimError as why:
        raise OrderError(f"{option}: {why}") from why


def _mismatch(entry: Entry, function: str | None, field: str | None) -> str:
    """Why what was typed is not for this scene; empty if it is."""
    if function is not None and entry.takes == "field":
        return 'is about a vector field: give it --field "P, Q" instead of --function'
    if field is not None and entry.takes == "function":
        return "is about a function: give it --function instead of --field"
    return ""
