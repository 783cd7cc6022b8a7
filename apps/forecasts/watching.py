"""The direction of the default model as alerts look at it: each forecast beside the one before."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from apps.alerts.evaluation import observe
from apps.alerts.histories import observation_at, question_of
from apps.alerts.selectors import active_rules
from apps.alerts.types import Question, ValueSeries
from apps.core.clock import microseconds_of
from apps.forecasts.answers.packed import steps_of
from apps.forecasts.selectors import issued_by_now
from apps.forecasts.types import PREFERENCE
from apps.instruments.selectors import instrument_get

MODEL: Final = PREFERENCE[0]
NEWEST: Final = 252
_WORDS: Final = {"up": "up", "down": "down", "no_edge": "no edge"}


def flip_history(question: Question) -> ValueSeries:
    """Return the forecasts of the default model, each with whether its direction was new.

    The value is the probability of a rise over the next day.
    """
    instrument = instrument_get(symbol=question.symbol, user_id=question.user_id)
    issued_by_then = issued_by_now(question.user_id).filter(
        instrument_id=instrument.id, model=MODEL, interval="1d"
    )
    rows = issued_by_then.order_by("-market_time", "-id")
    columns = ("market_time", "owner_id", "content")
    issued = list(reversed(rows.values_list(*columns)[:NEWEST]))
    steps = [steps_of(content)[0] for _, _, content in issued]
    directions = [str(step["direction"]) for step in steps]
    before = [*directions[:1], *directions[:-1]]
    return ValueSeries(
        "1d",
        np.array([microseconds_of(moment) for moment, _, _ in issued], dtype=np.int64),
        np.array([float(step["probability_up"] or 0.0) for step in steps]),
        key=MODEL,
        happened=np.array([a != b for a, b in zip(before, directions, strict=True)], dtype=bool),
        details={
            "from": before,
            "to": directions,
            "sentence": [
                _sentence(instrument.symbol, *pair) for pair in zip(before, directions, strict=True)
            ],
        },
        owner_id=question.user_id if any(owner for _, owner, _ in issued) else None,
    )


def watch_forecasts(symbols: Iterable[str]) -> None:
    """Look at the newest forecasts of some symbols; part of the transaction that stores them."""
    new = set(symbols)
    rules = [rule for rule in active_rules(kinds=["forecast_flip"]) if rule.symbol in new]
    for question in sorted({question_of(rule) for rule in rules}, key=repr):
        series = flip_history(question)
        if len(series):
            observe([observation_at(question, series, len(series) - 1)])


def _sentence(symbol: str, before: str, after: str) -> str:
    return (
        f"The forecast of {symbol} changed from {_WORDS.get(before, before)} "
        f"to {_WORDS.get(after, after)}"
    )
