"""A constraint: the points where a second function has one value."""

from dataclasses import dataclass

from gradanim.fields.domain import Domain
from gradanim.fields.typed import Field
from gradanim.formulas.read import read_equation


@dataclass(frozen=True)
class Constraint:
    """The points where g(x, y) = c.

    Args:
        g: the function.
        value: the number c.
        text: the equation, as a person typed it.
    """

    g: Field
    value: float
    text: str

    @classmethod
    def typed(cls, text: str, domain: Domain) -> "Constraint":
        """Read an equation such as "x^2 + 4y^2 = 4"; of two sides that vary, g is their difference, and c is 0.

        Args:
            text: as a person types it.
            domain: the part of the plane to look at.

        Raises:
            ReadError: with the place, the reason and the cure.
        """
        reading, value = read_equation(text)
        return cls(Field(reading.text, domain, name="g"), value, text.strip())
