"""From the numbers of `ml` to what is stored; only work imports this."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Final, cast

import numpy as np

from apps.core.clock import utc_iso
from apps.core.json import plain
from apps.forecasts.answers.stored import Card, Content, Feature, bounds_by_name
from apps.forecasts.answers.stored import Explanation as StoredExplanation
from apps.forecasts.answers.stored import Step as StoredStep
from apps.forecasts.edge import proven_direction
from apps.forecasts.services import NewForecast
from apps.instruments.calendars import bar_close, next_sessions
from apps.instruments.types import Instrument
from ml.evaluation.names import Verdict
from ml.evaluation.scorecard import Scorecard
from ml.explain.sentence import label
from ml.pipelines.issuing import Explanation, Issue, Step

DIGITS: Final = 10
"""Significant digits that the hash of a forecast covers."""
_SAID: Final = tuple(field.name for field in fields(Step) if field.name != "bounds")
_quoted = lru_cache(maxsize=64)(json.dumps)


def day_of(moment: np.datetime64) -> date:
    """Return a numpy day as a date."""
    day: date = moment.astype("datetime64[D]").item()
    return day


def scores_shape(cards: tuple[Scorecard, ...]) -> list[Card]:
    """Return scorecards as JSON, a list by horizon."""
    shaped: list[Card] = plain(list(cards))
    return shaped


def forecast_shape(
    issue: Issue,
    instrument: Instrument,
    cards: tuple[Scorecard, ...],
    *,
    model: str,
    owner_id: int | None,
    notices: tuple[str, ...] = (),
) -> NewForecast:
    """Return an issued forecast as it is stored, with its hash."""
    new = _shape(issue, instrument, [card.skill.verdict for card in cards], model, notices)
    return replace(new, owner_id=owner_id, scores=scores_shape(cards))


def replay_shape(
    issue: Issue, instrument: Instrument, cards: tuple[Scorecard, ...], *, model: str, anew: bool
) -> NewForecast:
    """Return the forecast of a past bar, with what could be measured of its model by then.

    Parameters
    ----------
    issue, instrument : Issue, Instrument
        What was said of which instrument.
    cards : tuple of Scorecard
        The newest scores at that bar: they decide whether a direction was proven.
    model : str
        Its kind.
    anew : bool
        Whether they were measured at this very bar, and are to be stored with it.
    """
    new = _shape(issue, instrument, [card.skill.verdict for card in cards], model, ())
    return replace(new, replayed=True, scores=scores_shape(cards) if anew else [])


def _shape(
    issue: Issue,
    instrument: Instrument,
    verdicts: Sequence[Verdict],
    model: str,
    notices: tuple[str, ...],
) -> NewForecast:
    as_of = bar_close(instrument, day_of(issue.as_of))
    targets = next_sessions(instrument, day_of(issue.as_of), len(issue.steps))
    content: Content = {
        "scores": issue.scores,
        "steps": [
            _step(step, target, verdict)
            for step, target, verdict in zip(issue.steps, targets, verdicts, strict=True)
        ],
        "explanations": [_explanation(one) for one in issue.explanations],
        "notices": list(notices),
    }
    return NewForecast(
        instrument_id=instrument.id,
        owner_id=None,
        private=instrument.private,
        symbol=instrument.symbol,
        as_of=as_of,
        last_price=issue.last_price,
        content=content,
        scores=[],
        forecast_hash=forecast_hash(instrument.symbol, model, as_of, issue.last_price, content),
    )


def forecast_hash(
    symbol: str, model: str, as_of: datetime, last_price: float, content: Content
) -> str:
    """Return the SHA-256 of what was forecast; the same forecast has the same hash."""
    said = {
        "symbol": symbol,
        "model": model,
        "as_of": utc_iso(as_of),
        "last_price": last_price,
        "steps": content["steps"],
    }
    return hashlib.sha256(_canonical(said).encode()).hexdigest()


def _canonical(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.{DIGITS}g}"
    if isinstance(value, str):
        return _quoted(value)
    if type(value) is int:
        return str(value)
    if isinstance(value, dict):
        # Lists for `join`: it makes one of a generator anyway, at twice the price.
        inner = [f"{quoted}:{_canonical(value[key])}" for key, quoted in _in_order(tuple(value))]
        return "{" + ",".join(inner) + "}"
    if isinstance(value, list):
        return "[" + ",".join([_canonical(one) for one in value]) + "]"
    return json.dumps(value)


@lru_cache(maxsize=64)
def _in_order(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, _quoted(key)) for key in sorted(keys))


def _step(step: Step, target: datetime, verdict: Verdict) -> StoredStep:
    said = {name: getattr(step, name) for name in _SAID}  # `asdict` copies deeply: 30 times slower
    said["direction"] = proven_direction(step.direction, verdict)
    values = {"target_time": utc_iso(target), **said, **bounds_by_name(step.bounds)}
    return cast("StoredStep", values)


def _explanation(one: Explanation) -> StoredExplanation:
    features: tuple[Feature, ...] = tuple(
        {"name": name, "title": label(name), "value": value, "contribution": contribution}
        for name, value, contribution in one.features
    )
    return {
        "base_value": one.base_value,
        "prediction": one.prediction,
        "features": features,
        "additivity_error": one.additivity_error,
        "sentence": one.sentence,
    }
