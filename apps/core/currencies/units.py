"""Units that prices are quoted in: a currency, or a hundredth or thousandth part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from apps.core.currencies.codes import COINS, MEANT, METALS, MONEY

DECIMALS: Final = 8
"""Of prices that were divided: providers give four, and coins trade in eight."""
PARTS: Final[Mapping[str, tuple[str, float]]] = {
    "GBp": ("GBP", 100.0), "GBX": ("GBP", 100.0), "GBx": ("GBP", 100.0),
    "ILA": ("ILS", 100.0), "ILa": ("ILS", 100.0),
    "ZAc": ("ZAR", 100.0), "ZAC": ("ZAR", 100.0),
    "USX": ("USD", 100.0), "USc": ("USD", 100.0), "EUX": ("EUR", 100.0), "EUc": ("EUR", 100.0),
    "KWF": ("KWD", 1000.0),
}  # fmt: skip
"""Hundredth and thousandth parts, the usual way to write each first."""
KNOWN: Final[Mapping[str, int]] = {**MONEY, **METALS, **COINS}
"""Every currency that prices can be kept in, with its digits after the point."""


class UnknownCurrencyError(ValueError):
    """A text that is no currency; `nearest` is the code that was probably meant, or empty."""

    def __init__(self, text: str, nearest: str) -> None:
        hint = f"; {nearest} is the nearest code" if nearest else ""
        super().__init__(f"{text[:20]!r} is no currency of ISO 4217{hint}")
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Unit:
    """A currency, and how many of the quoted unit make one of it: 100 for pence."""

    currency: str
    divisor: float

    def main(self, quoted: float) -> float:
        """Return an amount in the main unit, without what binary division adds."""
        return quoted if self.divisor == 1.0 else round(quoted / self.divisor, DECIMALS)


def unit_parse(text: str) -> Unit:
    """Return the unit that a text names.

    Parameters
    ----------
    text : str
        A code of ISO 4217 or of a coin in upper or lower case (USD, usd, USDT), or a part as
        markets quote it: GBp or GBX, ZAc, ILA, USX, KWF. Empty means that nobody said.

    Raises
    ------
    UnknownCurrencyError
        It is none. Case matters where it makes a hundredfold: GBp is a penny and GBP a pound, so
        other mixtures of case, such as Gbp, are refused.
    """
    word = text.strip()
    if not word:
        return Unit("", 1.0)
    part = PARTS.get(word) or (PARTS.get(word.upper()) if word.islower() else None)
    if part:
        return Unit(*part)
    if word.upper() in KNOWN and (word.isupper() or word.islower()):
        return Unit(word.upper(), 1.0)
    raise UnknownCurrencyError(word, nearest(word))


def currency_parse(text: str) -> str:
    """Return the code of a whole currency.

    Raises
    ------
    UnknownCurrencyError
        It is none, or only a part of one.
    """
    unit = unit_parse(text)
    if unit.divisor != 1.0:
        raise UnknownCurrencyError(text.strip(), unit.currency)
    return unit.currency


def nearest(text: str) -> str:
    """Return the code that was probably meant: EUR for EURO; empty without a likely one."""
    word = text.strip().upper()
    if word in MEANT:
        return MEANT[word]
    if word in KNOWN or word in PARTS:
        return word
    close = get_close_matches(word, KNOWN, n=1, cutoff=0.6)
    return close[0] if close else ""
