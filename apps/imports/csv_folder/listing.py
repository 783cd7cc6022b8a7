"""What each symbol is: by the list of instruments, else by its letters."""

import re
from dataclasses import dataclass
from typing import Final, get_args

from apps.core.currencies import Unit, UnknownCurrencyError, unit_parse
from apps.imports.csv_folder.errors import bad_line
from apps.imports.csv_folder.folder import Folder, Found
from apps.imports.csv_folder.table import TableRow, table_rows
from apps.imports.csv_folder.terms import NAME
from apps.instruments.types import AssetClass
from apps.providers.shared.errors import ProviderUnknownSymbolError
from apps.providers.shared.exchanges import (
    CRYPTO,
    UNITED_STATES,
    UNKNOWN,
    Exchange,
    by_name,
    by_suffix,
)
from apps.providers.shared.symbols import INDICES, coins_of

SYMBOL: Final = re.compile(r"[A-Z0-9^][A-Z0-9.\-=^_]{0,31}")
_CLASSES: Final[tuple[AssetClass, ...]] = get_args(AssetClass)


@dataclass(frozen=True, slots=True)
class Listed:
    """One symbol with its file of bars; `unit` is what the file's prices are in."""

    symbol: str
    name: str
    asset_class: AssetClass
    place: Exchange
    unit: Unit
    bars: Found


def listing(folder: Folder) -> dict[str, Listed]:
    """Return every symbol that has a file, by symbol.

    Raises
    ------
    ProviderError
        The folder or its list of instruments cannot be read.
    """
    named = _names(folder.instruments())
    files = folder.symbols().items()
    return {name: _listed(name, found, named) for name, found in files if SYMBOL.fullmatch(name)}


def listed_of(folder: Folder, symbol: str) -> Listed:
    """Return one symbol.

    Raises
    ------
    ProviderUnknownSymbolError
        There is no file of it.
    """
    found = listing(folder).get(symbol.upper())
    if found is None:
        raise ProviderUnknownSymbolError(NAME, symbol)
    return found


def _names(found: Found | None) -> dict[str, tuple[Found, TableRow]]:
    if found is None:
        return {}
    rows = table_rows(found, ("symbol", "name"))
    return {row.cells["symbol"].upper(): (found, row) for row in rows}


def _listed(symbol: str, bars: Found, described: dict[str, tuple[Found, TableRow]]) -> Listed:
    place, kind = _place_of(symbol), _class_of(symbol)
    unit = (coins_of(symbol) or ("", place.currency))[1]
    if symbol not in described:
        return Listed(symbol, symbol, kind, place, unit_parse(unit), bars)
    found, row = described[symbol]
    if name := row.cells.get("exchange"):
        place = by_name(name.upper())
        unit = place.currency or unit
        if place is UNKNOWN:
            raise bad_line(found.label, row.line, f"{name[:40]!r} is no exchange known here")
    kind = _class(row.cells.get("asset_class", ""), kind, found, row.line)
    money = _unit(row.cells.get("currency") or unit, found, row.line)
    return Listed(symbol, row.cells["name"][:120] or symbol, kind, place, money, bars)


def _unit(text: str, found: Found, line: int) -> Unit:
    try:
        return unit_parse(text)
    except UnknownCurrencyError as error:
        raise bad_line(found.label, line, f"currency: {error}") from error


def _class(text: str, usual: AssetClass, found: Found, line: int) -> AssetClass:
    if not text:
        return usual
    kind = next((one for one in _CLASSES if one == text.lower()), None)
    if kind is None:
        raise bad_line(
            found.label, line, f"asset_class is {text[:40]!r}; it is one of {', '.join(_CLASSES)}"
        )
    return kind


def _place_of(symbol: str) -> Exchange:
    if coins_of(symbol):
        return CRYPTO
    place = by_suffix(symbol.rpartition(".")[2]) if "." in symbol else UNITED_STATES
    return place if place.mic else UNITED_STATES


def _class_of(symbol: str) -> AssetClass:
    if coins_of(symbol):
        return "crypto"
    return "index" if symbol in INDICES else "stock"
