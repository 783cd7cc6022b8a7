"""`GET /risk/backtest`."""

import pytest

URL = "/api/v1/risk/backtest"


@pytest.fixture
def body(demo, alice_api):
    return alice_api.get(URL, {"symbol": "SPX", "confidence": "0.99"}).json()


def test_every_method_is_backtested(body) -> None:
    names = [backtest["method"] for backtest in body["methods"]]
    assert names == ["fhs", "historical", "gaussian", "cornish_fisher", "evt"]


@pytest.mark.one_database
def test_years_add_up(body) -> None:
    for backtest in body["methods"]:
        assert sum(year["violations"] for year in backtest["years"]) == backtest["violations"]
        assert sum(year["observations"] for year in backtest["years"]) == backtest["observations"]
        assert backtest["rate"] == backtest["violations"] / backtest["observations"]


@pytest.mark.one_database
def test_the_default_keeps_its_promise_where_plain_methods_fail(body) -> None:
    backtests = {backtest["method"]: backtest for backtest in body["methods"]}
    assert 0.008 <= backtests["fhs"]["rate"] <= 0.013
    assert backtests["fhs"]["kupiec_p_value"] > 0.05
    assert all(year["light"] != "red" for year in backtests["fhs"]["years"])
    assert backtests["gaussian"]["kupiec_p_value"] < 0.001
    assert backtests["historical"]["kupiec_p_value"] < 0.05
    assert backtests["fhs"]["tick_loss"] < backtests["historical"]["tick_loss"]


def test_below_ninety_per_cent_there_is_no_tail_to_model(demo, alice_api) -> None:
    body = alice_api.get(URL, {"symbol": "SPX", "confidence": "0.8"}).json()
    assert "evt" not in [backtest["method"] for backtest in body["methods"]]


def test_too_little_history_is_422(demo, alice_api) -> None:
    response = alice_api.get(URL, {"symbol": "FB"})
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")


def test_an_unknown_symbol_is_404(alice_api) -> None:
    assert alice_api.get(URL, {"symbol": "NOPE"}).status_code == 404
