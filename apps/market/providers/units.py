"""Money in one place: prices are kept in the main unit, never in pence or cents."""

from dataclasses import dataclass
from typing import Final

_MINOR: Final = {
    "GBp": ("GBP", 100.0), "GBX": ("GBP", 100.0), "GBx": ("GBP", 100.0),
    "ILA": ("ILS", 100.0), "ILa": ("ILS", 100.0),
    "ZAc": ("ZAR", 100.0), "ZAC": ("ZAR", 100.0),
}  # fmt: skip

DECIMALS: Final = 8
"""Of prices that were divided: vendors give four, and coins trade in eight."""


@dataclass(frozen=True, slots=True)
class Money:
    """A currency's code and how many of the quoted units make one."""

    currency: str
    divisor: float

    def main(self, quoted: float) -> float:
        """Return an amount in the main unit, without what binary division adds."""
        return quoted if self.divisor == 1.0 else round(quoted / self.divisor, DECIMALS)


def money(unit: str) -> Money:
    """Return the currency of a quoted unit: GBp -> GBP by the hundred; usd -> USD."""
    currency, divisor = _MINOR.get(unit, (unit.upper(), 1.0))
    return Money(currency, divisor)
