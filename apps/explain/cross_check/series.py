"""Measures of one return series: the product's function beside a plain second one."""

import math
from typing import Final

import numpy as np

from apps.explain.cross_check.types import CONFIDENCE, ROLLING, Engines, SeriesSample
from ml.reference import returns as plain
from ml.reference import tails
from ml.reference import volatility as ranges
from ml.risk.backtests.kupiec import kupiec
from ml.risk.drawdown import drawdown
from ml.risk.methods import Method, tail_risk
from ml.risk.summary import Measures, measures
from ml.series.rolling import rolling_std
from ml.volatility.ewma import ewma_volatility
from ml.volatility.har import har_forecasts
from ml.volatility.range_estimators import garman_klass, parkinson, rogers_satchell, yang_zhang

PLAIN: Final = "Plain reference"


def _market(sample: SeriesSample) -> bool:
    return sample.market is not None


def _range(sample: SeriesSample) -> bool:
    return sample.has_range


def _enough(sample: SeriesSample) -> bool:
    return sample.returns.size >= 250


def summary(sample: SeriesSample) -> Measures:
    """Return the measures as the risk screen computes them."""
    return measures(
        sample.returns,
        sample.periods,
        benchmark=sample.market,
        risk_free_rate=sample.risk_free_rate,
    )


def deepest(sample: SeriesSample) -> float:
    """Return the maximum drawdown as the risk screen computes it."""
    found = summary(sample).drawdown
    return float("nan") if found is None else found.depth


def _list(sample: SeriesSample) -> list[float]:
    return [float(value) for value in sample.returns]


def _earlier(sample: SeriesSample) -> list[float]:
    return [float(value) for value in sample.earlier]


def both(sample: SeriesSample) -> tuple[list[float], list[float]]:
    """Return the returns of days on which the market has one too."""
    rows = zip(_list(sample), np.asarray(sample.market, dtype=float).tolist(), strict=True)
    kept = [(own, market) for own, market in rows if math.isfinite(own + market)]
    return [own for own, _ in kept], [market for _, market in kept]


def loss(sample: SeriesSample, method: Method, confidence: float = CONFIDENCE) -> float:
    """Return value at risk as the risk screen computes it."""
    return tail_risk(sample.returns, confidence, method, earlier=sample.earlier).value_at_risk


def shortfall(sample: SeriesSample, method: Method, confidence: float = CONFIDENCE) -> float:
    """Return expected shortfall as the risk screen computes it."""
    return tail_risk(sample.returns, confidence, method, earlier=sample.earlier).expected_shortfall


def plain_loss(sample: SeriesSample, method: str, confidence: float = CONFIDENCE) -> float:
    """Return value at risk by the plain reference."""
    values = _list(sample)
    if method == "fhs":
        return tails.filtered_loss(values, _earlier(sample), confidence)
    kernels = {
        "historical": tails.historical_loss,
        "gaussian": tails.normal_loss,
        "cornish_fisher": tails.expansion_loss,
        "evt": tails.pareto_loss,
    }
    return kernels[method](values, confidence)


def plain_shortfall(sample: SeriesSample, method: str, confidence: float = CONFIDENCE) -> float:
    """Return expected shortfall by the plain reference."""
    values = _list(sample)
    if method == "fhs":
        return tails.filtered_shortfall(values, _earlier(sample), confidence)
    kernels = {
        "historical": tails.historical_shortfall,
        "gaussian": tails.normal_shortfall,
        "cornish_fisher": tails.expansion_shortfall,
        "evt": tails.pareto_shortfall,
    }
    return kernels[method](values, confidence)


def _prices(sample: SeriesSample) -> list[list[float]]:
    columns = (sample.open, sample.high, sample.low, sample.close)
    return [[float(price) for price in column] for column in columns]


def _yang_zhang(sample: SeriesSample) -> list[float]:
    open_, high, low, close = _prices(sample)
    return ranges.yang_zhang(open_, high, low, close, ROLLING)


def violations(sample: SeriesSample) -> int:
    """Count the days beyond the sample's own historical value at risk."""
    return int((sample.returns < -tails.historical_loss(_list(sample), 0.98)).sum())


_summary: Final[tuple[Engines[SeriesSample], ...]] = (
    Engines("risk.volatility", PLAIN, lambda s: summary(s).volatility,
         lambda s: plain.deviation(_list(s))),
    Engines("risk.volatility_annualised", PLAIN, lambda s: summary(s).volatility_annualised,
         lambda s: plain.annual_deviation(_list(s), s.periods)),
    Engines("risk.sharpe", PLAIN, lambda s: summary(s).sharpe,
         lambda s: plain.sharpe(_list(s), s.periods, s.risk_free_rate)),
    Engines("risk.sortino", PLAIN, lambda s: summary(s).sortino,
         lambda s: plain.sortino(_list(s), s.periods, s.risk_free_rate)),
    Engines("risk.calmar", PLAIN, lambda s: summary(s).calmar,
         lambda s: plain.calmar(_list(s), s.periods)),
    Engines("risk.max_drawdown", PLAIN, deepest, lambda s: plain.deepest_fall(_list(s))),
    Engines("risk.beta", PLAIN, lambda s: summary(s).beta,
         lambda s: plain.beta(*both(s)), needs=_market),
    Engines("risk.skewness", PLAIN, lambda s: summary(s).skewness,
         lambda s: plain.skewness(_list(s))),
    Engines("risk.kurtosis", PLAIN, lambda s: summary(s).kurtosis,
         lambda s: plain.kurtosis(_list(s))),
    Engines("risk.drawdown", PLAIN, lambda s: drawdown(s.returns), lambda s: plain.falls(_list(s))),
    Engines("risk.rolling_volatility", PLAIN, lambda s: rolling_std(s.returns, ROLLING),
         lambda s: ranges.rolling_deviation(_list(s), ROLLING), 1e-8),
)  # fmt: skip


def _tail_engines(method: Method) -> tuple[Engines[SeriesSample], ...]:
    # The moments of the normal expansions are integrated numerically by the reference.
    tolerance = 1e-9 if method in {"fhs", "historical", "evt"} else 1e-7
    return (
        Engines(f"risk.value_at_risk.{method}", PLAIN, lambda s: loss(s, method),
             lambda s: plain_loss(s, method), tolerance, _enough),
        Engines(f"risk.expected_shortfall.{method}", PLAIN, lambda s: shortfall(s, method),
             lambda s: plain_shortfall(s, method), tolerance, _enough),
    )  # fmt: skip


_volatility: Final[tuple[Engines[SeriesSample], ...]] = (
    Engines("volatility.ewma", PLAIN, lambda s: ewma_volatility(s.returns),
         lambda s: np.sqrt(tails.exponential_variances(_list(s)))),
    Engines("volatility.parkinson", PLAIN, lambda s: parkinson(s.high, s.low),
         lambda s: ranges.parkinson(*_prices(s)[1:3]), needs=_range),
    Engines("volatility.garman_klass", PLAIN,
         lambda s: garman_klass(s.open, s.high, s.low, s.close),
         lambda s: ranges.garman_klass(*_prices(s)), needs=_range),
    Engines("volatility.rogers_satchell", PLAIN,
         lambda s: rogers_satchell(s.open, s.high, s.low, s.close),
         lambda s: ranges.rogers_satchell(*_prices(s)), needs=_range),
    Engines("volatility.yang_zhang", PLAIN,
         lambda s: yang_zhang(s.open, s.high, s.low, s.close, ROLLING),
         _yang_zhang, 1e-8, _range),
    Engines("volatility.har", PLAIN, lambda s: har_forecasts(np.square(s.returns), s.returns),
         lambda s: ranges.har_variances(np.square(s.returns), s.returns), 1e-4, _enough),
)  # fmt: skip

_trials: Final[tuple[Engines[SeriesSample], ...]] = (
    Engines("risk.kupiec_p_value", PLAIN,
         lambda s: kupiec(violations(s), s.returns.size, CONFIDENCE).p_value,
         lambda s: tails.likelihood_p(violations(s), s.returns.size, CONFIDENCE)),
)  # fmt: skip

METHODS: Final[tuple[Method, ...]] = ("fhs", "historical", "gaussian", "cornish_fisher", "evt")
SERIES_TWINS: Final[tuple[Engines[SeriesSample], ...]] = (
    *_summary,
    *(twin for method in METHODS for twin in _tail_engines(method)),
    *_volatility,
    *_trials,
)
