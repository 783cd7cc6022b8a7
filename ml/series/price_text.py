"""Prices as sentences show them."""

from math import isfinite
from typing import Final

LEAST_SIGNIFICANT: Final = 4
MOST_SIGNIFICANT: Final = 7
CENTS: Final = 2
MOST_DECIMALS: Final = 24
MINUS: Final = "\N{MINUS SIGN}"
MISSING: Final = "\N{EN DASH}"


def _decimals(price: float, significant: int) -> int:
    # The exponent of the rounded text: a logarithm is off by one just below a power of ten.
    exponent = int(f"{price:.{significant - 1}e}".partition("e")[2])
    return min(MOST_DECIMALS, max(CENTS, significant - 1 - exponent))


def price_text(price: float) -> str:
    """Return a price with its digits up to seven, four significant ones and cents at the least.

    Zeros at the end are left out down to ``max(2, 3 - e)`` decimals, where ``e`` is the decimal
    exponent of the price. Never an exponent, however small or large: ``1.49e-8`` is
    ``0.00000001490``, ``1.08524`` is ``1.08524``, ``1234567.8`` is ``1,234,567.80``. The unit is
    that of the argument. A negative price has a true minus; NaN and infinities are an en dash.

    Parameters
    ----------
    price : float
        In any unit.

    Returns
    -------
    str
        In the unit of the argument.
    """
    if not isfinite(price):
        return MISSING
    if price == 0.0:
        return f"{0.0:.{CENTS}f}"
    most, least = (_decimals(price, n) for n in (MOST_SIGNIFICANT, LEAST_SIGNIFICANT))
    full = f"{abs(price):,.{most}f}"
    zeros = len(full) - len(full.rstrip("0"))
    text = full[: len(full) - min(most - least, zeros)]
    return MINUS + text if price < 0.0 else text
