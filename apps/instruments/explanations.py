"""Prices and bars as documents that "Why this number?" can read."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import microseconds_iso, now, utc_iso
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.instruments.intervals import DAILY, FOLD_SECONDS, INTERVALS, PERIODS, SECONDS
from apps.instruments.mappers import quote_shown
from apps.instruments.selectors import (
    bars_per_year,
    bars_read,
    daily_bars,
    instrument_get,
    instrument_list,
    period_start,
    price_quote,
)
from apps.instruments.serializers import SymbolQuerySerializer
from apps.instruments.types import DAY_US, MICROSECOND, Bars, Instrument
from ml.series.studies import StudyAsked, StudyBars, UnknownStudyError, study, study_read
from ml.typing import Float64Array

_BACK = 400
_LENGTH: dict[str, int] = {"1wk": 7 * 86_400, "1mo": 31 * 86_400}
_LENGTH.update(SECONDS.items())
_LENGTH.update(FOLD_SECONDS.items())


class BarQuery(SymbolQuerySerializer):
    """Which bar of which instrument."""

    interval = serializers.ChoiceField(choices=INTERVALS, default="1d")
    day = serializers.DateTimeField(help_text="When the bar begins.")


class StudyQuery(BarQuery):
    """Which study at which bar."""

    row = serializers.CharField(
        max_length=60, help_text="Address of a line, such as `bollinger:20:2/upper`."
    )
    start = serializers.DateTimeField(
        required=False, help_text="When the first bar begins that the indicator counts from."
    )

    def validate_row(self, text: str) -> StudyAsked:
        """Read the address.

        Raises
        ------
        ValidationError
            It names no line of an indicator, or a parameter outside its bounds.
        """
        try:
            return study_read(text)
        except UnknownStudyError as error:
            raise serializers.ValidationError(str(error)) from error


class SpanQuery(SymbolQuerySerializer):
    """Which stretch of daily closes."""

    period = serializers.ChoiceField(choices=tuple(PERIODS), default="3mo")


def connect() -> None:
    """Register the documents."""
    explanations.register("market.quote", quote, answers_past=True)
    explanations.register("market.bar", bar, answers_past=True)
    explanations.register("market.study", chart_study, answers_past=True)
    explanations.register("market.span", span, answers_past=True)
    explanations.register("market.coverage", coverage)


def quote(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the present price."""
    question = asked(SymbolQuerySerializer, params)
    found = price_quote(instrument=instrument_get(symbol=question["symbol"], user_id=user_id))
    document = plain(quote_shown(found))
    origin = "simulated trades" if found.simulated else "trades or the last close of a closed bar"
    return Shown(
        document, f"Last price of {found.symbol} from {origin}", found.source,
        document["timestamp"], 1 if found.previous_close is None else 2,
    )  # fmt: skip


def _upto(question: Mapping[str, Any], user_id: int, back: int) -> tuple[Instrument, Bars]:
    """Return an instrument's bars up to the one that begins at the moment asked for."""
    instrument = instrument_get(symbol=question["symbol"], user_id=user_id)
    begins = question["day"]
    at, interval = int(begins.timestamp()) * MICROSECOND, question["interval"]
    size = _LENGTH[interval] * MICROSECOND
    # Sessions leave gaps: as many bars reach back further in the calendar.
    reach = back * size * (2 if interval in DAILY else 5) + 20 * DAY_US
    first = question.get("start")
    since = at - reach if first is None else int(first.timestamp()) * MICROSECOND
    bars = bars_read(instrument=instrument, interval=interval, start_us=since, end_us=at + size)
    upto = bars.where(bars.timestamps <= at)
    if not len(upto) or int(upto.timestamps[-1]) != at:
        raise NotFoundError(
            f"{instrument.symbol} has no {interval} bar that begins at {utc_iso(begins)}."
        )
    return instrument, upto


def bar(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return one bar with the close before it."""
    question = asked(BarQuery, params)
    instrument, upto = _upto(question, user_id, 2)
    interval = question["interval"]
    return Shown(
        _bar_document(upto, interval), f"Stored {interval} bars of {instrument.symbol}",
        _provider(instrument, interval), microseconds_iso(int(upto.timestamps[-1])),
        min(2, len(upto)),
    )  # fmt: skip


def chart_study(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return an indicator at one bar."""
    question = asked(StudyQuery, params)
    instrument, upto = _upto(question, user_id, _BACK)
    interval = question["interval"]
    line: StudyAsked = question["row"]
    columns = _study_bars(upto, bars_per_year(instrument, interval))
    value = study(line.kind, line.parameters, line.line, columns)
    document = {"value": value, "close": float(upto.close[-1])}
    return Shown(
        document, f"Stored {interval} bars of {instrument.symbol}",
        _provider(instrument, interval), microseconds_iso(int(upto.timestamps[-1])), len(upto),
    )  # fmt: skip


def _study_bars(bars: Bars, periods: float) -> StudyBars:
    """Return what indicators read; where only the close is known, all prices are the close."""

    def known(prices: Float64Array) -> Float64Array:
        return np.where(np.isnan(prices), bars.close, prices)

    volume = np.nan_to_num(bars.volume)
    return StudyBars(
        known(bars.open), known(bars.high), known(bars.low), bars.close, volume, periods
    )


def _bar_document(bars: Bars, interval: str) -> dict[str, Any]:
    names = ("open", "high", "low", "close", "volume", "vwap")
    document = {name: float(getattr(bars, name)[-1]) for name in names}
    before = float(bars.close[-2]) if len(bars) > 1 else None
    change = None if not before else document["close"] / before - 1.0
    return document | {"interval": interval, "previous_close": before, "change": change}


def _provider(instrument: Instrument, interval: str) -> str:
    return (
        instrument.source if interval in DAILY else instrument.intraday_source or instrument.source
    )


def span(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the change of the close over a period of daily history."""
    question = asked(SpanQuery, params)
    instrument = instrument_get(symbol=question["symbol"], user_id=user_id)
    bars = daily_bars(instrument=instrument)
    if len(bars) < 2:
        raise NotFoundError(f"{instrument.symbol} has no daily history to compare.")
    start = period_start(question["period"], bars.dates[-1].item())
    if start is not None:
        bars = bars.where(bars.dates >= np.datetime64(start))
    first, last = float(bars.close[0]), float(bars.close[-1])
    document = {
        "first_close": first,
        "last_close": last,
        "first_day": str(bars.dates[0]),
        "last_day": str(bars.dates[-1]),
        "change": last / first - 1.0,
    }
    return Shown(
        document, f"Adjusted daily closes of {instrument.symbol}", instrument.source,
        f"{bars.dates[-1]}T00:00:00Z", len(bars),
    )  # fmt: skip


def coverage(user_id: int, _params: Mapping[str, str]) -> Shown:
    """Return how many instruments there are and what is known of them."""
    every = instrument_list(user_id=user_id)
    document = {
        "instruments": len(every),
        "with_candles": sum(one.has_ohlc and one.last_bar is not None for one in every),
        "streaming": sum(bool(one.intraday_source) for one in every),
        "simulated_only": sum(one.simulated for one in every),
    }
    providers = ", ".join(sorted({one.source or one.intraday_source for one in every}))
    return Shown(document, "The list of instruments", providers, utc_iso(now()), len(every))
