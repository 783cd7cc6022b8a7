"""`GET /risk`."""

import math

import numpy as np
import pytest

from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import daily_bars, instrument_get

URL = "/api/v1/risk"


@pytest.fixture
def answer(demo, alice_api):

    def ask(**query):
        return alice_api.get(URL, {"symbol": "AAPL", "period": "5y"} | query)

    return ask


def _returns() -> np.ndarray:
    closes = daily_bars(instrument=instrument_get(symbol="AAPL")).close
    return closes[1:] / closes[:-1] - 1.0


def test_the_measures_are_those_of_the_period(answer) -> None:
    body = answer().json()
    sample = _returns()[-body["observations"] :]
    assert body["observations"] == 1_258
    assert body["volatility"] == pytest.approx(sample.std(ddof=1), rel=1e-9)
    assert body["volatility_annualised"] == pytest.approx(sample.std(ddof=1) * math.sqrt(252))
    assert body["sharpe"] == pytest.approx(sample.mean() / sample.std(ddof=1) * math.sqrt(252))
    wealth = np.concatenate(([1.0], np.cumprod(1 + sample)))
    depth = 1 - wealth / np.maximum.accumulate(wealth)
    assert body["max_drawdown"] == pytest.approx(depth.max())
    assert [point["value"] for point in body["drawdown"]] == pytest.approx(depth.tolist())
    assert 0.5 < body["beta"] < 2.0
    assert body["benchmark"] == "SPX"


def test_historical_value_at_risk_is_the_ranked_loss_under_its_own_name(answer) -> None:
    body = answer(method="historical", confidence="0.99").json()
    worst = np.sort(_returns()[-1_258:])
    assert body["value_at_risk_99"] == -worst[12]  # ceil(12.58) = rank 13
    assert body["value_at_risk_99"] == body["value_at_risk"]
    assert body["expected_shortfall_99"] >= body["value_at_risk_99"]
    assert "value_at_risk_95" not in body


def test_odd_confidences_have_a_name_too(answer) -> None:
    assert "value_at_risk_97_5" in answer(confidence="0.975").json()


def test_it_says_what_it_was_made_from(answer) -> None:
    body = answer().json()
    assert body["as_of"] == "2022-12-28T00:00:00Z"
    assert body["period_start"] == "2017-12-28T00:00:00Z"
    assert body["calendar_factor"] == 252
    assert body["source"] == "skfolio-stocks"
    assert body["simulated"] is False
    assert body["method"] == "fhs"
    assert body["volatility_model"] in {"har_squared_returns", "ewma"}


def test_series_are_dated_and_null_where_a_window_is_not_full(answer) -> None:
    body = answer(period="max").json()
    rolling = body["rolling_volatility"]
    assert len(rolling) == body["observations"]
    assert len(body["drawdown"]) == body["observations"] + 1
    assert rolling[0]["value"] is None
    assert rolling[-1]["timestamp"] == body["as_of"]
    last = _returns()[-21:].std(ddof=1)
    assert rolling[-1]["value"] == pytest.approx(last, rel=1e-9)


def test_the_default_method_brings_its_record(answer) -> None:
    backtest = answer(confidence="0.99").json()["backtest"]
    assert backtest["method"] == "fhs"
    assert backtest["observations"] >= 900
    assert backtest["violations"] == pytest.approx(backtest["expected"], abs=10)
    assert backtest["light"] in {"green", "yellow"}


@pytest.mark.parametrize("method", ["fhs", "historical", "gaussian", "cornish_fisher", "evt"])
def test_every_method_answers(answer, method) -> None:
    body = answer(method=method).json()
    assert 0.01 < body["value_at_risk_95"] < body["expected_shortfall_95"] < 0.2


def test_drawdown_dates_are_closes_and_an_open_one_has_no_end(answer) -> None:
    body = answer(period="1y").json()
    assert body["drawdown_start"] < body["drawdown_trough"]
    assert body["drawdown_end"] is None


def test_symbols_are_taken_in_any_case(answer) -> None:
    assert answer(symbol="aapl").json()["symbol"] == "AAPL"


def test_another_benchmark_may_be_named(answer) -> None:
    body = answer(benchmark="ko").json()
    assert body["benchmark"] == "KO"
    assert answer(benchmark="NOPE").status_code == 404


def test_without_any_benchmark_beta_is_unknown(answer, alice_api) -> None:
    InstrumentRow.objects.filter(symbol="SPX").delete()
    body = alice_api.get(URL, {"symbol": "KO"}).json()
    assert body["beta"] is None
    assert body["benchmark"] is None


def test_an_unknown_symbol_is_404(answer) -> None:
    response = answer(symbol="NOPE")
    assert (response.status_code, response.json()["code"]) == (404, "unknown_symbol")


def test_too_little_history_is_422_with_both_counts(answer) -> None:
    response = answer(period="1mo")
    body = response.json()
    assert (response.status_code, body["code"]) == (422, "insufficient_history")
    assert body["observations"] < body["needed"]


def test_a_simulated_instrument_has_no_risk(demo, alice_api) -> None:
    response = alice_api.get(URL, {"symbol": "BTCUSDT"})
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("period", "2y"),
        ("period", "1Y"),
        ("confidence", "95"),
        ("confidence", "nan"),
        ("confidence", "x"),
        ("confidence", "1"),
        ("method", "magic"),
        ("risk_free_rate", "inf"),
        ("symbol", ""),
        ("symbol", "A" * 200),
    ],
)
def test_bad_input_is_400_and_names_its_field(answer, field, value) -> None:
    response = answer(**{field: value})
    assert response.status_code == 400, response.content
    assert [error["field"] for error in response.json()["errors"]] == [field]


def test_a_wrong_period_is_answered_with_the_right_ones(answer) -> None:
    assert "5y" in answer(period="2y").json()["errors"][0]["message"]


def test_a_client_that_has_the_answer_gets_not_modified(answer, alice_api) -> None:
    tag = answer()["ETag"]
    again = alice_api.get(URL, {"symbol": "AAPL", "period": "5y"}, HTTP_IF_NONE_MATCH=tag)
    assert again.status_code == 304
    other = alice_api.get(URL, {"symbol": "AAPL", "period": "1y"}, HTTP_IF_NONE_MATCH=tag)
    assert other.status_code == 200


def test_strangers_are_turned_away(anonymous_api) -> None:
    assert anonymous_api.get(URL, {"symbol": "AAPL"}).status_code in {401, 403}


def test_queries_do_not_grow_with_history(answer, django_assert_max_num_queries) -> None:
    answer()
    # 2 session and user, 2 instruments, 2 instruments of the panel, 1 version (twice)
    with django_assert_max_num_queries(10):
        answer()
