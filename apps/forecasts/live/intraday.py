"""Minute forecasts of streaming symbols, made in the stream process as bars close."""

from datetime import UTC, datetime
from typing import Final, cast

import numpy as np

from apps.core.clock import microseconds_iso, now, utc_iso
from apps.forecasts.answers.stored import MinuteDocument, MinuteHead, Outlook, Step, bounds_by_name
from apps.forecasts.mappers import level_coverage
from apps.forecasts.services import intraday_store
from apps.forecasts.types import INTRADAY_MODEL
from apps.instruments.selectors import bars_read, instrument_get
from apps.instruments.types import BarRow, Instrument
from ml.pipelines.intraday import MinuteForecast, MinuteForecaster, MinuteStep

MINUTE_US: Final = 60_000_000
HISTORY_US: Final = 600 * MINUTE_US
"""Bars read at first sight of a symbol, so that a restart does not start from nothing."""


class SymbolState:
    """One symbol's forecaster and the bar it has seen last."""

    def __init__(self, instrument: Instrument, until_us: int) -> None:
        self.instrument = instrument
        self.forecaster = MinuteForecaster()
        self.last_us = 0
        bars = bars_read(
            instrument=instrument, interval="1m", start_us=until_us - HISTORY_US, end_us=until_us
        )
        before = bars.settled & (bars.timestamps < until_us) & np.isfinite(bars.close)
        pairs = zip(bars.timestamps[before].tolist(), bars.close[before].tolist(), strict=True)
        for timestamp_us, close in pairs:
            self.take(timestamp_us, close)

    def take(self, timestamp_us: int, close: float) -> bool:
        """Take a closed bar; False for one that was seen already."""
        if timestamp_us <= self.last_us:
            return False
        if self.last_us and timestamp_us - self.last_us != MINUTE_US:
            self.forecaster.skip()
        self.last_us = timestamp_us
        self.forecaster.update(close)
        return True


_states: dict[str, SymbolState] = {}


def bar_closed(bar: BarRow) -> None:
    """Forecast the next five minutes of a symbol and store that."""
    state = _states.get(bar.symbol)
    if state is None:
        instrument = instrument_get(symbol=bar.symbol)
        state = _states[bar.symbol] = SymbolState(instrument, bar.timestamp_us)
    if not state.take(bar.timestamp_us, bar.close):
        return
    forecast = state.forecaster.forecast()
    if forecast is not None:
        end_us = bar.timestamp_us + MINUTE_US
        intraday_store(
            instrument=state.instrument,
            as_of=datetime.fromtimestamp(end_us // 1_000_000, UTC),
            document=minute_document(state.instrument, end_us, forecast),
        )


def minute_document(
    instrument: Instrument, end_us: int, forecast: MinuteForecast
) -> MinuteDocument:
    """Return the stored form of a minute forecast: steps, and per horizon what depends on it."""
    return {
        "symbol": instrument.symbol,
        "as_of": microseconds_iso(end_us),
        "issued_at": utc_iso(now()),
        "interval": "1m",
        "simulated": instrument.intraday_simulated,
        "last_price": forecast.last_price,
        "model": INTRADAY_MODEL,
        "interval_method": forecast.method,
        "interval_scores": forecast.scores,
        "pooled_skill": None,
        "direction_score": None,
        "coverage_detail": None,
        "trained_at": None,
        "forecast_hash": None,
        "notices": [],
        "steps": [_step(end_us, step, forecast) for step in forecast.steps],
        "by_horizon": [_head(instrument, step, forecast) for step in forecast.steps],
    }


def _step(end_us: int, step: MinuteStep, forecast: MinuteForecast) -> Step:
    values = {
        "step": step.step,
        "target_time": microseconds_iso(end_us + step.step * MINUTE_US),
        **bounds_by_name(step.bounds),
        **_common(step, forecast),
    }
    return cast("Step", values)


def _common(step: MinuteStep, forecast: MinuteForecast) -> Outlook:
    base = forecast.base_rate_up[step.step - 1]
    count = forecast.observations[step.step - 1] + 2
    return {
        "predicted_price": step.predicted_price,
        "predicted_return": 0.0,
        "predicted_volatility": step.predicted_volatility,
        "value_at_risk_95": step.value_at_risk_95,
        "direction": "no_edge",
        "probability_up": base,
        "probability_error": (base * (1.0 - base) * step.step / count) ** 0.5,
        "base_rate_up": base,
    }


def _head(instrument: Instrument, step: MinuteStep, forecast: MinuteForecast) -> MinuteHead:
    count = forecast.observations[step.step - 1]
    minutes = f"{step.step} minute{'s' if step.step > 1 else ''}"
    return {
        **_common(step, forecast),
        "skill": {
            # The point is the random walk itself, so there is nothing to beat or to lose.
            "r2_vs_random_walk": 0.0 if count else None,
            "mae_ratio": 1.0 if count else None,
            "dm_statistic": None,
            "p_value": None,
            "verdict": "no_edge" if count else "unknown",
            "observations": count,
            "days": 0,
        },
        "coverage": level_coverage(forecast.coverage[step.step - 1], observations=count),
        "explanation": {
            "base_value": 0.0,
            "prediction": 0.0,
            "features": (),
            "additivity_error": 0.0,
            "sentence": (
                f"No direction is forecast for {instrument.symbol} over {minutes}: the price stays "
                "the best guess, and the range follows the volatility of the last minutes."
            ),
        },
    }
