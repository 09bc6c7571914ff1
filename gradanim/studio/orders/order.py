"""What somebody typed, as shots: everything that can be seen to be wrong is said before the first film is begun."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gradanim.errors import DomainError, GradanimError, ReadError
from gradanim.records.shot import Shot
from gradanim.records.subject import SAY_THE_SUBJECT, TAKES
from gradanim.studio.catalogue import Entry, catalogue, find_topic
from gradanim.studio.orders.named import scene_named
from gradanim.studio.orders.settings import SETTINGS


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

    Args:
        scenes: names, or files.

    Raises:
        SceneLookupError: no such scene, file or topic; names what was probably meant.
    """
    named = tuple(dict.fromkeys([scene_named(name) for name in scenes]))
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


def order(choice: Choice, typed: Mapping[str, Any]) -> Order:
    """Order a shot of every chosen scene.

    Args:
        typed: settings, as typed.

    Raises:
        GradanimError: says which option was wrong, and how.
    """
    fields = read_options(typed)
    chosen = (*choice.named, *choice.others)
    wrong = {e: why for e in chosen if (why := next(iter(unfit(e, fields, "--").values()), ""))}
    for entry in choice.named:
        if entry in wrong:
            raise OrderError(f"{entry.name} {wrong[entry]}")
    left_out = tuple(f"{entry.name} {why}" for entry, why in wrong.items())
    return Order(tuple(shot_of(entry, fields) for entry in chosen if entry not in wrong), left_out)


def read_options(typed: Mapping[str, Any]) -> dict[str, Any]:
    """Read options; what they are is what a Shot takes.

    Raises:
        GradanimError: says which option was wrong, and how.
    """
    fields = {}
    for name, value in typed.items():
        try:
            fields[name] = SETTINGS[name].read(value)
        except GradanimError as why:
            raise OrderError(f"--{name}: {why}") from why
    if why_not := stands_outside(fields, "--"):
        raise DomainError(why_not)
    return fields


def shot_of(entry: Entry, fields: Mapping[str, Any]) -> Shot:
    """The shot of a scene with what was said about it; what is transparent is a mov, unless a format is said.

    Stills are pngs.

    Raises:
        ShotError: settings that cannot be had, or not together.
    """
    usual = "png" if fields.get("stills") else "mov" if fields.get("transparent") else "mp4"
    return Shot(entry.name, **{"format": usual, **fields})


def unfit(entry: Entry, fields: Mapping[str, Any], option: str = "") -> dict[str, str]:
    """Why what was said is not for this scene, each with another scene that it is for.

    Args:
        fields: what was said, as a Shot takes it.
        option: what stands before the name of a setting.

    Returns:
        The reasons by the names of the fields; none if all of it fits.
    """
    takes = TAKES[entry.subject]
    said = [name for name in fields if name in SAY_THE_SUBJECT]
    unwanted = [name for name in said if name not in takes.settings + takes.instead]
    missing = [f"{option}{name}" for name in takes.settings if name not in fields]
    fitting = _other(entry, said)
    reasons = {}
    for name in unwanted:
        cure = f"give it {' and '.join(missing)} instead of {option}{name}" if missing else f"leave out {option}{name}"
        reasons[name] = f"is about {takes.about}: {cure}{fitting}"
    if "heights" in fields and not takes_heights(entry):
        about = "prints a formula" if entry.subject == "function" else f"is about {takes.about}"
        reasons["heights"] = f"{about}, and {option}heights have none{_films_of_heights(entry)}"
    return reasons or _other_variables(entry, fields)


def takes_heights(entry: Entry) -> bool:
    """Whether a film can be told of heights on a grid."""
    return entry.subject == "function" and not entry.needs_formula


def _films_of_heights(entry: Entry) -> str:
    """All films that can be told of heights, those of this topic first."""
    able = [other for other in catalogue().entries if takes_heights(other)]
    able.sort(key=lambda other: other.topic != entry.topic)
    names = [other.name for other in able]
    if not names:
        return ""
    return ": film " + (f"{', '.join(names[:-1])} or {names[-1]}" if len(names) > 1 else names[0])


def _other_variables(entry: Entry, fields: Mapping[str, Any]) -> dict[str, str]:
    """Why what was said is about functions of other variables than the scene's."""
    takes = TAKES[entry.subject]
    count, about = len(takes.variables), f"is about {takes.about}"
    reasons = {}
    for name in takes.settings + takes.instead:
        if why := _not_in(takes.variables, name, fields):
            reasons[name] = f"{about}: {why}{_other(entry, ('function',), 3)}"
    at, domain = fields.get("at"), fields.get("domain")
    if at is not None and count and len(at) != count:
        reasons["at"] = f"{about}: give {count} numbers for at, not {len(at)}{_other(entry, (), len(at))}"
    if domain is not None and count and domain.dimensions > count:
        reasons["domain"] = f"{about}: give two sides for domain, as in -3:3,-2:2{_other(entry, (), 3)}"
    return reasons


def _not_in(variables: tuple[str, ...], name: str, fields: Mapping[str, Any]) -> str:
    """Why a function that was said is none of these variables; empty if it is, or is not said."""
    if name != "function" or name not in fields:
        return ""  # other settings are read in x and y alone
    from gradanim.formulas.read import read  # which imports sympy: half a second

    try:
        read(fields[name], variables)
    except ReadError as why:
        return why.reason
    return ""


def _other(entry: Entry, settings: Collection[str], count: int = 0) -> str:
    """A scene that takes these settings, and functions of so many variables; empty if there is none.

    It is about no more than that, and of the same topic, if there is one like that.
    """
    others = [(other, TAKES[other.subject]) for other in catalogue().entries]
    fitting = [(other, takes) for other, takes in others if set(settings) <= set(takes.settings)]
    fitting = [(other, takes) for other, takes in fitting if count in (0, len(takes.variables))]
    fitting.sort(key=lambda pair: (len(pair[1].settings), pair[0].topic != entry.topic))
    return f", or film {fitting[0][0].name}" if fitting else ""


def stands_outside(fields: Mapping[str, Any], option: str = "") -> str:
    """Why the point is not in the domain; empty if it is, or if one of them is not said."""
    at, domain = fields.get("at"), fields.get("domain")
    # a rectangle says nothing about z, and a point of the plane nothing about a box
    if at is None or domain is None or len(at) < domain.dimensions or at[: domain.dimensions] in domain:
        return ""
    return f"{option}at {','.join(f'{c:g}' for c in at)} is outside {option}domain {domain}: choose a point inside"
