"""The socket's view of the market: `prices:<symbol>` and `bars:<symbol>:<interval>`."""

from apps.core.clock import moment_of
from apps.instruments.answers import BarShown, NoQuote, QuoteShown
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.intervals import INTERVALS, interval_parse
from apps.instruments.selectors import instrument_get, latest_bars, price_shown
from apps.instruments.types import Instrument
from apps.realtime.topics import Parts

_NUMBERS = ("open", "high", "low", "close", "volume", "vwap")


def _visible(user_id: int, symbol: str) -> Instrument | None:
    try:
        return instrument_get(symbol=symbol, user_id=user_id)
    except UnknownSymbolError:
        return None


def is_own(user_id: int, parts: Parts) -> bool:
    """Return whether the symbol is the person's own: two people's may share a name."""
    instrument = _visible(user_id, parts[0])
    return instrument is not None and instrument.owner_id is not None


def prices_authorize(user_id: int, parts: Parts) -> bool:
    """Allow the symbols that a person sees."""
    return len(parts) == 1 and _visible(user_id, parts[0]) is not None


def prices_snapshot(user_id: int, parts: Parts) -> QuoteShown | NoQuote:
    """Return what `GET /price` answers; the symbol alone while there is no price yet."""
    instrument = instrument_get(symbol=parts[0], user_id=user_id)
    return price_shown(instrument=instrument) or NoQuote(instrument.symbol)


def bars_authorize(user_id: int, parts: Parts) -> bool:
    """Allow known intervals of the symbols that a person sees."""
    return len(parts) == 2 and parts[1] in INTERVALS and _visible(user_id, parts[0]) is not None


def bars_snapshot(user_id: int, parts: Parts) -> BarShown:
    """Return the newest bar, with the fields of `BarUpdated`."""
    interval = interval_parse(parts[1])
    instrument = instrument_get(symbol=parts[0], user_id=user_id)
    bars = latest_bars(instrument=instrument, interval=interval)
    if not len(bars):
        return BarShown(instrument.symbol, interval)
    values = {name: float(getattr(bars, name)[-1]) for name in _NUMBERS}
    return BarShown(
        instrument.symbol,
        interval,
        moment_of(int(bars.timestamps[-1])),
        **values,
        settled=bool(bars.settled[-1]),
    )
