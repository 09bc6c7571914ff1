"""Names for files that people can read, and that no file system confuses."""

import re
from hashlib import sha256

from gradanim.records.subject import SAY_THE_SUBJECT

LONGEST = 100
"""Characters of a file stem; well below every file system's limit with a folder and a suffix added."""

_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)  # what Windows keeps for itself
_HASH = r"[0-9a-f]{8}"
_OTHER_PART = re.compile(rf"(?!([xyze]+|pi)$)[a-z]{{2,}}[a-z0-9]*|[0-9]+[xp][0-9].*|{_HASH}")  # a theme, seed1, 480p15

_STEM = re.compile(r"[A-Za-z0-9]([A-Za-z0-9^+().,=_-]{0,108}[A-Za-z0-9^+(),=_-])?")
_OURS = re.compile(r".*\.(mp4|webm|mov|gif|png|vtt|srt|log|json)", re.IGNORECASE)  # the folder of x.mp4, the film of x

NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9^+(),=_-]|\.(?=[0-9])){0,59}")
"""What somebody may call a film."""

NAME_RULE = "write letters from a to z, digits and ^ + ( ) , = _ - beginning with a letter or digit"

Part = str | tuple[float, ...] | None


def file_stem(head: str, parts: dict[str, Part], *, identity: str) -> str:
    """Join the head and the parts with hyphens: `SteepestAscent-x^2-y^2-at=3,4-paper`.

    Only ASCII letters, digits and `^ + - ( ) . , = _` appear. Where the readable name had to leave something out
    (a space, a product sign, capitals, length), or could be read in two ways, a hash of `identity` ends it, so that two
    identities never share a name, not even where a file system ignores case.

    Args:
        head: an identifier.
        parts: what to add, by kind, in order; texts that say the subject are formulas, tuples are numbers.
        identity: everything that distinguishes this name's owner from all others with the same head.
    """
    pieces = [(head[:60], len(head) <= 60 and head.isascii() and not _DEVICES.fullmatch(head))]
    for kind, part in parts.items():
        if isinstance(part, tuple):
            pieces.append(_numbers(kind, part))
        elif part is not None:
            pieces.append(_formula(kind, part) if kind in SAY_THE_SUBJECT else _word(kind, part))
    stem = "-".join(text for text, _ in pieces)
    safe = re.sub(r"[^A-Za-z0-9^+().,=_-]", "", stem)[:LONGEST]
    exact = safe == stem and all(exact for _, exact in pieces) and not safe.endswith(".")
    if exact and not re.search(rf"-{_HASH}$", safe):
        return safe
    return f"{safe.rstrip('.')}-{sha256(identity.encode()).hexdigest()[:8]}"


def can_be_called(name: str) -> bool:
    """Whether a film's files can have that name on every file system."""
    return bool(_STEM.fullmatch(name)) and not _OURS.fullmatch(name) and not _DEVICES.fullmatch(name)


def _word(kind: str, word: str) -> tuple[str, bool]:
    """The word, and whether it is all that there is to say: two files of heights may be called the same."""
    if kind == "heights":
        return f"heights={word[:30]}", word == "sample"
    return word, word == word.lower()


def _numbers(kind: str, numbers: tuple[float, ...]) -> tuple[str, bool]:
    """`at=0.5,-1`, and whether it gives the numbers exactly."""
    short = [f"{number:.6g}" for number in numbers]
    return f"{kind}={','.join(short)}", all(float(text) == number for text, number in zip(short, numbers, strict=True))


def _formula(kind: str, text: str) -> tuple[str, bool]:
    """The formula without what file names cannot hold, and whether it can be read back, in one way only."""
    slug = re.sub(r"[^A-Za-z0-9^+().,=_-]", "", text.replace("_", "").replace("**", "^").replace("/", "_"))
    if kind == "constraint":  # `x-at=3` could be an equation as well as half of one and a point
        exact = re.fullmatch(r"[a-z0-9^+().,/=]{1,48}", text) is not None
    else:
        exact = re.fullmatch(r"[a-z0-9^+().,/-]{1,48}", text) is not None
        exact = exact and not any(map(_OTHER_PART.fullmatch, slug.split("-")))
    return ("" if kind == "function" else f"{kind}=") + slug[:48], exact
