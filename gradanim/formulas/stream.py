"""The tokens of one text as they are taken one by one, with bounds on how long and how deep it may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from gradanim.errors import ReadError
from gradanim.formulas.tokens import Token, tokens

_MOST_CHARACTERS = 1000
_DEEPEST = 30
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class TokenStream:
    """The tokens of a text from `start` on.

    Raises:
        ReadError: from the constructor and from the methods, at the place at fault.
    """

    def __init__(self, text: str, variables: tuple[str, ...], start: int = 0) -> None:
        if len(text) > _MOST_CHARACTERS:
            cure = f"Shorten it to {_MOST_CHARACTERS} characters."
            raise ReadError(text, _MOST_CHARACTERS, f"a text of {len(text)} characters is too long", cure)
        self.text, self.variables = text, variables
        self.all = list(tokens(text, variables, start))
        self._next = 0
        self._depth = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.all[self._next]

    @property
    def before(self) -> Token:
        """The token taken last."""
        return self.all[max(self._next - 1, 0)]

    def take(self) -> Token:
        """The next token, and go on behind it; the end stays."""
        token = self.token
        self._next = min(self._next + 1, len(self.all) - 1)
        return token

    def mark(self) -> tuple[int, int]:
        """Where the reading is, to come `back` to."""
        return self._next, self._depth

    def back(self, mark: tuple[int, int]) -> None:
        """Read again from where a `mark` was made."""
        self._next, self._depth = mark

    @contextmanager
    def level(self, place: int) -> Iterator[None]:
        """One level deeper, of brackets, exponents or functions."""
        if self._depth == _DEEPEST:
            self.fail(place, f"more than {_DEEPEST} levels of brackets, powers and functions", "Nest less deeply.")
        self._depth += 1
        yield
        self._depth -= 1

    def fail(self, place: int, reason: str, cure: str) -> NoReturn:
        """Raise our error."""
        raise ReadError(self.text, place, reason, cure)

    def close(self, opening: Token) -> None:
        """Take the bracket that closes `opening`."""
        token, wanted = self.take(), _CLOSING[opening.text]
        if token.kind == "end":
            self.fail(opening.place, "this bracket is not closed", f"Add the missing {wanted}.")
        if token.kind != ")":
            self.fail(token.place, f"{token.text} is not expected here", f"Close the bracket by {wanted} first.")
        if token.text != wanted:
            self.fail(token.place, f"{token.text} closes {opening.text}", f"Use {wanted} here.")
