"""`GET /risk/backtest`."""

import pytest

URL = "/api/v1/risk/backtest"


@pytest.fixture
def body(demo, alice_api):
    return alice_api.get(URL, {"symbol": "SPX", "confidence": "0.99"}).json()


def test_every_method_is_backtested(body) -> None:
    names = [trial["method"] for trial in body["methods"]]
    assert names == ["fhs", "historical", "gaussian", "cornish_fisher", "evt"]


@pytest.mark.one_database
def test_years_add_up(body) -> None:
    for trial in body["methods"]:
        assert sum(year["violations"] for year in trial["years"]) == trial["violations"]
        assert sum(year["observations"] for year in trial["years"]) == trial["observations"]
        assert trial["rate"] == trial["violations"] / trial["observations"]


@pytest.mark.one_database
def test_the_default_keeps_its_promise_where_plain_methods_fail(body) -> None:
    trials = {trial["method"]: trial for trial in body["methods"]}
    assert 0.008 <= trials["fhs"]["rate"] <= 0.013
    assert trials["fhs"]["kupiec_p_value"] > 0.05
    assert all(year["light"] != "red" for year in trials["fhs"]["years"])
    assert trials["gaussian"]["kupiec_p_value"] < 0.001
    assert trials["historical"]["kupiec_p_value"] < 0.05
    assert trials["fhs"]["tick_loss"] < trials["historical"]["tick_loss"]


def test_below_ninety_per_cent_there_is_no_tail_to_model(demo, alice_api) -> None:
    body = alice_api.get(URL, {"symbol": "SPX", "confidence": "0.8"}).json()
    assert "evt" not in [trial["method"] for trial in body["methods"]]


def test_too_little_history_is_422(demo, alice_api) -> None:
    response = alice_api.get(URL, {"symbol": "FB"})
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")


def test_an_unknown_symbol_is_404(alice_api) -> None:
    assert alice_api.get(URL, {"symbol": "NOPE"}).status_code == 404
