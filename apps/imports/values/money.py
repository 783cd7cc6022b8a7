"""What the prices of a file are in, and what of it the instrument remembers."""

from typing import Final

from apps.core.currencies import Unit, pair_of, unit_parse
from apps.core.errors import ConflictError, FieldProblem
from apps.imports.types import Ask
from apps.instruments.models import InstrumentRow

USUAL: Final = "USD"


def file_unit(*, ask: Ask, symbol: str, owner_id: int) -> Unit:
    """Return the unit of a file's prices: as said, else as before, else by the symbol, else USD.

    Raises
    ------
    ConflictError
        `currency_differs`: the symbol's bars are in another currency and would stay beside these.
    """
    row = InstrumentRow.objects.filter(owner_id=owner_id, symbol=symbol).first()
    if row is None:
        pair = pair_of(symbol)
        return unit_parse(ask.currency or (pair[1] if pair else USUAL))
    unit = unit_parse(ask.currency or row.quoted_in or row.currency)
    if unit.currency != row.currency and row.last_bar and not ask.replace:
        raise _differs(symbol, unit.currency, row.currency)
    return unit


def quoted_in(ask: Ask, unit: Unit, before: str = "") -> str:
    """Return what a later file that says nothing is taken to quote in; empty for the currency."""
    return (ask.currency or before) if unit.divisor != 1.0 else ""


def _differs(symbol: str, asked: str, kept: str) -> ConflictError:
    return ConflictError(
        f"The bars of {symbol} are in {kept} and this file is in {asked}: one series has one "
        f"currency. Replace the former bars, or choose another symbol.",
        code="currency_differs",
        errors=[FieldProblem("currency", f"the stored bars are in {kept}")],
    )
