"""Expected returns from the forecasts that were issued."""

from types import SimpleNamespace

import pytest

URL = "/api/v1/portfolio/optimize"
BODY = {
    "symbols": ["KO", "PEP"],
    "objective": "equal_weight",
    "expected_returns": "forecast",
    "frontier_points": 0,
}
PREDICTED = {"KO": 102.0, "PEP": 99.0}


def _known(*symbols):
    def answer(*, instrument, user_id, model, horizon):
        assert horizon == 5
        if instrument.symbol not in symbols:
            return None
        return SimpleNamespace(predicted_price=PREDICTED[instrument.symbol], last_price=100.0)

    return answer


def test_the_longest_forecast_is_annualised(demo, worker, alice_api, monkeypatch) -> None:
    monkeypatch.setattr("apps.portfolio.estimates.forecast_answer", _known("KO", "PEP"))
    body = alice_api.post(URL, BODY, format="json").json()
    returns = {asset["symbol"]: asset["return"] for asset in body["assets"]}
    assert returns == pytest.approx({"KO": 0.02 * 252 / 5, "PEP": -0.01 * 252 / 5})
    assert body["expected_returns"] == "forecast"


def test_symbols_without_a_forecast_are_named(demo, worker, alice_api, monkeypatch) -> None:
    monkeypatch.setattr("apps.portfolio.estimates.forecast_answer", _known("KO"))
    response = alice_api.post(URL, BODY, format="json")
    body = response.json()
    assert (response.status_code, body["code"]) == (422, "forecasts_missing")
    assert body["symbols"] == ["PEP"]


def test_before_any_training_all_are_missing(demo, worker, alice_api) -> None:
    body = alice_api.post(URL, BODY, format="json").json()
    assert body["symbols"] == ["KO", "PEP"]
