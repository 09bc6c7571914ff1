"""Live numbers as Typst mathematics: short, honest, and steady while they change."""

import math

PLAIN = ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "7", "8", "9")


def number(value: float, digits: int = 2, *, of: float | None = None) -> str:
    """A live number as Typst mathematics.

    Args:
        value: what to show; nan is set as "undefined".
        digits: decimals of a number of ordinary size. Those below 10^-digits or above a million are set with a
            power of ten, and those up to ten times that small get one decimal more.
        of: the largest size the number will have while it lives; it then keeps one form all the time, and what is
            negligible beside `of` is 0.
    """
    if math.isnan(value):
        return '"undefined"'
    if math.isinf(value):
        return "infinity" if value > 0 else "-infinity"
    size = max(abs(value), abs(of) if of is not None and math.isfinite(of) else 0.0)
    if size == 0 or (digits == 0 and size < 1e6) or 10.0**-digits <= size < 1e6:
        decimals = digits + (0 < size < 10.0 ** (1 - digits) and digits > 0)
        return _without_minus_zero(f"{value:.{decimals}f}")
    decimals = max(digits - 1, 1)
    if of is None:
        mantissa, _, exponent = f"{value:.{decimals}e}".partition("e")
    else:
        exponent = f"{size:.{decimals}e}".partition("e")[2]
        mantissa = _without_minus_zero(f"{value / size * (size / 10.0 ** int(exponent)):.{decimals}f}")
    if not mantissa.strip("0."):
        return "0"
    return f"{mantissa} times {power_of_ten(int(exponent))}"


def short(value: float, digits: int = 6) -> str:
    """A number that stands still as Typst mathematics, without zeros behind it: 0.02, or 3 times a power of ten."""
    if not math.isfinite(value):
        return number(value)
    mantissa, _, exponent = f"{value + 0.0:.{digits}g}".partition("e")
    return f"{mantissa} times {power_of_ten(int(exponent))}" if exponent else mantissa


def plain_number(most: float, *, least: float = 0.0) -> float:
    """The largest number up to `most` that is easily said, such as 0.3, 1.5 or 20.

    Args:
        least: above it there is always a number to be found, even if that is more than `most`.
    """
    decade = math.floor(math.log10(max(most, least)))
    plain = [float(f"{digits}e{k}") for k in (decade - 1, decade, decade + 1) for digits in PLAIN]
    below = [value for value in plain if value <= most * (1 + 1e-9)]
    return below[-1] if below and below[-1] >= least else next(value for value in plain if value >= least)


def _without_minus_zero(text: str) -> str:
    return text if text.strip("-0.") else text.removeprefix("-")


def power_of_ten(exponent: int) -> str:
    """Typst mathematics for 10 to some power."""
    return f"10^{exponent}" if 0 <= exponent < 10 else f"10^({exponent})"
