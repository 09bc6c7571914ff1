"""Tokens to the tree of what was typed; the grammar is told in `gradanim.formulas.read`."""

from collections.abc import Callable
from typing import NoReturn

from gradanim.errors import ReadError
from gradanim.formulas.functions import FUNCTIONS
from gradanim.formulas.lexicon import listed, stray
from gradanim.formulas.stream import TokenStream
from gradanim.formulas.syntax import (
    Call,
    Cases,
    Comparison,
    Condition,
    Junction,
    Name,
    Node,
    Number,
    Power,
    Product,
    Sum,
    is_constant,
)
from gradanim.formulas.tokens import Token

_OPERANDS = ("number", "fraction", "name", "function", "root", "(", "over")
_TWO_WAYS = "{typed} can be read in two ways"
_BRACKETS = "Put the argument of {name} in brackets: {name}(...)."
_EXAMPLES = {"atan2": "y, x"}
_COMMA = "A decimal has a point: 0.5 rather than 0,5."


class Parser(TokenStream):
    """A recursive descent over the tokens of one text.

    Raises:
        ReadError: from the constructor and from every method, at the place at fault.
    """

    def __init__(self, text: str, variables: tuple[str, ...], start: int = 0) -> None:
        super().__init__(text, variables, start)
        self._bars = [0]  # the bars |...| open at each level of brackets

    def expression(self) -> Node:
        """The whole text as one expression."""
        node = self._either()
        if self.token.kind == ",":
            cure = f"{_COMMA} Only vectors have commas."
            self.fail(self.token.place, "a comma where one expression is expected", cure)
        self._expect_end()
        return node

    def expressions(self) -> list[tuple[Node, int, int]]:
        """The whole text as a list "P, Q", with or without brackets round it: each tree, with its start and stop."""
        bracketed = self._is_bracketed_list()
        opening = self.take() if bracketed else None
        found = []
        while True:
            start = self.token.place
            node = self._either()
            found.append((node, start, self.before.stop))
            if self.token.kind != ",":
                break
            self.take()
        if opening:
            self.close(opening)
        self._expect_end()
        return found

    def _is_bracketed_list(self) -> bool:
        """Whether the first bracket encloses everything, a comma of its own included."""
        depth, comma = 0, False
        for index, token in enumerate(self.all[:-1]):
            depth += (token.kind == "(") - (token.kind == ")")
            comma = comma or (token.kind == "," and depth == 1)
            if depth <= 0:
                return comma and index == len(self.all) - 2
        return comma and depth > 0

    def _expect_end(self) -> None:
        token = self.token
        if token.kind == ")":
            self.fail(token.place, f"this {token.text} closes nothing", "Remove it, or open a bracket before.")
        if token.kind == "compare":
            raise stray(self.text, token.place, self.variables)
        if token.kind != "end":
            self.fail(token.place, f"{token.text} is not expected here", "Join two parts by an operator, + or *.")

    # Cases are made of sums and conditions.

    def _either(self) -> Node:
        """A sum; or `a if condition else b`."""
        node = self._sum()
        if not self._is_word("if"):
            return node
        place = self.take().place
        with self.level(place):
            condition = self._condition()
            otherwise = self._either() if self._is_word("else") and self.take() else None
        return Cases(((node, condition),), otherwise, place)

    def _is_word(self, word: str) -> bool:
        return self.token.kind == "word" and self.token.text == word

    def _condition(self) -> Condition:
        """Conditions joined by "or", each made of such as are joined by "and"."""
        return self._joined("or", lambda: self._joined("and", self._comparison))

    def _joined(self, word: str, part: Callable[[], Condition]) -> Condition:
        place = self.token.place
        parts = [part()]
        while self._is_word(word):
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Junction(word, tuple(parts), place)

    def _comparison(self) -> Condition:
        """`0 < x <= 1`, or a condition in brackets."""
        start, place = self.mark(), self.token.place
        if self.token.kind == "(":
            try:
                self._sum()
                plain = self.token.kind == "compare"
            except ReadError:
                plain = False
            self.back(start)
            self._bars = [0]
            if not plain:
                opening = self.take()
                with self.level(place):
                    inside = self._condition()
                self.close(opening)
                return inside
        found, left = [], self._sum()
        while self.token.kind == "compare":
            sign = self.take()
            right = self._sum()
            found.append(Comparison(left, sign.text, right, sign.place))
            left = right
        if not found:
            self.fail(self.token.place, "a condition is expected here", "Compare two numbers, as in x > 0.")
        return found[0] if len(found) == 1 else Junction("and", tuple(found), place)

    def _where(self, name: Token) -> Node:
        """`where(condition, a, b)`, also written if(...)."""
        opening = self._opening(name, "(x > 0, a, b)")
        self._bars.append(0)
        condition = self._condition()
        values: list[Node] = []
        while self.token.kind == "," and len(values) < 2:
            self.take()
            values.append(self._either())
        self.close(opening)
        self._bars.pop()
        if not values:
            self.fail(
                self.before.place, f"{name.text} has no value for its condition", f"Write {name.text}(x > 0, a, b)."
            )
        return Cases(((values[0], condition),), values[1] if len(values) > 1 else None, name.place)

    def _piecewise(self, name: Token) -> Node:
        """`piecewise((a, x < 0), (b, True))`."""
        opening = self._opening(name, "((a, x < 0), (b, True))")
        self._bars.append(0)
        branches: list[tuple[Node, Condition]] = []
        otherwise = None
        while otherwise is None:
            if self.token.kind != "(":
                self.fail(self.token.place, "a case is expected here", "Write a case as (value, condition).")
            case = self.take()
            node = self._either()
            if self.token.kind != ",":
                self.fail(self.token.place, "this case has no condition", "Write a case as (value, condition).")
            self.take()
            if self._is_word("true"):
                self.take()
                otherwise = node
            else:
                branches.append((node, self._condition()))
            self.close(case)
            if self.token.kind != ",":
                break
            self.take()
        self.close(opening)
        self._bars.pop()
        if not branches:
            assert otherwise is not None  # a case alone that always holds
            return otherwise
        return Cases(tuple(branches), otherwise, name.place)

    def _opening(self, name: Token, how: str) -> Token:
        if self.token.kind != "(":
            self.fail(self.token.place, f"{name.text} has no cases", f"Write {name.text}{how}.")
        return self.take()

    # A sum is made of signed terms, a term of factors, a factor of powers.

    def _sum(self) -> Node:
        place = self.token.place
        terms = [(self._sign(), self._product())]
        while self.token.kind in "+-":
            terms.append((self._sign(), self._product()))
        return terms[0][1] if len(terms) == 1 and terms[0][0] > 0 else Sum(tuple(terms), place)

    def _sign(self) -> int:
        return -1 if self.token.kind in "+-" and self.take().kind == "-" else 1

    def _signed_power(self) -> Node:
        if self.token.kind not in "+-":
            return self._power()
        place = self.token.place
        sign = self._sign()
        with self.level(place):
            node = self._signed_power()
        return node if sign > 0 else Sum(((-1, node),), place)

    def _product(self) -> Node:
        place = self.token.place
        factors = [("", self._signed_power())]
        divisor = None  # where what stands behind the last fraction bar begins and ends, if it ends without a bracket
        while (joint := self._joint()) is not None:
            if joint == "" and divisor is not None:
                self._refuse_two_readings(place, divisor)
            begin, bracketed = self.token.place, self.token.kind == "("
            factors.append((joint, self._signed_power() if joint else self._power()))
            if joint:
                divisor = None if joint == "*" or bracketed else (begin, self.before.stop)
        return factors[0][1] if len(factors) == 1 else Product(tuple(factors), place)

    def _refuse_two_readings(self, start: int, divisor: tuple[int, int]) -> NoReturn:
        """`1/2x` is a half of x to some, and one over 2x to others."""
        while self._joint() == "":
            self._power()
        begin, stop = divisor
        end = self.before.stop
        whole, above, below = self.text[start:end], self.text[start:begin], self.text[begin:end]
        cure = f"Write {above}({below}) or ({self.text[start:stop]})*{self.text[stop:end].strip()}."
        self.fail(begin, _TWO_WAYS.format(typed=whole), cure)

    def _joint(self) -> str | None:
        """Take what joins the next factor: "*", "/", "" side by side, or None if the product ends here."""
        token = self.token
        if token.kind in "*/":
            self.take()
            if self.token.kind in "*/":
                self.fail(self.token.place, f"two operators in a row: {token.kind}{self.token.kind}", "Keep one.")
            return token.kind
        if token.kind in ("number", "fraction"):
            self._refuse_number_behind(token)
        cases = token.kind == "word" and token.text in ("where", "piecewise")
        if cases or token.kind in _OPERANDS or (token.kind == "|" and not self._bars[-1]):
            return ""
        return None

    def _refuse_number_behind(self, token: Token) -> NoReturn:
        before = self.before
        if before.kind == "name" and before.stop == token.place and token.text in "0123":
            named = f"If {before.text}{token.text} is the name of a variable, use {listed(self.variables)}."
            powers = f"Did you mean {before.text}^{token.text} or {token.text}{before.text}?"
            self.fail(token.place, f"the number {token.text} behind a factor", f"{powers} {named}")
        if before.kind == "number":
            self.fail(token.place, "two numbers side by side", "Join them by an operator, or write one number.")
        front = f"{before.text}^{token.text} or {token.text}{before.text}" if before.kind == "name" else "^ or *"
        self.fail(token.place, f"the number {token.text} behind a factor", f"Did you mean {front}?")

    def _power(self) -> Node:
        node = self._operand()
        place = self.token.place
        if self.token.kind == "superscript":
            node = Power(node, self._superscript(), place)
            if self.token.kind in ("^", "superscript"):
                self.fail(self.token.place, "two exponents on one base", "Use brackets: (x^2)^3.")
            return node
        if self.token.kind == "^":
            self.take()
            with self.level(place):
                node = Power(node, self._signed_power(), place)
        return node

    def _superscript(self) -> Node:
        token = self.take()
        number = Number(token.text.lstrip("+-"), token.place)
        return Sum(((-1, number),), token.place) if token.text.startswith("-") else number

    def _operand(self) -> Node:
        token = self.take()
        match token.kind:
            case "number":
                return Number(token.text, token.place)
            case "fraction":
                above, below = (Number(digits, token.place) for digits in token.text.split("/"))
                return Product((("", above), ("/", below)), token.place)
            case "name":
                self._refuse_index(token)
                return Name(token.text, token.place)
            case "over":
                return self._fraction(token)
            case "word" if token.text in ("where", "if"):
                return self._where(token)
            case "word" if token.text == "piecewise":
                return self._piecewise(token)
            case "function":
                return self._function(token)
            case "root":
                return self._root(token)
            case "(" | "|":
                return self._enclosed(token)
        self._fail_operand(token)

    def _refuse_index(self, name: Token) -> None:
        """`x[0]` names a variable elsewhere; here it would be x times 0."""
        ahead = self.all[self._next : self._next + 3]
        if (
            [token.text for token in ahead[::2]] == ["[", "]"]
            and ahead[1].text.isdigit()
            and ahead[0].place == name.stop
        ):
            typed = self.text[name.place : ahead[2].stop]
            self.fail(name.place, f"an index is not read: {typed}", f"Name the variables {listed(self.variables)}.")

    def _fraction(self, command: Token) -> Node:
        r"""`\frac{a}{b}`."""
        parts = []
        for _ in range(2):
            if self.token.kind != "(":
                self.fail(self.token.place, f"{command.text} has no {{...}} here", r"Write \frac{a}{b}, or a/b.")
            parts.append(self._enclosed(self.take()))
        return Product((("", parts[0]), ("/", parts[1])), command.place)

    def _fail_operand(self, token: Token) -> NoReturn:
        if token.kind == "end":
            nothing = not self.text.strip() or self._next == 0
            reason = "there is nothing to read" if nothing else "the text ends where something has to follow"
            self.fail(token.place, reason, "Type an expression such as x^2 + y^2." if nothing else "Complete it.")
        self.fail(token.place, f"something is missing before {token.text}", "Put a number, a name or a bracket there.")

    def _enclosed(self, opening: Token) -> Node:
        """What stands in brackets, or in bars |...|."""
        with self.level(opening.place):
            if opening.kind == "(":
                return self._arguments(opening, 1, "")[0]
            self._bars[-1] += 1
            inside = self._either()
            self._bars[-1] -= 1
        if self.take().kind != "|":
            self.fail(opening.place, "this bar | is not closed", "Bars come in pairs: |x|, or abs(x).")
        return Call("abs", (inside,), opening.place)

    def _arguments(self, opening: Token, count: int, name: str, most: int = 0) -> tuple[Node, ...]:
        """From `count` to `most` expressions between an opening bracket, which is taken, and its closing one."""
        self._bars.append(0)
        found, most = [self._either()], max(count, most)
        while self.token.kind == ",":
            if len(found) == most:
                cure = _COMMA if most == 1 else f"{name} takes {most} arguments."
                self.fail(self.token.place, "a comma inside brackets" if most == 1 else "too many arguments", cure)
            self.take()
            found.append(self._either())
        if len(found) < count:
            self.fail(
                self.token.place, f"{name} takes {count} arguments", f"Write {name}({_EXAMPLES.get(name, 'a, b')})."
            )
        self.close(opening)
        self._bars.pop()
        return tuple(found)

    def _root(self, token: Token) -> Node:
        """√ takes the one factor behind it: √2x is √2 times x."""
        bracketed = self.token.kind in ("(", "|")
        with self.level(token.place):
            inside = self._operand()
        if not bracketed and self.token.kind in ("^", "superscript"):
            self.fail(token.place, "a root followed by an exponent", "Use brackets: sqrt(x^2), or sqrt(x)^2.")
        return Call(token.text, (inside,), token.place)

    def _function(self, token: Token) -> Node:
        """A function with its argument: `sin(x)`, `sin 2x`, `sin^2 x`."""
        exponent = self._function_exponent(token)
        with self.level(token.place):
            if self.token.kind == "(":
                known = FUNCTIONS[token.text]
                arguments = self._arguments(self.take(), known.arity, token.text, known.most)
            elif self.token.kind == "|":
                arguments = (self._enclosed(self.take()),)
            else:
                arguments = (self._bare_argument(token),)
        call = _as_written(Call(token.text, arguments, token.place))
        return call if exponent is None else Power(call, exponent, token.place)

    def _function_exponent(self, token: Token) -> Node | None:
        mark = self.token
        if mark.kind == "^":
            self.take()
            number = self.take()
        elif mark.kind == "superscript":
            number = self.take()
        else:
            return None
        if not (number.text.isdigit() and int(number.text[:4]) > 0 and number.kind in ("number", "superscript")):
            name = token.text
            if name == "exp":
                self.fail(mark.place, "exp takes its argument in brackets", "Write exp(x) or e^x.")
            inverse = f"the inverse function arc{name}(x), or " if f"arc{name}" in FUNCTIONS else ""
            cure = f"Write {inverse}{name}(x)^(-1) for one over it, {name}(x)^n for another power."
            self.fail(mark.place, f"the exponent of a function's name has to be 1, 2, 3, ... as in {name}^2(x)", cure)
        return Number(number.text, number.place)

    def _bare_argument(self, function: Token) -> Node:
        """The argument of a function without brackets: the factors side by side up to the next operator or function."""
        name, place = function.text, self.token.place
        if FUNCTIONS[name].arity != 1 or self.token.kind not in ("+", "-", *_OPERANDS):
            example = _EXAMPLES.get(name, "x" if FUNCTIONS[name].arity == 1 else "a, b")
            self.fail(place, f"{name} has no argument", f"Write {name}({example}).")
        sign = self._sign()
        factors = [("", self._power())]
        while self.token.kind in ("name", "root") and not isinstance(factors[-1][1], Call):
            factors.append(("", self._power()))
        argument = factors[0][1] if len(factors) == 1 else Product(tuple(factors), place)
        follower = self.token
        doubtful = ("(", "/", "*", "function", "root") if is_constant(argument) else ("(", "/")
        if follower.kind in ("number", "fraction"):
            self._refuse_number_behind(follower)
        if follower.kind in doubtful or (follower.kind == "|" and not self._bars[-1]):
            typed = self.text[function.place : follower.stop]
            self.fail(follower.place, _TWO_WAYS.format(typed=typed), _BRACKETS.format(name=name))
        return argument if sign > 0 else Sum(((-1, argument),), place)


def _as_written(call: Call) -> Node:
    """Functions that stand for something else: pow(a, b) for a^b, arctan(y, x) for atan2(y, x)."""
    match call:
        case Call("pow", (base, exponent)):
            return Power(base, exponent, call.place)
        case Call("square", (base,)):
            return Power(base, Number("2", call.place), call.place)
        case Call("hypot", (a, b)):
            squares = tuple((1, Power(side, Number("2", call.place), call.place)) for side in (a, b))
            return Call("sqrt", (Sum(squares, call.place),), call.place)
        case Call("arctan", (_, _)):
            return Call("atan2", call.arguments, call.place)
    return call
