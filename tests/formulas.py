"""Random formulas for tests: a typed text together with what it means, evaluated by Python's own floats."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

At = dict[str, float]
POINTS: list[At] = [{"x": 0.7, "y": 1.3}, {"x": -1.6, "y": 0.45}, {"x": 2.3, "y": -0.8}]

FUNCTIONS: dict[str, Callable[[float], float]] = {
    "exp": math.exp, "ln": math.log, "log": math.log, "log10": math.log10, "sqrt": math.sqrt, "cbrt": math.cbrt,
    "abs": abs, "sin": math.sin, "cos": math.cos, "tan": math.tan, "arctan": math.atan, "atan": math.atan,
    "asin": math.asin, "sinh": math.sinh, "tanh": math.tanh, "asinh": math.asinh,
}  # fmt: skip


@dataclass(frozen=True)
class Formula:
    """A text and its meaning; `tight` texts need no brackets as a factor or as the base of a power."""

    text: str
    meaning: Callable[[At], float]
    tight: bool = False

    @property
    def bracketed(self) -> str:
        return self.text if self.tight else f"({self.text})"

    def value(self, at: At) -> float:
        """Its value, nan where it is undefined."""
        try:
            return self.meaning(at)
        except (ArithmeticError, ValueError):
            return math.nan


def agree(a: float, b: float, tolerance: float = 1e-6) -> bool:
    """Whether two values are the same to rounding. Where one of them is undefined or huge, the other may be anything:
    sympy cancels x/x and log(exp(x)), and so knows values that step by step arithmetic does not."""
    if not (math.isfinite(a) and math.isfinite(b)) or max(abs(a), abs(b)) > 1e9:
        return True
    return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


_NUMBERS = st.sampled_from(["1", "2", "3", "10", "0.5", ".25", "4.", "0.8", "1e-1", "2e1"])
_LEAVES = st.one_of(
    st.sampled_from([Formula("x", lambda at: at["x"], True), Formula("y", lambda at: at["y"], True)]),
    _NUMBERS.map(lambda text: Formula(text, lambda at: float(text), True)),
    st.sampled_from([Formula("pi", lambda at: math.pi, True), Formula("e", lambda at: math.e, True)]),
)


def _sure(value: float) -> float:
    """A value that rounding has left something of: tan(pi) is 0, and not so small that a root makes much of it."""
    if 0 < abs(value) < 1e-12:
        raise ArithmeticError("rounding decides")
    return value


def _sum(a: Formula, b: Formula, sign: str) -> Formula:
    if "+" in sign:
        return Formula(f"{a.text}{sign}{b.bracketed}", lambda at: a.meaning(at) + b.meaning(at))
    return Formula(f"{a.text}{sign}{b.bracketed}", lambda at: a.meaning(at) - b.meaning(at))


def _product(a: Formula, b: Formula, sign: str) -> Formula:
    if "/" in sign or "÷" in sign:
        return Formula(f"{a.bracketed}{sign}{b.bracketed}", lambda at: a.meaning(at) / _sure(b.meaning(at)))
    return Formula(f"{a.bracketed}{sign}{b.bracketed}", lambda at: a.meaning(at) * b.meaning(at))


def _beside(a: Formula, b: Formula) -> Formula:
    return Formula(f"({a.text})({b.text})", lambda at: a.meaning(at) * b.meaning(at))


def _minus(a: Formula) -> Formula:
    return Formula(f"-{a.bracketed}", lambda at: -a.meaning(at))


def _power(a: Formula, exponent: Formula, sign: str) -> Formula:
    return Formula(
        f"{a.bracketed}{sign}{exponent.bracketed}", lambda at: math.pow(_sure(a.meaning(at)), exponent.meaning(at))
    )


def _call(name: str, a: Formula) -> Formula:
    return Formula(
        f"{name}({a.text})", lambda at: _known(name, FUNCTIONS[name](_turned(name, _sure(a.meaning(at))))), True
    )


def _turned(name: str, angle: float) -> float:
    """An angle whose place on the circle floats still know: of pi^20 they have lost the sixth decimal."""
    if name in ("sin", "cos", "tan") and abs(angle) > 1e6:
        raise ArithmeticError("rounding decides")
    return angle


def _known(name: str, value: float) -> float:
    """A value of which floats know more than rounding: sin(pi) is 1.2e-16 to them, and a large factor would show it."""
    if name in ("sin", "cos", "tan") and 0 < abs(value) < 1e-9:
        raise ArithmeticError("rounding decides")
    return value


def _bars(a: Formula) -> Formula:
    return Formula(f"(|{a.text}|)", lambda at: abs(a.meaning(at)), True)


def formulas(depth: int = 4) -> st.SearchStrategy[Formula]:
    """Formulas of some depth in x and y."""
    if depth == 0:
        return _LEAVES
    below = formulas(depth - 1)
    return st.one_of(
        _LEAVES,
        st.builds(_sum, below, below, st.sampled_from(["+", "-", " + ", " − "])),
        st.builds(_product, below, below, st.sampled_from(["*", "/", " * ", " · ", "×", "÷"])),
        st.builds(_beside, below, below),
        st.builds(_minus, below),
        st.builds(_power, below, st.one_of(_LEAVES, below), st.sampled_from(["^", "**"])),
        st.builds(_call, st.sampled_from(sorted(FUNCTIONS)), below),
        st.builds(_bars, below),
    )
