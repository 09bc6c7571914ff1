"""The words and signs of typed mathematics: which are known, and what to say about those that are not."""

import difflib
import re
import unicodedata

from gradanim.errors import ReadError
from gradanim.formulas.functions import ALIASES
from gradanim.formulas.syntax import CONSTANTS

_SAME = {
    "−": "-", "–": "-", "﹣": "-", "‐": "-", "‑": "-", "‒": "-",
    "•": "*", "·": "*", "⋅": "*", "∙": "*", "×": "*", "✕": "*", "∗": "*",
    "÷": "/", "∕": "/", "⁄": "/", "∣": "|", "ˆ": "^",
}  # fmt: skip

_CURES: dict[str, tuple[str, str]] = {
    "\\": ("this LaTeX command is not read", "Type it as on paper, as in a/b, sqrt(x), sin(x)."),
    "=": ("an equation is not a function", "Type only the right-hand side, as in x^2 + y^2."),
    "<": ("an inequality is not a function", "Type an expression such as x^2 + y^2."),
    "!": ("factorials are not read", "They have no derivative; write the number out."),
    "%": ("percent is not read", "Write 0.25 for 25%."),
    "_": ("subscripts and underscores are not read", "Name the variables {variables}."),
    "'": ("quotes and primes are not read", "Type the function itself; its derivatives are worked out for you."),
    "∞": ("infinity is not a number", "Use a large number, such as 1000."),
    "°": ("degrees are not read", "Angles are in radians: write 30*pi/180 for 30 degrees."),
    ";": ("a semicolon is not read", "Separate components by commas."),
    "—": ("a dash is not read", "Type - for minus."),
    "―": ("a dash is not read", "Type - for minus."),
}
_CURES |= dict.fromkeys(">≤≥≠", _CURES["<"]) | dict.fromkeys('"`’′“”', _CURES["'"]) | dict.fromkeys(":≈≡", _CURES["="])

_REFUSED: dict[str, tuple[str, str]] = {
    "i": ("complex numbers are not read", "The function has to be real; e^(ix) is cos(x) + i*sin(x)."),
    "inf": _CURES["∞"],
    "nan": ("nan is not a number", "Type a number."),
}
_REFUSED |= {"j": _REFUSED["i"]}
_REFUSED |= {"infinity": _CURES["∞"], "infty": _CURES["∞"]}
_MEANT = {"sine": "sin", "cosine": "cos", "tangent": "tan", "loge": "ln", "root": "sqrt", "cuberoot": "cbrt"}
_TEACHABLE = ("sin", "cos", "tan", "exp", "ln", "sqrt", "abs", "arctan", "sinh")

_LOOKS_LIKE = dict(zip("хуесаорХУЕСАОРΧΥΕАχυοεΟ", "xyecaopXYECAOPXYEAxyoeO", strict=True))
"""Letters of other scripts, and the Latin ones that a reader takes them for."""

_NUMBERED = re.compile(r"(log_?10|log_?2|arctan2|atan2)(?![0-9A-Za-z.])")
_NAMES = sorted((*ALIASES, *CONSTANTS), key=len, reverse=True)


def is_refused(word: str) -> bool:
    """Whether a word has an answer of its own, rather than being cut into names."""
    return word in _REFUSED or word in _MEANT


def longest_name(text: str, at: int, stop: int, variables: tuple[str, ...]) -> str:
    """The longest known name that starts at `at` and ends by `stop`, or nothing."""
    if found := _NUMBERED.match(text, at):
        return found[0]
    for name in sorted({*_NAMES, *variables}, key=len, reverse=True):
        if text.startswith(name, at) and at + len(name) <= stop:
            return name
    return ""


def plain(character: str) -> str:
    """A character's plain form: the mathematical and the wide letters and digits of Unicode are ordinary ones."""
    if character in _SAME:
        return _SAME[character]
    if unicodedata.decomposition(character).startswith(("<font>", "<wide>")):
        ordinary = unicodedata.normalize("NFKC", character)
        return ordinary if ordinary.isascii() else character
    return character


def stray(text: str, place: int, variables: tuple[str, ...]) -> ReadError:
    """The error for a character that means nothing."""
    character = plain(text[place])
    reason, cure = _CURES.get(character, ("", ""))
    if alike := _LOOKS_LIKE.get(character):
        script = unicodedata.name(character).split()[0].capitalize()
        reason, cure = (
            f"this {character} is a {script} letter that looks like {alike}",
            f"Type {alike} in Latin letters.",
        )
    if not reason:
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        reason, cure = f"the character {shown} means nothing here", "Type letters, numbers, brackets and + - * / ^."
    return ReadError(text, place, reason, cure.replace("{variables}", listed(variables)))


def unknown(text: str, start: int, at: int, word: str, variables: tuple[str, ...]) -> ReadError:
    """The error for a word that is not made of known names; `at` is where the known part ends."""
    if word in _REFUSED:
        reason, cure = _REFUSED[word]
        return ReadError(text, start, reason, cure)
    meant = _MEANT.get(word) or _near(word, variables)
    rest = word[at - start]
    if len(word) == 1 or (not meant and at > start):
        start, word = at, rest
        if rest in _REFUSED:
            return ReadError(text, at, *_REFUSED[rest])
    if len(word) == 1 and not meant:
        used = f"'{text.strip()}'" if len(text) < 60 and text.isprintable() else "this"
        cure = f"Write a number for it, or use {listed(variables)}." if variables else "Write a number for it."
        return ReadError(text, start, f"{used} uses {word}; {only(variables)}", cure)
    reason = f"{word} is not known; {only(variables)}"
    cure = f"Did you mean {meant}?" if meant else f"Functions are {', '.join(_TEACHABLE)} and more."
    return ReadError(text, start, reason, cure)


def _near(word: str, variables: tuple[str, ...]) -> str:
    """The known name that is nearly this word, or nothing."""
    known = {*ALIASES, *CONSTANTS, *variables}
    if word.lower() in known:
        return word.lower()
    close = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.7) if 2 < len(word) < 20 else []
    return close[0] if close else ""


def listed(names: tuple[str, ...]) -> str:
    """Names as in a sentence: "x, y and z"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names)) or "none"


def only(variables: tuple[str, ...]) -> str:
    """What may be a variable, as a clause."""
    if not variables:
        return "only numbers are expected here"
    return f"only {listed(variables)} {'are variables' if len(variables) > 1 else 'is a variable'}"
