"""Currencies as quantities: codes, minor units, and the units that markets quote in."""

from apps.core.currencies.pairs import pair_of, pair_symbols
from apps.core.currencies.units import (
    DECIMALS,
    KNOWN,
    PARTS,
    Unit,
    UnknownCurrencyError,
    currency_parse,
    nearest,
    unit_parse,
)

__all__ = [
    "DECIMALS",
    "KNOWN",
    "PARTS",
    "Unit",
    "UnknownCurrencyError",
    "currency_parse",
    "nearest",
    "pair_of",
    "pair_symbols",
    "unit_parse",
]
