"""Both engines of a figure get the same parameters, with the same defaults."""

import pytest

from tests.apps.data_quality.conftest import walk

URL = "/api/v1/quality/measures"
RATED = ("risk.sharpe", "risk.sortino")
MEASURES = (
    *RATED, "risk.volatility", "risk.max_drawdown", "risk.calmar", "risk.value_at_risk",
    "risk.expected_shortfall", "risk.skewness", "risk.observations",
)  # fmt: skip
ASKED: tuple[dict[str, str], ...] = (
    {},
    {"risk_free_rate": "0.05"},
    {"period": "6mo", "risk_free_rate": "-0.02"},
    {"confidence": "0.9", "method": "gaussian", "period": "max"},
)


@pytest.mark.parametrize("params", ASKED)
@pytest.mark.parametrize("measure", MEASURES)
def test_the_engines_agree_on_every_parameter(alice_api, make_series, measure, params) -> None:
    make_series("ACME", walk(600, seed=7))
    found = alice_api.get(f"{URL}/{measure}", {"symbol": "ACME"} | params).json()
    assert found["second"]["value"] == pytest.approx(found["value"], rel=1e-7)


@pytest.mark.parametrize("measure", RATED)
def test_a_rate_changes_both(alice_api, make_series, measure) -> None:
    make_series("ACME", walk(600, seed=7))
    free, paid = (
        alice_api.get(f"{URL}/{measure}", {"symbol": "ACME", "risk_free_rate": rate}).json()
        for rate in ("0", "0.05")
    )
    assert paid["value"] < free["value"]
    assert paid["second"]["value"] < free["second"]["value"]
