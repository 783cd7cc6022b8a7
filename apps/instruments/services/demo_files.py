"""The files of the demo: daily history of real markets, from `fixtures/demo/`."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from apps.core.typed.decoding import decode
from apps.instruments.answers import Provenance
from apps.instruments.calendars import first_open_day, session_days
from apps.instruments.types import DAY_US, BarRow, SessionPrices

if TYPE_CHECKING:
    import polars as pl

FIELDS: Final = ("open", "high", "low", "close", "volume")
EXCHANGE: Final = "XNYS"
"""Whose closes move a replay: most instruments of the demo trade by this calendar."""
_YEAR: Final = timedelta(days=365)
_WEEK: Final = timedelta(days=7)
_EPOCH: Final = date(1970, 1, 1)
Known = Callable[[str, date], bool]
"""Whether the bar of a date, by a calendar, is there yet."""


class DemoFixturesError(Exception):
    """The demo's own files cannot be read."""


@dataclass(frozen=True, slots=True)
class Fixtures:
    """What the files hold: instruments, bars by symbol, splits and dividends."""

    instruments: list[dict[str, Any]]
    rows: dict[str, list[BarRow]]
    actions: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Span:
    """The sessions that a replay begins and ends with."""

    start: date
    end: date


def demo_provenance() -> Provenance:
    """Return where the demo data come from, under which licences, and what was decided.

    Raises
    ------
    DemoFixturesError
        A file of the fixture is missing or damaged, as for all that follow.
    """
    with _whole():
        document = json.loads((_folder() / "provenance.json").read_text())
        for dataset in document["datasets"]:
            dataset["licence_text"] = (_folder() / dataset["licence_file"]).read_text()
        return decode(Provenance, document)


def known_at(moment: datetime | None) -> Known:
    """Return which bars had closed at a moment of the market; all of them without one."""
    if moment is None:
        return lambda _calendar, _day: True
    limits: dict[str, date] = {}

    def known(calendar: str, day: date) -> bool:
        if calendar not in limits:
            limits[calendar] = first_open_day(calendar, moment)
        return day < limits[calendar]

    return known


def demo_fixtures(moment: datetime | None) -> Fixtures:
    """Return all that had closed at a moment of the market, all there is without one."""
    import polars as pl  # noqa: PLC0415  20 MB that are needed once, at the first start

    known = known_at(moment)
    with _whole(pl.exceptions.PolarsError):
        entries = demo_entries()
        calendars = {entry["symbol"]: entry["calendar"] for entry in entries}
        rows: dict[str, list[BarRow]] = {}
        for row in _bar_rows(_bars().collect()):
            if known(calendars[row.symbol], row.day):
                rows.setdefault(row.symbol, []).append(row)
        actions = [
            one
            for one in pl.read_parquet(_folder() / "actions.parquet").rows(named=True)
            if known(calendars[one["symbol"]], one["ex_date"])
        ]
    return Fixtures(entries, rows, actions)


def demo_entries() -> list[dict[str, Any]]:
    """Return the demo's instruments as their file lists them."""
    with _whole():
        entries: list[dict[str, Any]] = json.loads((_folder() / "instruments.json").read_text())
    return entries


def demo_history(symbol: str, start: date, end: date) -> tuple[list[BarRow], list[dict[str, Any]]]:
    """Return the bars of one symbol in [start, end], and its splits and dividends there."""
    import polars as pl  # noqa: PLC0415  as above

    mine = pl.col("symbol") == symbol
    days = pl.col("ex_date").is_between(start, end)
    with _whole(pl.exceptions.PolarsError):
        bars = _bars().filter(mine & pl.col("date").is_between(start, end)).collect()
        actions = pl.scan_parquet(_folder() / "actions.parquet").filter(mine & days).collect()
    return list(_bar_rows(bars)), actions.rows(named=True)


def demo_ends() -> dict[str, date]:
    """Return the date of each symbol's last bar."""
    import polars as pl  # noqa: PLC0415  as above

    with _whole(pl.exceptions.PolarsError):
        ends = _bars().group_by("symbol").agg(pl.col("date").max()).collect()
    return dict(ends.iter_rows())


def demo_session_after(moment: datetime) -> dict[str, SessionPrices]:
    """Return each symbol's first session after a moment of the market, within a week of it.

    A series of closes alone opens at the close before.
    """
    import polars as pl  # noqa: PLC0415  as above

    known = known_at(moment)
    calendars = {entry["symbol"]: entry["calendar"] for entry in demo_entries()}
    near = pl.col("date").is_between(moment.date() - _WEEK, moment.date() + _WEEK)
    with _whole(pl.exceptions.PolarsError):
        rows = _bars().filter(near).select("symbol", "date", "open", "close").sort("date").collect()
    before: dict[str, float] = {}
    found: dict[str, SessionPrices] = {}
    for symbol, day, open_, close in rows.iter_rows():
        if known(calendars[symbol], day):
            before[symbol] = close
        elif symbol not in found:
            opens = before.get(symbol, close) if open_ is None or isnan(open_) else open_
            found[symbol] = SessionPrices(opens, close)
    return found


def replay_span() -> Span:
    """Return what a replay of the demo plays: the year before the day most of its series end."""
    end = Counter(demo_ends().values()).most_common(1)[0][0]
    sessions = session_days(EXCHANGE, end - _YEAR, end)
    return Span(sessions[0], sessions[-1])


@contextmanager
def _whole(*more: type[Exception]) -> Iterator[None]:
    """Turn what a missing or damaged file causes into one error that names the folder."""
    damage: tuple[type[Exception], ...] = (OSError, ValueError, KeyError, *more)
    try:
        yield
    except damage as error:
        raise DemoFixturesError(f"The demo's files in {_folder()} are damaged: {error}") from error


def _folder() -> Path:
    return Path(settings.DEMO_FIXTURES)


def _bars() -> "pl.LazyFrame":
    import polars as pl  # noqa: PLC0415  as above

    frames = [pl.scan_parquet(_folder() / f"{name}.parquet") for name in ("closes", "candles")]
    return pl.concat(frames, how="diagonal").select("symbol", pl.col("date").cast(pl.Date), *FIELDS)


def _bar_rows(frame: "pl.DataFrame") -> list[BarRow]:
    return [
        BarRow(
            symbol, "1d", (day - _EPOCH).days * DAY_US, open_, high, low, close, volume, vwap=None,
            trades=None, settled=True,
        )
        for symbol, day, open_, high, low, close, volume in frame.iter_rows()
    ]  # fmt: skip
