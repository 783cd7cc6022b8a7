"""The second engine of a number, asked when the number is explained: plain Python on the bars."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike

from apps.explain.catalogue import Entry
from apps.explain.catalogue.checks import CHECKS
from apps.explain.cross_check.measures import second_answer
from apps.explain.cross_check.pairs import MIX_ENGINES, PAIR_ENGINES
from apps.explain.cross_check.samples import (
    correlation_sample,
    mix_sample,
    pair_sample,
    series_sample,
)
from apps.explain.cross_check.series import SERIES_ENGINES
from apps.explain.cross_check.types import Array, MixSample, PairSample, SeriesSample, Span
from apps.explain.why.types import Second
from ml.measures.measure import PLAIN
from ml.measures.parameters import chosen_of
from ml.reference import pairs, portfolios
from ml.reference.returns import pearson
from ml.reference.tails import exponential_variances
from ml.risk.registry import SERIES_MEASURES

Params = Mapping[str, Any]
Document = Mapping[str, Any]
ARITHMETIC: Final = "Recomputed from its inputs"
_LEAST_OVERLAP: Final = 20
_NOT_NOW: Final = "The second engine does not cover this choice of method or period."
_ARITHMETIC_TOLERANCE: Final = 1e-9
_TOLERANCE: Final = 1e-6
"""Of a measure that the nightly comparison does not have under the same name."""
_TOLERANCES: Final[Mapping[str, float]] = {
    **{one.measure: one.tolerance for one in SERIES_ENGINES},
    **{one.measure: one.tolerance for one in PAIR_ENGINES},
    **{one.measure: one.tolerance for one in MIX_ENGINES},
}
_MEASURES: Final = {measure.id: measure for measure in SERIES_MEASURES}
_ASKED: Final = chosen_of(SeriesSample)
"""Parameters of a return series that a question chooses; the document says how."""


def second_engine(measure: Entry, document: Document, params: Params, user_id: int) -> Second:
    """Return the number by a second engine that shares no code with the first."""
    if measure.id in CHECKS:
        return Second(
            ARITHMETIC, _number(CHECKS[measure.id](document, params)), "", _ARITHMETIC_TOLERANCE
        )
    if not measure.cross_checked:
        return Second(None, None, measure.alone or "No second engine recomputes this number.")
    value = _second_value(measure, document, params, user_id)
    if value is None:
        return Second(None, None, measure.alone or _NOT_NOW)
    return Second(PLAIN, _number(value), "", _tolerance(measure.id, document))


def _tolerance(measure: str, document: Document) -> float:
    by_method = f"{measure}.{document.get('method')}"
    return _TOLERANCES.get(measure, _TOLERANCES.get(by_method, _TOLERANCE))


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _second_value(measure: Entry, document: Document, params: Params, user_id: int) -> float | None:
    subject = measure.id.partition(".")[0]
    if subject == "pairs":
        return _pair(measure.id, document, params, user_id)
    if measure.id == "risk.correlation":
        return _correlation(params, user_id)
    if subject == "portfolio":
        return _portfolio(measure.id, document, params, user_id)
    sample = (
        _weighted(document, params, user_id) if params.get("weights") else _single(params, user_id)
    )
    if sample is None:
        return None
    asked = {name: document[name] for name in _ASKED if name in document}
    return _series(measure.id, replace(sample, **asked), document, params)


def _single(params: Params, user_id: int) -> SeriesSample | None:
    return series_sample(
        symbol=params["symbol"],
        user_id=user_id,
        period=params["period"],
        benchmark=params.get("benchmark", ""),
    )


def _weighted(document: Document, params: Params, user_id: int) -> SeriesSample | None:
    """Return the returns of fixed weights over all history, cut to the period asked for."""
    weights: Mapping[str, float] = document["weights"]
    whole, part = (
        mix_sample(
            symbols=list(weights),
            user_id=user_id,
            period=period,
            benchmark=params.get("benchmark", ""),
            currency=params.get("currency", ""),
        )
        for period in ("max", params["period"])
    )
    if whole is None or part is None:
        return None
    held = [weights[symbol] for symbol in weights]
    daily = np.array(
        [math.fsum(w * r for w, r in zip(held, row, strict=True)) for row in whole.returns]
    )
    first = daily.size - part.returns.shape[0]
    return SeriesSample(
        name="mix",
        returns=daily[first:],
        earlier=daily[:first],
        benchmark=part.market,
        periods=part.periods,
    )


def _series(measure: str, sample: SeriesSample, document: Document, params: Params) -> float | None:
    if measure == "risk.predicted_volatility":
        return _predicted(sample, document)
    declared = _MEASURES[measure]
    if declared.reference is None:
        return None
    answer = second_answer(declared, declared.reference, sample)
    if answer is None:
        return math.nan
    if declared.path:
        return _on_day(declared.name, answer, document, params)
    days = float(document.get("horizon", 1)) if declared.scaling == "root_of_time" else 1.0
    return float(np.asarray(answer, dtype=float)) * math.sqrt(days)


def _predicted(sample: SeriesSample, document: Document) -> float | None:
    """Return the EWMA forecast; the log-HAR takes seconds in plain Python."""
    if document["volatility_model"] != "ewma":
        return None
    whole = [*sample.earlier.tolist(), *sample.returns.tolist()]
    return math.sqrt(exponential_variances(whole)[-1])


def _on_day(name: str, answer: ArrayLike, document: Document, params: Params) -> float | None:
    path = np.asarray(answer, dtype=float)
    days = [one["timestamp"] for one in document[name]]
    return float(path[len(path) - len(days) :][days.index(params["day"])])


def _pair(measure: str, document: Document, params: Params, user_id: int) -> float | None:
    sample = pair_sample(
        y=document["y"],
        x=document["x"],
        user_id=user_id,
        span=Span(document["interval"], params.get("start"), params.get("end")),
        log=bool(document["log"]),
        window=int(document["window"]),
        currency=document["currency"],
    )
    if measure == "pairs.observations":
        return float(sample.y.size)
    if measure == "pairs.correlation":
        return pearson(sample.y[-sample.window :].tolist(), sample.x[-sample.window :].tolist())
    if measure == "pairs.r_squared":
        return pairs.line(sample.y, sample.x, intercept=bool(document["intercept"]))[2]
    alphas, betas = _hedge(sample, document)
    spread = sample.y - alphas - betas * sample.x
    answers: dict[str, Callable[[], float]] = {
        "pairs.alpha": lambda: float(alphas[-1]),
        "pairs.beta": lambda: float(betas[-1]),
        "pairs.spread": lambda: float(spread[-1]),
        "pairs.z_score": lambda: pairs.rolling_z(spread[-sample.window :], sample.window)[-1],
        "pairs.half_life": lambda: pairs.half_life(spread[np.isfinite(spread)]),
    }
    return answers[measure]()


def _hedge(sample: PairSample, document: Document) -> tuple[Array, Array]:
    intercept, size = bool(document["intercept"]), sample.y.size
    if document["method"] == "kalman":
        return pairs.kalman(sample.y, sample.x, intercept=intercept)
    if document["method"] == "rolling_ols":
        return pairs.rolling_line(sample.y, sample.x, sample.window, intercept=intercept)
    alpha, beta, _ = pairs.line(sample.y, sample.x, intercept=intercept)
    return np.full(size, alpha), np.full(size, beta)


def _correlation(params: Params, user_id: int) -> float:
    first, second = correlation_sample(
        pair=(params["y"], params["x"]),
        symbols=params["symbols"],
        user_id=user_id,
        period=params["period"],
        currency=params["currency"],
    )
    return pearson(first, second) if len(first) >= _LEAST_OVERLAP else math.nan


def _covariance(sample: MixSample, document: Document) -> Array:
    if document["covariance"] == "ledoit_wolf":
        return portfolios.shrunk(sample.returns, sample.periods)
    if document["covariance"] == "ewma":
        return portfolios.weighted(sample.returns, sample.periods, span=180)
    return portfolios.covariances(sample.returns, sample.periods)


def _portfolio(measure: str, document: Document, params: Params, user_id: int) -> float | None:
    symbols = list(document["symbols"])
    sample = mix_sample(
        symbols=symbols,
        user_id=user_id,
        period=document["period"],
        currency=document.get("currency", ""),
    )
    if sample is None:
        return None
    at = symbols.index(params["row"]) if "row" in params else 0
    if measure == "portfolio.asset_return":
        simple = (
            document["expected_returns"] == "mean" and document["objective"] != "black_litterman"
        )
        return portfolios.mean_returns(sample.returns, sample.periods)[at] if simple else None
    covariance = _covariance(sample, document)
    weights = [float(document["weights"][symbol]) for symbol in symbols]
    if measure == "portfolio.asset_volatility":
        return math.sqrt(float(covariance[at, at]))
    if measure == "portfolio.risk_share":
        return portfolios.risk_shares(weights, covariance)[at]
    return portfolios.volatility(weights, covariance)
