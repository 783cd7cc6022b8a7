"""Rows to answers, one function a type."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

from apps.core.json import JsonObject
from apps.forecasts.answers import (
    CoverageDetail,
    CoverageGroup,
    ForecastOutcome,
    LeaderboardRow,
    LedgerRow,
    Prediction,
    StepOutcome,
)
from apps.forecasts.answers.packed import explanations_of, steps_of
from apps.forecasts.answers.stored import Card, Coverage, MeasuredCoverage, Skill, Step
from apps.forecasts.edge import proven_direction
from apps.forecasts.models import Forecast, ModelVersion, Outcome
from apps.instruments.market_clock import market_now

if TYPE_CHECKING:
    from apps.forecasts.types import ForecastInterval
    from ml.evaluation.names import Verdict

_NO_SKILL: Skill = {
    "r2_vs_random_walk": None,
    "mae_ratio": None,
    "dm_statistic": None,
    "p_value": None,
    "verdict": "unknown",
    "observations": 0,
    "days": 0,
}


def prediction(forecast: Forecast, scores: Sequence[Card] | None, horizon: int) -> Prediction:
    """Return the answer of `GET /prediction` from a stored forecast and its symbol's scores."""
    content = forecast.content
    steps = _steps(content, scores)[:horizon]
    reasons = explanations_of(content, forecast.explained)
    target = steps[-1]
    own = scores[horizon - 1] if scores else None
    # The model that answers for a past date may have been scored, and even trained, only later.
    measured = forecast.version.market_time <= market_now()
    pooled: Card = forecast.version.scores[horizon - 1]
    return Prediction(
        symbol=forecast.symbol,
        as_of=forecast.as_of,
        issued_at=forecast.issued_at,
        interval=cast("ForecastInterval", forecast.interval),
        # A daily forecast reaches from the last known close to the next ones, whenever they come.
        expired_at=None,
        simulated=False,
        last_price=forecast.last_price,
        model=forecast.model,
        horizon=horizon,
        predicted_price=target["predicted_price"],
        predicted_return=target["predicted_return"],
        predicted_volatility=target["predicted_volatility"],
        value_at_risk_95=target["value_at_risk_95"],
        direction=target["direction"],
        probability_up=target["probability_up"],
        probability_error=target["probability_error"],
        base_rate_up=target["base_rate_up"],
        steps=steps,
        skill=own["skill"] if own else _NO_SKILL,
        pooled_skill=pooled["skill"] if measured else None,
        direction_score=own["direction"] if own else None,
        coverage=coverage_of(own["coverage"] if own else None),
        coverage_detail=_detail(own["coverage"]) if own else None,
        interval_method="conformal",
        interval_scores=content["scores"],
        explanation=reasons[horizon - 1] if reasons else None,
        trained_at=forecast.version.trained_at if measured else None,
        forecast_hash=forecast.forecast_hash,
        notices=tuple(content.get("notices", ())),
    )


def _steps(content: JsonObject, scores: Sequence[Card] | None) -> tuple[Step, ...]:
    """Return the steps; those of forecasts issued by older versions without unproven directions."""
    steps = steps_of(content)
    verdicts: list[Verdict] = (
        [one["skill"]["verdict"] for one in scores] if scores else ["unknown"] * len(steps)
    )
    return tuple(
        {**step, "direction": proven_direction(step["direction"], verdict)}
        for step, verdict in zip(steps, verdicts, strict=True)
    )


def coverage_of(measured: MeasuredCoverage | None) -> Coverage:
    """Return measured coverage by nominal level in per cent, with its observations."""
    if measured is None:
        return level_coverage({}, observations=0)
    return level_coverage(measured["levels"], observations=measured["observations"])


def level_coverage(levels: Mapping[str, float | None], *, observations: int) -> Coverage:
    """Return shares of outcomes inside by level, null where none is known."""
    return {
        "50": levels.get("50"),
        "80": levels.get("80"),
        "90": levels.get("90"),
        "95": levels.get("95"),
        "observations": observations,
    }


def _detail(measured: MeasuredCoverage) -> CoverageDetail:
    return CoverageDetail(
        by_year=_groups(measured["by_year"]),
        by_volatility=_groups(measured["by_volatility"]),
        worst_60_days=measured["worst_60_days"],
        winkler_95=measured["winkler_95"],
    )


def _groups(groups: Mapping[str, tuple[float, int]]) -> tuple[CoverageGroup, ...]:
    return tuple(CoverageGroup(name, share, count) for name, (share, count) in groups.items())


def leaderboard_row(
    version: ModelVersion, scores: Sequence[Card], horizon: int, symbol: str
) -> LeaderboardRow:
    """Return one model of the leaderboard at a horizon."""
    card = scores[horizon - 1]
    return LeaderboardRow(
        model=version.kind,
        symbol=symbol or None,
        horizon=horizon,
        trained_at=version.trained_at,
        data_version=version.data_version,
        first=_day(card["first"]),
        last=_day(card["last"]),
        skill=card["skill"],
        direction_score=card["direction"],
        coverage=coverage_of(card["coverage"]),
        coverage_detail=_detail(card["coverage"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def ledger_row(forecast: Forecast) -> LedgerRow:
    """Return one issued forecast with those of its outcomes that are known."""
    steps = steps_of(forecast.content)
    moment = market_now()
    known = [one for one in forecast.outcomes.all() if one.known_at <= moment]
    return LedgerRow(
        id=forecast.pk,
        symbol=forecast.symbol,
        model=forecast.model,
        interval=forecast.interval,
        as_of=forecast.as_of,
        issued_at=forecast.issued_at,
        market_time=forecast.market_time,
        replayed=forecast.replayed,
        last_price=forecast.last_price,
        steps=tuple(steps),
        forecast_hash=forecast.forecast_hash,
        outcome=_outcome(known, len(steps)) if known else None,
    )


def _outcome(known: Sequence[Outcome], steps: int) -> ForecastOutcome:
    ordered = sorted(known, key=lambda one: one.step)
    return ForecastOutcome(
        complete=len(ordered) == steps,
        steps=tuple(
            StepOutcome(
                step=one.step,
                known_at=one.known_at,
                price=one.price,
                realised_return=one.realised_return,
                error=one.error,
                inside_50=one.inside_50,
                inside_80=one.inside_80,
                inside_90=one.inside_90,
                inside_95=one.inside_95,
            )
            for one in ordered
        ),
    )
