"""Rows kept beside a repair: bars and splits of a range, as text that loses no bit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from apps.instruments.selectors import ActionRow, actions_of, bars_whole
from apps.instruments.types import DAY_US, BarRow, Instrument, StoredInterval

_NUMBERS = ("open", "high", "low", "close", "volume", "vwap")
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Rows:
    """The bars that begin in a range, and the splits that fall into it."""

    bars: tuple[BarRow, ...]
    splits: tuple[ActionRow, ...]


def day_of(value_us: int) -> date:
    """Return the date of a daily bar."""
    return date.fromordinal(_EPOCH.toordinal() + value_us // DAY_US)


def rows_read(
    instrument: Instrument, interval: StoredInterval, *, start_us: int, end_us: int
) -> Rows:
    """Return what is stored in [start, end] now."""
    bars = bars_whole(
        instrument_id=instrument.id,
        symbol=instrument.symbol,
        interval=interval,
        start_us=start_us,
        end_us=end_us,
    )
    if interval != "1d":
        return Rows(tuple(bars), ())
    first, last = day_of(start_us), day_of(end_us)
    splits = [one for one in splits_of(instrument) if first <= one.ex_date <= last]
    return Rows(tuple(bars), tuple(splits))


def splits_of(instrument: Instrument) -> list[ActionRow]:
    """Return the recorded splits, in order of time."""
    return [one for one in actions_of(instrument_id=instrument.id) if one.kind == "split"]


def _hex(value: float | None) -> str | None:
    return None if value is None else float(value).hex()


def _number(text: str | None) -> float | None:
    return None if text is None else float.fromhex(text)


def _kept(bar: BarRow) -> list[Any]:
    numbers = (_hex(getattr(bar, name)) for name in _NUMBERS)
    return [bar.timestamp_us, *numbers, bar.trades, bar.settled]


def rows_text(rows: Rows) -> str:
    """Return rows as text; floats are hexadecimal, so NaN and every last bit survive."""
    bars = [_kept(bar) for bar in rows.bars]
    splits = [
        [
            one.ex_date.isoformat(), _hex(one.price_factor), _hex(one.volume_factor),
            _hex(one.value), one.source,
        ]
        for one in rows.splits
    ]  # fmt: skip
    return orjson.dumps({"bars": bars, "splits": splits}).decode()


def rows_of(text: str, *, symbol: str, interval: StoredInterval) -> Rows:
    """Return the rows of a text."""
    kept: dict[str, list[list[Any]]] = orjson.loads(text)
    return Rows(
        tuple(_bar(symbol, interval, fields) for fields in kept["bars"]),
        tuple(_split(fields) for fields in kept["splits"]),
    )


def _bar(symbol: str, interval: StoredInterval, fields: Sequence[Any]) -> BarRow:
    open_, high, low, close, volume, vwap = (_number(text) for text in fields[1:7])
    if close is None:
        raise ValueError(f"a kept bar of {symbol} has no close")
    return BarRow(
        symbol, interval, fields[0], open_, high, low, close, volume, vwap,
        trades=fields[7], settled=fields[8],
    )  # fmt: skip


def _split(fields: Sequence[Any]) -> ActionRow:
    day, price_factor, volume_factor, value, source = fields
    return ActionRow(
        date.fromisoformat(day), "split", float.fromhex(price_factor),
        float.fromhex(volume_factor), _number(value), source,
    )  # fmt: skip
