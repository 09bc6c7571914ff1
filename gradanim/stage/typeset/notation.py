"""Formulas that are no Typst: LaTeX, answered with its Typst spelling, and what Typst itself does not understand."""

import re

from typst import TypstError

from gradanim.errors import SceneError

_LATEX = re.compile(r"\\[A-Za-z]+|[\^_]\{(?!\{)|\$")
_ROLE = re.compile(r"\{\{(.*?:\s*\w+\s*)\}\}")
_GROUP = r"\{([^{}]*)\}"
_NAMES = {
    "cdot": "dot", "cdots": "dots.c", "ldots": "dots", "dots": "dots", "infty": "infinity", "int": "integral",
    "leq": "<=", "le": "<=", "geq": ">=", "ge": ">=", "neq": "!=", "ne": "!=", "to": "->", "rightarrow": "->",
    "Rightarrow": "=>", "mapsto": "|->", "pm": "plus.minus", "circ": "compose", "varepsilon": "epsilon",
    "epsilon": "epsilon.alt", "varphi": "phi", "phi": "phi.alt", "langle": "chevron.l", "rangle": "chevron.r",
    "perp": "perp", "parallel": "parallel", "ell": "ell", "left": "", "right": "", "big": "", "Big": "", "quad": "quad",
    "mathbf": "bold", "boldsymbol": "bold", "vec": "arrow", "bar": "overline", "mathrm": "upright", "mathbb": "bb",
    "mathcal": "cal", "operatorname": "op", "lVert": "norm", "mid": "|",
}  # fmt: skip
_MARKED = re.compile(r"│ (?P<source>.*)\n\s*│ (?P<mark>[ ^]*\^)", re.MULTILINE)


def insist_on_typst(source: str) -> None:
    """Complain about a formula that is written in LaTeX, of which Typst would show the letters, or nothing.

    Raises:
        SceneError: names what is LaTeX in it, and says the formula in Typst.
    """
    if found := _LATEX.search(source):
        raise SceneError(
            f"the formula `{source}` has `{found[0]}`, which is LaTeX, and formulas are Typst here: "
            f"write `{as_typst(source)}`"
        )


def as_typst(latex: str) -> str:
    """A formula of LaTeX in Typst's spelling, as far as its commands have one; groups marked `{{ }}` stay."""
    text = _ROLE.sub("\0\\1\1", latex.replace("$", "").replace(r"\,", " "))
    before = ""
    while before != text:  # from the innermost braces outwards
        before = text
        text = re.sub(rf"\\[dt]?frac\s*{_GROUP}\s*{_GROUP}", _fraction, text)
        text = re.sub(rf"\\(?:text|mbox)\s*{_GROUP}", r'"\1"', text)
        text = re.sub(rf"([\^_]){_GROUP}", _raised, text)
        text = re.sub(rf"\\([A-Za-z]+)\s*{_GROUP}", lambda m: f"{_NAMES.get(m[1], m[1])}({m[2]})", text)
    text = re.sub(r"\\([A-Za-z]+)", lambda m: f" {_NAMES.get(m[1], m[1])} ", text)
    text = text.replace("\0", "{{").replace("\1", "}}")
    return " ".join(re.sub(r"\s+([)^_,.])", r"\1", re.sub(r"(\()\s+", r"\1", text)).split())


def not_typst(source: str, why: TypstError) -> SceneError:
    """What Typst said about a text, as an error that shows the place in it."""
    hints = [hint.replace("`", "") for hint in getattr(why, "hints", [])]
    cure = f": {'; '.join(hints)}" if hints else ""
    shown = source if len(source) < 100 else f"{source[:100]}..."
    return SceneError(f"Typst cannot set `{shown}`: {why}{_where(why)}{cure}")


def _where(why: TypstError) -> str:
    found = _MARKED.search(getattr(why, "diagnostic", ""))
    if not found:
        return ""
    marked = found["source"][found["mark"].index("^") : len(found["mark"])]
    return f", at `{marked}`" if marked else ""


def _fraction(found: re.Match[str]) -> str:
    above, below = (part if re.fullmatch(r"\w+", part) else f"({part})" for part in found.groups())
    return f"{above}/{below}"


def _raised(found: re.Match[str]) -> str:
    sign, what = found.groups()
    return f"{sign}{what}" if len(what) == 1 else f"{sign}({what})"
