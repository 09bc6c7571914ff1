"""Typed text cut into tokens: the only place that looks at characters."""

import difflib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gradanim.errors import ReadError
from gradanim.functions import ALIASES
from gradanim.syntax import CONSTANTS

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST_DIGITS = 40
_WORD = re.compile(r"[A-Za-z]+")

_SAME = {
    "−": "-", "–": "-", "﹣": "-", "·": "*", "⋅": "*", "∙": "*", "×": "*", "✕": "*", "∗": "*",
    "÷": "/", "∕": "/", "⁄": "/", "∣": "|", "ˆ": "^",
}  # fmt: skip
_SIGNS = {"π": ("name", "pi"), "τ": ("name", "tau"), "ℯ": ("name", "e"), "√": ("root", "sqrt"), "∛": ("root", "cbrt")}

_CURES: dict[str, tuple[str, str]] = {
    "\\": ("LaTeX commands are not read", "Type sin(x) for \\sin x, a/b for \\frac{a}{b}, sqrt(x) for \\sqrt{x}."),
    "=": ("an equation is not a function", "Type only the right-hand side, as in x^2 + y^2."),
    "<": ("an inequality is not a function", "Type an expression such as x^2 + y^2."),
    "!": ("factorials are not read", "They have no derivative; write the number out."),
    "%": ("percent is not read", "Write 0.25 for 25%."),
    "_": ("subscripts and underscores are not read", "Name the variables {variables}."),
    "'": ("quotes and primes are not read", "Type the function itself; its derivatives are worked out for you."),
    "∞": ("infinity is not a number", "Use a large number, such as 1000."),
    "°": ("degrees are not read", "Angles are in radians: write 30*pi/180 for 30 degrees."),
    ";": ("a semicolon is not read", "Separate components by commas."),
}
_CURES |= dict.fromkeys(">≤≥≠", _CURES["<"]) | dict.fromkeys('"`’′“”', _CURES["'"]) | dict.fromkeys(":≈≡", _CURES["="])

_SHARP = "It has jumps or corners without a derivative; "
_REFUSED: dict[str, tuple[str, str]] = {
    "max": ("max is not read", "Write max(a, b) as (a + b + |a - b|)/2."),
    "min": ("min is not read", "Write min(a, b) as (a + b - |a - b|)/2."),
    "sign": ("sign is not read", _SHARP + "tanh(10x) is a smooth step."),
    "floor": ("floor is not read", _SHARP + "choose a smooth function."),
    "mod": ("mod is not read", _SHARP + "choose a smooth function such as sin."),
    "pow": ("pow is not read", "Write x^2."),
    "i": ("complex numbers are not read", "The function has to be real; e^(ix) is cos(x) + i*sin(x)."),
    "inf": _CURES["∞"],
    "nan": ("nan is not a number", "Type a number."),
}
_REFUSED |= {"j": _REFUSED["i"], "sgn": _REFUSED["sign"], "ceil": _REFUSED["floor"], "round": _REFUSED["floor"]}
_REFUSED |= {"infinity": _CURES["∞"], "infty": _CURES["∞"]}
_MEANT = {"sine": "sin", "cosine": "cos", "tangent": "tan", "loge": "ln", "root": "sqrt", "cuberoot": "cbrt"}


@dataclass(frozen=True)
class Token:
    """One token.

    Attributes:
        kind: "number", "fraction" (½), "name", "function", "root" (√), "+", "-", "*", "/", "^", "superscript",
            "(", ")", "|", "," or "end".
        text: the number, the name, the bracket as typed, "1/2" for ½, the digits of a superscript.
        place: index in the typed text.
        stop: index just behind it.
    """

    kind: str
    text: str
    place: int
    stop: int


def tokens(text: str, variables: tuple[str, ...], start: int = 0) -> Iterator[Token]:
    """Cut the text from `start` on, ending with one "end" token.

    Raises:
        ReadError: at a character or a word that means nothing here.
    """
    place = start
    while place < len(text):
        if _is_blank(text[place]):
            place += 1
            continue
        for token in _next(text, place, variables):
            yield token
            place = token.stop
    yield Token("end", "", len(text), len(text))


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\u200b\u200c\u200d\u2060\ufeff"


def _next(text: str, place: int, variables: tuple[str, ...]) -> Iterator[Token]:
    character = _plain(text[place])
    if found := _SUPERSCRIPT.match(text, place):
        yield Token("superscript", found[0].translate(_SUPERSCRIPTS), place, found.end())
    elif character in _SIGNS:
        yield Token(*_SIGNS[character], place, place + 1)
    elif unicodedata.decomposition(character).startswith("<fraction>"):
        yield _vulgar_fraction(text, place)
    elif character.isascii() and character.isalpha():
        yield from _word(text, place, variables)
    elif character == "." or (character.isascii() and character.isdigit()):
        yield _number(text, place)
    elif text.startswith("**", place):
        yield Token("^", "**", place, place + 2)
    elif character in "+-*/^|,":
        yield Token(character, character, place, place + 1)
    elif character in "([{":
        yield Token("(", character, place, place + 1)
    elif character in ")]}":
        yield Token(")", character, place, place + 1)
    else:
        raise _stray(text, place, variables)


def _plain(character: str) -> str:
    """A character's plain form: the mathematical and the wide letters and digits of Unicode are ordinary ones."""
    if character in _SAME:
        return _SAME[character]
    if unicodedata.decomposition(character).startswith(("<font>", "<wide>")):
        plain = unicodedata.normalize("NFKC", character)
        return plain if plain.isascii() else character
    return character


def _stray(text: str, place: int, variables: tuple[str, ...]) -> ReadError:
    character = text[place]
    reason, cure = _CURES.get(_plain(character), ("", ""))
    if not reason:
        shown = character if character.isprintable() else f"U+{ord(character):04X}"
        reason, cure = f"the character {shown} means nothing here", "Type letters, numbers, brackets and + - * / ^."
    return ReadError(text, place, reason, cure.format(variables=listed(variables)) if "{variables}" in cure else cure)


def _vulgar_fraction(text: str, place: int) -> Token:
    above, _, below = unicodedata.normalize("NFKC", text[place]).partition("⁄")
    if not (above and below):
        raise ReadError(text, place, f"the character {text[place]} means nothing here", "Write fractions as a/b.")
    return Token("fraction", f"{above}/{below}", place, place + 1)


def _number(text: str, place: int) -> Token:
    run = "".join(_plain(character) for character in text[place : place + 400])
    found = _NUMBER.match(run)
    if not found:
        raise ReadError(text, place, "a point without digits", "Write decimals as 0.5, products with *.")
    stop = place + found.end()
    if run[found.end() : found.end() + 1] == ".":
        raise ReadError(text, stop, "a second decimal point in a number", "Write one decimal point, and products with *.")
    if found.end() > _MOST_DIGITS:
        raise ReadError(text, place, f"a number of more than {_MOST_DIGITS} digits", "Write fewer digits.")
    if float(found[0].lower().split("e")[0]) and not 1e-300 < float(found[0]) < 1e300:
        raise ReadError(text, place, "a number out of range", "Numbers lie between 1e-300 and 1e300.")
    return Token("number", found[0], place, stop)


def _word(text: str, place: int, variables: tuple[str, ...]) -> Iterator[Token]:
    """Cut a run of letters into names, the longest first: `xsiny` is x, sin, y."""
    plain = "".join(_plain(character) for character in text)
    found = _WORD.match(plain, place)
    assert found
    word = found[0]
    if word not in variables and (word in _REFUSED or word in _MEANT):
        raise _unknown(text, place, place, word, variables)
    at, last = place, ""
    while at < found.end():
        name = _longest_name(plain, at, found.end(), variables)
        if name == "log" and plain[at + 3 : at + 4].isdigit():
            cure = "Write log2(x) for the logarithm to base 2, log(2x) for the natural one of 2x."
            raise ReadError(text, at, "a logarithm that can be read in two ways", cure)
        if not name or (last in ALIASES and name == "e" and word not in ALIASES):
            raise _unknown(text, place, at, word, variables)
        kind = "function" if name in ALIASES and name not in variables else "name"
        yield Token(kind, ALIASES.get(name, name) if kind == "function" else name, at, at + len(name))
        at, last = at + len(name), name


_NUMBERED = re.compile(r"(log_?10|log_?2|arctan2|atan2)(?![0-9A-Za-z.])")
_NAMES = sorted((*ALIASES, *CONSTANTS), key=len, reverse=True)


def _longest_name(plain: str, at: int, stop: int, variables: tuple[str, ...]) -> str:
    if found := _NUMBERED.match(plain, at):
        return found[0]
    for name in sorted({*_NAMES, *variables}, key=len, reverse=True):
        if plain.startswith(name, at) and at + len(name) <= stop:
            return name
    return ""


def _unknown(text: str, start: int, at: int, word: str, variables: tuple[str, ...]) -> ReadError:
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


_TEACHABLE = ("sin", "cos", "tan", "exp", "ln", "sqrt", "abs", "arctan", "sinh")


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
