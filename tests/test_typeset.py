"""Typst mathematics: it compiles, it means what was read, and it looks as a textbook would set it."""

import math
import re
from collections.abc import Callable

import pytest
import sympy as sp
import typst as typst_compiler
from hypothesis import given, settings

from gradanim.errors import ReadError
from gradanim.formulas.read import SYMBOLS, Reading, read
from gradanim.formulas.typeset import number, typst, typst_terms
from tests.formulas import POINTS, agree, formulas

TYPED = [
    "x^2+3xy+y^2", "2*exp(-(x-1)^2 - y^2) + 1.5*exp(-((x+1)^2 + (y-0.6)^2)/0.8)", "exp(-x^2)*sin(3y)", "x", "3",
    "100(y-x^2)^2+(1-x)^2", "log(x^2+y^2)", "1/(x-y)", "1000*x^2+y/1000", "sin(x)*cos(y) + x/4", "x^y^2", "2^-x",
    "e^(-x^2/2)", "e^(-(x^2+y^2)/0.8)", "1/(2x)", "x/2/y", "2*3*x", "2*3^x", "x*x", "xx", "x*2", "|x|+||x|-1|",
    "sqrt(x^2+1)", "cbrt(x)^2", "atan2(y,x)/2", "|atan2(y,x)|", "asinh(x)^2", "log10(x)+log2(y)", "1e-3x+2e5y", "x*-y",
    "(1/2)*x^2", "x^(1/2)", "(x/y)^2", "(x^2)^3", "sin(x)^-1", "exp(x)^2", "exp(x+y+x+y+x+y)^2", "x-(y-1)", "2(3x)",
    "½x^½", "(-x)^2", "x^-1", "arcsin(x/2)^2", "(x+y)/(x-y)/(2x)", "2^(x(y+1)(y+2))", "x/(2y)*3", "sin^2 x", "tan(x/2)",
    "sec x csc y cot x", "sech x + csch y + coth x", "|log(x)|", "sqrt(x y)^3", "|x|^3", "1e-3^x", "2e3^2", "-(-x)",
    "x^(y/2/x)", "e^(x/(2y))", "pi x + tau y + e", "(x+1)/2*3", "((x)/(y))/((x)/(y))", "x^((x+1)(y+1))", "3*(-2)",
    "2^(3^(x/y))", "x(1/2)", "0.50x", ".5x", "1.x", "2*pi", "x/(y/2)", "1/x^2", "(1/x)^2", "-x/y", "(-x)/(-y)",
]  # fmt: skip


def derived(reading: Reading) -> list[sp.Expr]:
    first = [sp.diff(reading.expr, SYMBOLS[name]) for name in reading.variables]
    return [*first, *(sp.diff(partial, SYMBOLS[name]) for partial in first for name in reading.variables)]


def compile_all(sources: list[str]) -> bytes:
    page = "#set page(width: 40cm, height: auto)\n" + "\n\n".join(f"$ {source} $" for source in sources)
    return bytes(typst_compiler.compile(page.encode()))


CALLS: dict[str, Callable[..., float]] = {
    "sin": math.sin, "cos": math.cos, "tan": math.tan, "ln": math.log, "exp": math.exp, "sqrt": math.sqrt, "abs": abs,
    "frac": lambda a, b: a / b, "root": lambda n, u: math.copysign(abs(u) ** (1 / n), u),
    "log_10": math.log10, "log_2": math.log2, "arcsin": math.asin, "arccos": math.acos, "arctan": math.atan,
    "sinh": math.sinh, "cosh": math.cosh, "tanh": math.tanh, 'op("arsinh")': math.asinh, 'op("arcosh")': math.acosh,
    'op("artanh")': math.atanh, 'op("atan2")': math.atan2, "sec": lambda u: 1 / math.cos(u),
    "csc": lambda u: 1 / math.sin(u), "cot": lambda u: 1 / math.tan(u), "sech": lambda u: 1 / math.cosh(u),
    "csch": lambda u: 1 / math.sinh(u), "coth": lambda u: 1 / math.tanh(u),
    'op("arcsec")': lambda u: math.acos(1 / u), 'op("arccsc")': lambda u: math.asin(1 / u),
    'op("arccot")': lambda u: math.atan(1 / u) if u else math.pi / 2,
    'op("sgn")': lambda u: float((u > 0) - (u < 0)),
}  # fmt: skip


class Typst:
    """A small reader of the Typst mathematics that is emitted here: what a viewer takes the picture to mean."""

    TOKEN = re.compile(r'\s*(op\("\w+"\)|\\/|[0-9]+(?:\.[0-9]*)?|[A-Za-z]+|"\w+"|[-+^_(),])')

    def __init__(self, source: str, at: dict[str, float]) -> None:
        self.names = {**at, "e": math.e, "pi": math.pi, "tau": math.tau}
        self.tokens: list[str] = []
        place = 0
        while place < len(source):
            found = self.TOKEN.match(source, place)
            assert found, f"unknown Typst at {source[place:]!r}"
            self.tokens.append(found[1])
            place = found.end()
        self.tokens.append("")

    def value(self) -> float:
        result = self.sum()
        assert self.tokens == [""], self.tokens
        return result

    def sum(self) -> float:
        result = 0.0
        first = True
        while first or self.tokens[0] in ("+", "-"):
            sign = -1 if self.tokens[0] == "-" else 1
            if self.tokens[0] in ("+", "-"):
                self.tokens.pop(0)
            result += sign * self.product()
            first = False
        return result

    def product(self) -> float:
        result = self.power()
        while self.tokens[0] not in ("", "+", "-", ")", ","):
            joint = self.tokens[0]
            if joint in ("dot", "\\/"):
                self.tokens.pop(0)
            else:
                assert not joint[0].isdigit(), "digits that run together"
            factor = self.power()
            result = result / factor if joint == "\\/" else result * factor
        return result

    def power(self) -> float:
        base = self.atom()
        if self.tokens[0] == "^":
            self.tokens.pop(0)
            base = math.pow(base, self.atom())
            assert self.tokens[0] != "^", "two exponents on one base"
        return base

    def atom(self) -> float:
        token = self.tokens.pop(0)
        if token == "(":
            return self.arguments()[0]
        if token[0].isdigit():
            return float(token)
        if token == "log":
            assert self.tokens.pop(0) == "_"
            token += "_" + self.tokens.pop(0)
        if token not in CALLS:
            return self.names[token]
        exponent = 1.0
        if self.tokens[0] == "^":
            self.tokens.pop(0)
            exponent = self.atom()
        assert self.tokens.pop(0) == "("
        return math.pow(CALLS[token](*self.arguments()), exponent)

    def arguments(self) -> list[float]:
        found = [self.sum()]
        while self.tokens[0] == ",":
            self.tokens.pop(0)
            found.append(self.sum())
        assert self.tokens.pop(0) == ")"
        return found


def shown(source: str, at: dict[str, float]) -> float:
    """The value that the picture has, nan where it has none."""
    try:
        return Typst(source, at).value()
    except (ArithmeticError, ValueError):
        return math.nan


def meant(expr: sp.Expr, at: dict[str, float]) -> float:
    value = complex(expr.subs({SYMBOLS[name]: at[name] for name in at}).evalf())
    return value.real if abs(value.imag) <= 1e-12 * abs(value) else math.nan


@pytest.mark.parametrize("text", TYPED)
def test_typed_formulas_keep_their_meaning(text):
    reading = read(text)
    for at in POINTS:
        assert agree(shown(typst(reading), at), meant(reading.expr, at)), typst(reading)


@pytest.mark.parametrize("text", TYPED)
def test_derivatives_keep_their_meaning(text):
    reading = read(text)
    for expr in derived(reading):
        if expr.has(sp.DiracDelta):
            continue
        for source in (typst(expr), typst(expr, like=reading)):
            for at in POINTS:
                assert agree(shown(source, at), meant(expr, at)), source


def test_typed_formulas_and_their_derivatives_compile():
    sources = []
    for text in TYPED:
        reading = read(text)
        sources += [typst(reading), *(typst(expr, like=reading) for expr in derived(reading))]
    assert compile_all(sources)


@settings(max_examples=150, deadline=None)
@given(formulas())
def test_random_formulas_keep_their_meaning_and_compile(formula):
    try:
        reading = read(formula.text)
    except ReadError:
        return
    source = typst(reading)
    for at in POINTS:
        assert agree(shown(source, at), formula.value(at)), source
    compile_all([source])


@settings(max_examples=60, deadline=None)
@given(formulas(depth=3))
def test_derivatives_of_random_formulas_keep_their_meaning(formula):
    try:
        reading = read(formula.text)
    except ReadError:
        return
    partial = sp.diff(reading.expr, SYMBOLS["x"])
    if partial.has(sp.nan, sp.zoo, sp.oo, sp.I):
        return
    source = typst(partial, like=reading)
    compile_all([source])
    for at in POINTS[:2]:
        assert agree(shown(source, at), meant(partial, at)), source


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("exp(-((x+1)^2)/0.8)", "e^(-(x + 1)^2 \\/ 0.8)"),
        ("1.5*x*y + y*2", "1.5 x y + y dot 2"),
        ("x*y/0.8", "frac(x y, 0.8)"),
        ("x**2", "x^2"),
        ("sin x cos y", "sin (x) cos (y)"),
        ("|x - y|", "abs(x - y)"),
        ("log x", "ln (x)"),
        ("(x)(y)", "x y"),
        ("((x+y))", "x + y"),
        ("1 - x", "1 - x"),
        ("y + x", "y + x"),
        (".50x", "0.50 x"),
    ],
)
def test_what_was_typed_keeps_its_order_and_decimals(text, source):
    assert typst(read(text)) == source


@pytest.mark.parametrize(
    ("text", "of_x"),
    [
        ("x^2+3xy+y^2", "2 x + 3 y"),
        ("x - x^2/2", "1 - x"),
        ("0.625x^2", "frac(5 x, 4)"),
        ("x/y", "frac(1, y)"),
        ("log(x^2+y^2)", "frac(2 x, x^2 + y^2)"),
        ("exp(-x^2)*sin(3y)", "-2 x sin (3 y) e^(-x^2)"),
        ("sqrt(x)", "frac(1, 2 sqrt(x))"),
        ("1.5exp(-((x-0.5)^2+y^2)/0.8)", "-frac(15, 4) (x - 0.5) exp (-frac((x - 0.5)^2 + y^2, 0.8))"),
        ("7", "0"),
    ],
)
def test_derivatives_look_as_in_a_textbook(text, of_x):
    reading = read(text)
    assert typst(sp.diff(reading.expr, SYMBOLS["x"]), like=reading) == of_x


@pytest.mark.parametrize("text", TYPED)
def test_the_terms_make_up_the_whole(text):
    reading = read(text)
    assert " ".join(typst_terms(reading)) == typst(reading)


def test_terms_carry_their_signs():
    assert typst_terms(read("x^2 - 3x + 1")) == ["x^2", "- 3 x", "+ 1"]
    assert typst_terms(read("-x*(y+1)")) == ["-x (y + 1)"]
    assert typst_terms(read("x*(y+1)")) == ["x (y + 1)"]


def test_numbers_that_are_not_expressions_are_set_too():
    assert typst(3) == "3"
    assert typst(-0.5) == "-frac(1, 2)"
    assert typst(math.inf) == "infinity"
    assert typst(math.nan) == '"undefined"'


def test_what_has_no_mathematical_form_still_compiles():
    x = SYMBOLS["x"]
    strange = [
        sp.Derivative(sp.Function("g")(x), x),
        sp.Symbol("loss rate"),
        sp.Piecewise((x, x > 0), (1, True)),
        sp.zoo,
    ]
    assert compile_all([typst(expr) for expr in strange])


@pytest.mark.parametrize(
    ("value", "source"),
    [
        (44.9, "44.90"),
        (-44.896, "-44.90"),
        (1.2e-7, "1.2 times 10^(-7)"),
        (-0.0, "0.00"),
        (0.0123, "0.012"),
        (0.999, "1.00"),
        (9.996e6, "1.0 times 10^7"),
        (math.nan, '"undefined"'),
        (math.inf, "infinity"),
        (-math.inf, "-infinity"),
    ],
)
def test_live_numbers_are_short_and_honest(value, source):
    assert number(value) == source


def test_no_live_number_shows_a_nonzero_value_as_zero():
    for exponent in range(-300, 300, 7):
        for sign in (-1, 1):
            value = sign * 3.7 * 10.0**exponent
            assert shown(number(value).replace("times", "dot"), {}) == pytest.approx(value, rel=0.06)


def test_whole_numbers_stay_whole():
    assert [number(value, 0) for value in (5, -3, 0, -0.2, 1234)] == ["5", "-3", "0", "0", "1234"]


def test_a_number_with_a_known_largest_size_keeps_its_form():
    assert [number(value, of=10.0) for value in (9.5, 0.05, 1e-17, -1e-17)] == ["9.50", "0.05", "0.00", "0.00"]
    assert [number(value, of=2e-5) for value in (2e-5, -1e-6, 1e-30)] == [
        "2.0 times 10^(-5)",
        "-0.1 times 10^(-5)",
        "0",
    ]


def test_every_live_number_compiles():
    values = [0, -1.5, 1e-9, -1e12, math.nan, math.inf, -math.inf, 1e308, 5e-324]
    assert compile_all([number(value, digits) for value in values for digits in (0, 1, 2, 4)])


IN_CASES = {
    "where(x > 0, x^2, y)": 'cases(x^2 & x > 0, y & "else")',
    "piecewise((x, x < 0), (y, 0 <= y < 1))": 'cases(x & x < 0, y & 0 <= y "and" y < 1)',
    "max(x, y)^2": "max^2 (x, y)",
    "floor(x) + ceil(y)": "floor(x) + ceil(y)",
    "log(x, 3)": "log_3 (x)",
    "pow(x, y)": "x^y",
}


@pytest.mark.parametrize("text", IN_CASES)
def test_cases_jumps_and_bases_are_set_as_in_a_book(text):
    reading = read(text)
    assert typst(reading) == IN_CASES[text]
    compile_all([typst(reading), *(typst(partial, like=reading) for partial in derived(reading))])
