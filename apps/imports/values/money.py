"""What the prices of a file are in, and what of it the instrument remembers."""

from collections.abc import Sequence
from typing import Final

from apps.core.currencies import PARTS, Unit, pair_of, unit_parse
from apps.core.errors import ConflictError, FieldProblem
from apps.imports.types import Ask, LineNote
from apps.imports.values.money_evidence import unit_from_evidence
from apps.instruments.models import InstrumentRow

USUAL: Final = "USD"


def file_unit(*, ask: Ask, symbol: str, owner_id: int, stated: Sequence[LineNote] = ()) -> Unit:
    """Return the unit of a file's prices: as said, as the file states, as before, by symbol, USD.

    Raises
    ------
    ConflictError
        `currency_differs`: the symbol's bars are in another currency and would stay beside these.
    FileProblemError
        The file names several currencies, or one that is not known.
    """
    row = _known(symbol, owner_id)
    said = ask.currency
    unit = unit_parse(said) if said else _stated(row, symbol, stated)
    if row and unit.currency != row.currency and row.last_bar and not ask.replace:
        raise _differs(symbol, unit.currency, row.currency)
    return unit


def stated_unit(*, symbol: str, owner_id: int, stated: Sequence[LineNote]) -> Unit:
    """Return the unit of a file's prices where nobody says it.

    Raises
    ------
    FileProblemError
        The file names several currencies, or one that is not known.
    """
    return _stated(_known(symbol, owner_id), symbol, stated)


def _known(symbol: str, owner_id: int) -> InstrumentRow | None:
    return InstrumentRow.objects.filter(owner_id=owner_id, symbol=symbol).first()


def _stated(row: InstrumentRow | None, symbol: str, stated: Sequence[LineNote]) -> Unit:
    pair = pair_of(symbol)
    new = pair[1] if pair else USUAL
    usual = (row.quoted_in or row.currency) if row else new
    return unit_from_evidence(stated, unit_parse(usual))


def quoted_in(ask: Ask, unit: Unit, before: str = "") -> str:
    """Return what a later file that says nothing is taken to quote in; empty for the currency."""
    if unit.divisor == 1.0:
        return ""
    names = [name for name in (ask.currency, before) if name and unit_parse(name) == unit]
    return next(iter(names), next(name for name, part in PARTS.items() if Unit(*part) == unit))


def _differs(symbol: str, asked: str, kept: str) -> ConflictError:
    return ConflictError(
        f"The bars of {symbol} are in {kept} and this file is in {asked}: one series has one "
        f"currency. Replace the former bars, or choose another symbol.",
        code="currency_differs",
        errors=[FieldProblem("currency", f"the stored bars are in {kept}")],
    )
