"""Names of exchange rates: EURUSD is the price of one euro in dollars."""

import re
from collections.abc import Iterator
from typing import Final

from apps.core.currencies.codes import COINS
from apps.core.currencies.units import KNOWN

_SIX: Final = re.compile(r"([A-Z]{3})[-_.]?([A-Z]{3})(?:=X|\.FX)?")
_THREE: Final = re.compile(r"([A-Z]{3})=X")


def pair_of(symbol: str) -> tuple[str, str] | None:
    """Return what is priced and in what: EURUSD, EURUSD=X, EUR-USD -> EUR in USD.

    `JPY=X` is, as Yahoo has it, the dollar in yen. None for what is no pair of known currencies.
    """
    if found := _THREE.fullmatch(symbol):
        pair = ("USD", found[1])
    elif found := _SIX.fullmatch(symbol):
        pair = (found[1], found[2])
    else:
        pair = _coin_pair(symbol) or ("", "")
    known = pair[0] in KNOWN and pair[1] in KNOWN and pair[0] != pair[1]
    return pair if known else None


def _coin_pair(symbol: str) -> tuple[str, str] | None:
    base, dash, quote = symbol.partition("-")
    if dash:
        return base, quote
    ends = (quote for quote in sorted(KNOWN, key=len, reverse=True) if symbol.endswith(quote))
    pairs = ((symbol.removesuffix(quote), quote) for quote in ends)
    return next((pair for pair in pairs if pair[0] in COINS or pair[1] in COINS), None)


def pair_symbols(base: str, quote: str) -> Iterator[str]:
    """Yield the symbols under which the price of one currency in another is looked for."""
    yield from (f"{base}{quote}", f"{base}-{quote}")
    if len(base) == len(quote) == 3:
        yield from (f"{base}{quote}=X", f"{base}_{quote}", f"{base}.{quote}", f"{base}{quote}.FX")
        if base == "USD":
            yield f"{quote}=X"
