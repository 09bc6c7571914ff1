"""Typed text cut into tokens: the only place that looks at characters."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gradanim.errors import ReadError
from gradanim.formulas.functions import ALIASES
from gradanim.formulas.lexicon import is_refused, longest_name, plain, stray, unknown
from gradanim.formulas.syntax import CONSTANTS

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SUPERSCRIPT = re.compile("[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_NUMBER = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_MOST_DIGITS = 40
_WORD = re.compile(r"[A-Za-z]+")

_COMPARE = re.compile("<=|>=|==|!=|<>|[<>=≤≥≠]")
_COMPARISONS = {"==": "=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!="}
_PREFIX = re.compile(r"(?:np|numpy|jnp|math|Math|sp|sympy|torch|tf)\s*\.\s*(?=[A-Za-z])")  # of other languages
_WORDS = {"if": "if", "else": "else", "otherwise": "else", "and": "and", "or": "or", "where": "where"} | {
    "piecewise": "piecewise", "Piecewise": "piecewise", "cases": "piecewise", "True": "true", "true": "true",
}  # fmt: skip

# What LaTeX writes for signs that are read here; and what only moves things about.
_LATEX = {"cdot": "*", "times": "*", "ast": "*", "div": "/", "frac": "over", "dfrac": "over", "tfrac": "over"}
_LATEX_COMPARISONS = {"le": "<=", "leq": "<=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "lt": "<", "gt": ">"}
_LATEX_BLANK = re.compile(r"\\(?:(?:left|right|big|Big|bigl|bigr|displaystyle|textstyle|quad|qquad)(?![a-z])|[,;:! ])")
_LATEX_WORD = re.compile(r"\\([A-Za-z]+)")
_LATEX_BARS = {"lvert", "rvert", "vert", "mid"}

_SIGNS = {"π": ("name", "pi"), "τ": ("name", "tau"), "ℯ": ("name", "e"), "√": ("root", "sqrt"), "∛": ("root", "cbrt")}


@dataclass(frozen=True)
class Token:
    r"""One token.

    Attributes:
        kind: "number", "fraction" (½), "name", "function", "root" (√), "+", "-", "*", "/", "^", "superscript",
            "(", ")", "|", ",", "compare" (<, >=, =, ...), "word" (if, else, and, or, where, piecewise), "over" (of
            \frac) or "end".
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
        if blank := _LATEX_BLANK.match(text, place):
            place = blank.end()
            continue
        for token in _next(text, place, variables):
            yield token
            place = token.stop
    yield Token("end", "", len(text), len(text))


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\u200b\u200c\u200d\u2060\ufeff$"


def _next(text: str, place: int, variables: tuple[str, ...]) -> Iterator[Token]:
    character = plain(text[place])
    if found := _SUPERSCRIPT.match(text, place):
        yield Token("superscript", found[0].translate(_SUPERSCRIPTS), place, found.end())
    elif character in _SIGNS:
        yield Token(*_SIGNS[character], place, place + 1)
    elif unicodedata.decomposition(character).startswith("<fraction>"):
        yield _vulgar_fraction(text, place)
    elif character.isascii() and character.isalpha():
        yield from _word(text, place, variables)
    elif character == "." and text[place + 1 : place + 2] in ("*", "/", "^"):
        yield Token(text[place + 1], text[place + 1], place, place + 2)  # .* as arrays are multiplied elsewhere
    elif character == "." or (character.isascii() and character.isdigit()):
        yield _number(text, place)
    elif text.startswith("**", place):
        yield Token("^", "**", place, place + 2)
    elif character in "+-*/^|,":
        yield Token(character, character, place, place + 1)
    elif character == "\\":
        yield _latex(text, place, variables)
    elif found := _COMPARE.match(text, place):
        yield Token("compare", _COMPARISONS.get(found[0], found[0]), place, found.end())
    elif character in "([{":
        yield Token("(", character, place, place + 1)
    elif character in ")]}":
        yield Token(")", character, place, place + 1)
    else:
        raise stray(text, place, variables)


def _latex(text: str, place: int, variables: tuple[str, ...]) -> Token:
    """A command of LaTeX that has a plain reading."""
    if text[place + 1 : place + 2] in ("{", "}", "|"):
        bracket = text[place + 1]
        return Token({"{": "(", "}": ")"}.get(bracket, bracket), bracket, place, place + 2)
    found = _LATEX_WORD.match(text, place)
    word, stop = (found[1], found.end()) if found else ("", place + 1)
    if word in _LATEX:
        return Token(_LATEX[word], "\\" + word, place, stop)
    if word in _LATEX_COMPARISONS:
        return Token("compare", _LATEX_COMPARISONS[word], place, stop)
    if word in _LATEX_BARS:
        return Token("|", "|", place, stop)
    if word == "sqrt" and text[stop : stop + 1] == "[":
        if text[stop : stop + 3] == "[3]":
            return Token("function", "cbrt", place, stop + 3)
        raise ReadError(
            text, stop, "this root is not read", "Type x^(1/4) for a fourth root; cbrt(x) is the cube root."
        )
    if word in ALIASES and word not in variables:
        return Token("function", ALIASES[word], place, stop)
    if word in CONSTANTS:
        return Token("name", word, place, stop)
    raise stray(text, place, variables)


def _vulgar_fraction(text: str, place: int) -> Token:
    above, _, below = unicodedata.normalize("NFKC", text[place]).partition("⁄")
    if not (above and below):
        raise ReadError(text, place, f"the character {text[place]} means nothing here", "Write fractions as a/b.")
    return Token("fraction", f"{above}/{below}", place, place + 1)


def _number(text: str, place: int) -> Token:
    run = "".join(plain(character) for character in text[place : place + 400])
    found = _NUMBER.match(run)
    if not found:
        raise ReadError(text, place, "a point without digits", "Write decimals as 0.5, products with *.")
    stop = place + found.end()
    if run[found.end() : found.end() + 1] == ".":
        raise ReadError(text, stop, "a second decimal point in a number", "Write one point, and products with *.")
    if found.end() > _MOST_DIGITS:
        raise ReadError(text, place, f"a number of more than {_MOST_DIGITS} digits", "Write fewer digits.")
    if float(found[0].lower().split("e")[0]) and not 1e-300 < float(found[0]) < 1e300:
        raise ReadError(text, place, "a number out of range", "Numbers lie between 1e-300 and 1e300.")
    return Token("number", found[0], place, stop)


def _word(text: str, place: int, variables: tuple[str, ...]) -> Iterator[Token]:
    """Cut a run of letters into names, the longest first: `xsiny` is x, sin, y."""
    ordinary = "".join(map(plain, text))
    if prefix := _PREFIX.match(ordinary, place):
        place = prefix.end()
    found = _WORD.match(ordinary, place)
    assert found
    word = found[0]
    if word in _WORDS and word not in variables:
        yield Token("word", _WORDS[word], place, found.end())
        return
    if word.lower() in ALIASES and word not in ALIASES and word not in variables and len(word) > 1:
        ordinary = ordinary[:place] + word.lower() + ordinary[found.end() :]  # Sin[x], SQRT(x)
        word = word.lower()
    if word not in variables and is_refused(word):
        raise unknown(text, place, place, word, variables)
    at, last = place, ""
    while at < found.end():
        name = longest_name(ordinary, at, found.end(), variables)
        if name == "log" and ordinary[at + 3 : at + 4].isdigit():
            cure = "Write log2(x) for the logarithm to base 2, log(2x) for the natural one of 2x."
            raise ReadError(text, at, "a logarithm that can be read in two ways", cure)
        if not name or (last in ALIASES and name == "e" and word not in ALIASES):
            raise unknown(text, place, at, word, variables)
        kind = "function" if name in ALIASES and name not in variables else "name"
        yield Token(kind, ALIASES.get(name, name) if kind == "function" else name, at, at + len(name))
        at, last = at + len(name), name
