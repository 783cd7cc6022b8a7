import math
from dataclasses import replace

import numpy as np
import pytest

from ml.measures.summary import Summary, summarise
from ml.risk.drawdown import max_drawdown
from ml.risk.methods import tail_risk
from ml.risk.registry import SERIES_MEASURES
from ml.risk.sample import ReturnSample

PLAIN = tuple(one for one in SERIES_MEASURES if "method" not in one.parameters)
"""Without the tail, which refuses a short sample."""


def measures(returns: np.ndarray, **parameters) -> Summary:
    """All of them but the tail's, on the calendar of an exchange."""
    return summarise(PLAIN, ReturnSample(returns=returns, periods=252, **parameters))


def test_each_measure_is_the_one_of_its_file(rng) -> None:
    returns, market = rng.normal(size=300) * 0.01, rng.normal(size=300) * 0.01
    found = measures(returns, benchmark=market, risk_free_rate=0.02)
    assert found.number("observations") == 300
    assert found.number("volatility") == pytest.approx(returns.std(ddof=1))
    assert found.number("volatility_annualised") == pytest.approx(
        returns.std(ddof=1) * math.sqrt(252)
    )
    assert found.number("sharpe") == pytest.approx(
        (returns.mean() - 0.02 / 252) / returns.std(ddof=1) * math.sqrt(252)
    )
    assert found.number("beta") == pytest.approx(np.cov(returns, market)[0, 1] / market.var(ddof=1))


def test_every_measure_is_there_in_its_order(rng) -> None:
    sample = ReturnSample(returns=rng.normal(size=300) * 0.01, periods=252)
    found = summarise(SERIES_MEASURES, sample)
    assert list(found.values) == [one.name for one in SERIES_MEASURES]
    assert found.number("value_at_risk") < found.number("expected_shortfall")


def test_parts_of_one_function_are_computed_once(rng) -> None:
    calls = []

    def counted(returns: np.ndarray, confidence: float, method: str, *, earlier: np.ndarray):
        calls.append(method)
        return tail_risk(returns, confidence, "fhs", earlier=earlier)

    tail = [replace(one, function=counted) for one in SERIES_MEASURES if one.function is tail_risk]
    sample = ReturnSample(returns=rng.normal(size=300) * 0.01, periods=252)
    found = summarise(tuple(tail), sample)
    assert set(found.values) == {"value_at_risk", "expected_shortfall"}
    assert len(calls) == 1


def test_without_a_benchmark_there_is_no_beta(rng) -> None:
    found = measures(rng.normal(size=50) * 0.01)
    assert math.isnan(found.number("beta"))


def test_a_constant_gain_has_no_risk() -> None:
    found = measures(np.full(50, 0.001))
    assert found.number("volatility") == 0.0
    fall = found.result(max_drawdown)
    assert fall is not None
    assert fall.depth == found.number("max_drawdown") == 0.0
    for name in ("sharpe", "sortino", "calmar"):
        assert math.isnan(found.number(name))
