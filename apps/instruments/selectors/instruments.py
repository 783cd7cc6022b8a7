"""Which instruments there are for a person."""

from collections.abc import Iterable, Sequence

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from apps.instruments.errors import UnknownSymbolError
from apps.instruments.intervals import DAILY
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors.known import instrument_known
from apps.instruments.types import Instrument, Interval
from ml.series import annualise
from ml.series.annualise import days_per_year


def visible(user_id: int | None) -> QuerySet[InstrumentRow]:
    """Return the system's instruments and the person's own."""
    return InstrumentRow.objects.filter(Q(owner__isnull=True) | Q(owner_id=user_id))


def _wanted(symbols: Iterable[str]) -> list[str]:
    """Return symbols in upper case, each once; PostgreSQL takes no NUL in a text."""
    wanted = list(dict.fromkeys(symbol.upper() for symbol in symbols))
    for symbol in wanted:
        if "\x00" in symbol:
            raise UnknownSymbolError(symbol)
    return wanted


def instruments_by_symbol(
    *, symbols: Iterable[str], user_id: int | None = None
) -> dict[str, Instrument]:
    """Return instruments by symbol, in the order asked; one query.

    A person's own instrument goes before a system one of the same symbol.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    wanted = _wanted(symbols)
    rows = visible(user_id).filter(symbol__in=wanted).order_by("symbol", "owner_id")
    found: dict[str, Instrument] = {}
    for row in rows:
        if row.owner_id is not None or row.symbol not in found:
            found[row.symbol] = instrument_known(row)
    for symbol in wanted:
        if symbol not in found:
            raise UnknownSymbolError(symbol)
    return {symbol: found[symbol] for symbol in wanted}


def instrument_ids(*, symbols: Iterable[str], user_id: int | None = None) -> dict[str, int]:
    """Return the ids of instruments by symbol, as `instruments_by_symbol` but lighter.

    Raises
    ------
    UnknownSymbolError
        For the first symbol that the person cannot see.
    """
    wanted = _wanted(symbols)
    rows = (
        visible(user_id)
        .filter(symbol__in=wanted)
        .order_by()
        .values_list("symbol", "id", "owner_id")
    )
    # The system's first, so that a person's own replaces it.
    found = {row[0]: row[1] for row in sorted(rows, key=lambda row: row[2] or 0)}
    for symbol in wanted:
        if symbol not in found:
            raise UnknownSymbolError(symbol)
    return {symbol: found[symbol] for symbol in wanted}


def instrument_get(*, symbol: str, user_id: int | None = None) -> Instrument:
    """Return the instrument of a symbol that a person may see."""
    return instruments_by_symbol(symbols=[symbol], user_id=user_id)[symbol.upper()]


def instrument_rows(
    *,
    user_id: int | None,
    search: str = "",
    asset_class: str = "",
    currency: str = "",
    active: bool = True,
) -> QuerySet[InstrumentRow]:
    """Return the rows behind `instrument_list` for a paginating view, or the removed ones."""
    rows = visible(user_id).filter(active=active)
    if asset_class:
        rows = rows.filter(asset_class=asset_class)
    if currency:
        rows = rows.filter(currency=currency)
    if search:
        rows = rows.filter(Q(symbol__icontains=search) | Q(name__icontains=search))
    return rows.annotate(
        rank=Case(
            When(symbol__iexact=search, then=Value(0)),
            When(symbol__istartswith=search, then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    ).order_by("rank", "symbol", "id")


def instrument_list(
    *, user_id: int | None, search: str = "", asset_class: str = ""
) -> Sequence[Instrument]:
    """Return instruments that a person may see; an exact symbol comes first."""
    rows = instrument_rows(user_id=user_id, search=search, asset_class=asset_class)
    return [instrument_known(row) for row in rows]


def instrument_of(*, instrument_id: int) -> Instrument:
    """Return the instrument of a row that its reader was found to see already."""
    return instrument_known(InstrumentRow.objects.get(pk=instrument_id))


def instrument_every() -> Sequence[Instrument]:
    """Return the instruments of the system and of everybody, for the system's own jobs."""
    return [instrument_known(row) for row in InstrumentRow.objects.all()]


def streaming_instruments() -> Sequence[Instrument]:
    """Return the system's instruments that have an intraday feed, in order of symbol."""
    rows = InstrumentRow.objects.filter(owner__isnull=True).exclude(intraday_source="")
    return [instrument_known(row) for row in rows.order_by("symbol")]


def periods_per_year(instrument: Instrument) -> int:
    """Return how many daily bars a year has on the instrument's calendar."""
    return days_per_year(always_open=instrument.calendar == "24/7")


def bars_per_year(instrument: Instrument, interval: Interval) -> float:
    """Return how many bars of an interval a year of the instrument's trading has.

    Simulated minutes never stop, also where the real exchange closes.
    """
    simulated = interval not in DAILY and instrument.intraday_simulated
    always_open = simulated or instrument.calendar == "24/7"
    return annualise.periods_per_year(interval, always_open=always_open)
