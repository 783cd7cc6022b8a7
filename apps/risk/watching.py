"""Volatility and losses as alerts evaluate them: each closed day, and live since the last close."""

import numpy as np
from numpy.typing import NDArray

from apps.alerts.evaluation import observe
from apps.alerts.selectors import active_rules
from apps.alerts.types import Observation, Question, ValueSeries
from apps.core.clock import moment_of, utc_iso
from apps.instruments.calendars import bar_close, bar_closes
from apps.instruments.intervals import SECONDS
from apps.instruments.selectors import (
    daily_bars,
    instrument_get,
    require_history,
    series_version,
)
from apps.instruments.types import MICROSECOND, BarRow, Instrument
from apps.risk.selectors import series_history
from apps.risk.selectors.violations import CONFIDENCE, daily_losses, exceeds
from apps.risk.types import ReturnHistory
from ml.risk.measures.rolling_volatility import rolling_volatility
from ml.risk.methods import BACKTEST_WINDOW, DEFAULT_METHOD, tail_risk
from ml.series.annualise import annualise_volatility
from ml.volatility.prediction import predict_volatility

_limits: dict[str, tuple[int, float, float]] = {}


def volatility_history(question: Question) -> ValueSeries:
    """Return a year's volatility after each day: of the last 21 days, or predicted for the next."""
    instrument, history = _of(question)
    if question.measure == "predicted":
        path = predict_volatility(history.returns, high=history.high, low=history.low).path
    else:
        path = rolling_volatility(history.returns, earlier=history.returns[:0])
    require_history(int(np.isfinite(path).sum()), 1, instrument.symbol)
    values = annualise_volatility(np.asarray(path), history.periods_per_year)
    return _daily(instrument, history, values)


def loss_history(question: Question) -> ValueSeries:
    """Return each day's loss, beside the value at risk that the days before it had."""
    found = daily_losses(symbol=question.symbol, user_id=question.user_id)
    return _daily(
        found.instrument,
        found.history,
        found.losses,
        happened=found.violated,
        value_at_risk=found.limits,
    )


def watch_losses(bar: BarRow) -> None:
    """Compare a streaming symbol's move since its last daily close with its value at risk."""
    if not active_rules(kinds=["var_breach"], symbol=bar.symbol):
        return
    instrument = instrument_get(symbol=bar.symbol)
    moment = moment_of(bar.timestamp_us)
    limit = _limit(instrument)
    if limit is None:
        return
    close, value_at_risk = limit
    loss = 1.0 - bar.close / close
    session = utc_iso(bar_close(instrument, moment.date()))
    details = {"value_at_risk": value_at_risk, "live": True}
    observe(
        [
            Observation(
                "var_breach",
                bar.symbol,
                loss,
                moment,
                f"1d:{session}",  # the day's own: one report of a breach, live or later
                details=details,
                happened=bool(exceeds(loss, value_at_risk)),
            )
        ]
    )


def _limit(instrument: Instrument) -> tuple[float, float] | None:
    """Return the last daily close and the next value at risk; kept while its daily bars stay."""
    if instrument.last_bar is None or instrument.simulated:
        return None
    # A split, a repair or a later correction changes the close of the same day too.
    version = series_version(instrument_id=instrument.id, interval_s=SECONDS["1d"])
    kept = _limits.get(instrument.symbol)
    if kept is None or kept[0] != version:
        kept = _limits[instrument.symbol] = (version, *_computed(instrument))
    return kept[1:] if np.isfinite(kept[2]) else None


def _computed(instrument: Instrument) -> tuple[float, float]:
    history = series_history(symbol=instrument.symbol, user_id=None, period="max")
    returns = history.returns[-BACKTEST_WINDOW[DEFAULT_METHOD] :]
    close = float(daily_bars(instrument=instrument).close[-1])
    if returns.size < BACKTEST_WINDOW[DEFAULT_METHOD]:
        return close, float("nan")
    return close, tail_risk(returns, CONFIDENCE, DEFAULT_METHOD).value_at_risk


def _of(question: Question) -> tuple[Instrument, ReturnHistory]:
    instrument = instrument_get(symbol=question.symbol, user_id=question.user_id)
    history = series_history(symbol=question.symbol, user_id=question.user_id, period="max")
    return instrument, history


def _daily(
    instrument: Instrument,
    history: ReturnHistory,
    values: NDArray[np.float64],
    *,
    happened: NDArray[np.bool_] | None = None,
    **details: NDArray[np.float64],
) -> ValueSeries:
    closes = bar_closes(instrument, history.dates[1:].astype("datetime64[D]").tolist())
    moments = np.array([int(close.timestamp()) * MICROSECOND for close in closes], dtype=np.int64)
    return ValueSeries(
        "1d",
        moments,
        values,
        key="1d",
        happened=happened,
        details=details,
        owner_id=instrument.owner_id,
    )
