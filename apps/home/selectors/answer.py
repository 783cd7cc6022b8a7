"""The first screen's one answer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from apps.alerts.selectors import event_rows
from apps.forecasts.answers import Prediction
from apps.forecasts.selectors import forecasts_newest
from apps.home.answers import Home, HomeForecast
from apps.home.selectors.changes import changes_since
from apps.home.selectors.window import newest_day, window_of
from apps.instruments.answers import QuoteShown
from apps.instruments.market_clock import market_now
from apps.instruments.selectors import price_shown, watched_instruments
from apps.instruments.types import Instrument

MOST_WATCHED: Final = 30
"""Symbols of the watchlists that are answered; small enough for a phone's one request."""


def home_answer(*, user_id: int, since: datetime | None) -> Home:
    """Return what a person asks first, about the symbols of their watchlists.

    Parameters
    ----------
    user_id : int
        Who asks.
    since : datetime, optional
        From when on changes count; by default the end of the last visit.

    Raises
    ------
    BadParameterError
        `since` lies in the market's future.
    """
    watched = watched_instruments(user_id=user_id, most=MOST_WATCHED)
    window = window_of(user_id=user_id, asked=since, watched=watched)
    quotes, without = _quotes(watched)
    ids = [one.id for one in watched]
    currencies = {one.symbol: one.currency for one in watched}
    return Home(
        market_time=market_now(),
        last_close=newest_day(watched),
        since=window.since,
        since_reason=window.reason,
        watchlist=quotes,
        without_price=without,
        forecasts=tuple(
            _short(one, currencies[one.symbol])
            for one in forecasts_newest(instrument_ids=ids, user_id=user_id)
        ),
        open_alerts=event_rows(user_id=user_id, open_only=True).count(),
        changes=changes_since(user_id=user_id, watched=watched, since=window.since),
    )


def _quotes(watched: Sequence[Instrument]) -> tuple[tuple[QuoteShown, ...], tuple[str, ...]]:
    found = {one.symbol: price_shown(instrument=one) for one in watched}
    quotes = tuple(quote for quote in found.values() if quote is not None)
    return quotes, tuple(symbol for symbol, quote in found.items() if quote is None)


def _short(one: Prediction, currency: str) -> HomeForecast:
    last = one.steps[-1]
    return HomeForecast(
        symbol=one.symbol,
        model=one.model,
        as_of=one.as_of,
        target_time=datetime.fromisoformat(last["target_time"]),
        last_price=one.last_price,
        predicted_price=one.predicted_price,
        lower_90=last["lower_90"],
        upper_90=last["upper_90"],
        currency=currency,
        direction=one.direction,
        probability_up=one.probability_up,
        base_rate_up=one.base_rate_up,
        verdict=one.skill["verdict"],
        r2_vs_random_walk=one.skill["r2_vs_random_walk"],
        coverage_90=one.coverage["90"],
        observations=one.coverage["observations"],
    )
