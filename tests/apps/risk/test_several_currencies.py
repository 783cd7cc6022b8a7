"""Baskets of several currencies: converted with known rates, or refused naming them."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from apps.instruments.errors import MixedCurrenciesError
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import bars_read, instrument_get, rate_at
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow
from apps.risk.selectors import portfolio_history, series_history

DAY_US = 86_400_000_000
START = date(2024, 1, 1)
Put = Callable[..., None]


@pytest.fixture
def put(alice, tmp_path, settings) -> Put:
    """Store daily closes of a private instrument of Alice's."""
    settings.PANEL_DIR = tmp_path

    def make(symbol: str, currency: str, closes: Sequence[float | None]) -> None:
        days = [START + timedelta(days=at) for at in range(len(closes))]
        row = InstrumentRow.objects.create(
            symbol=symbol, owner=alice, currency=currency, name=symbol, asset_class="stock",
            exchange="Your file", calendar="24/7", source="Your file", first_bar=days[0],
            last_bar=days[-1],
        )  # fmt: skip
        first = (START - date(1970, 1, 1)).days * DAY_US
        bars_upsert(
            [
                BarRow(symbol, "1d", first + at * DAY_US, close, close, close, close, None, None,
                       None, settled=True)
                for at, close in enumerate(closes)
                if close is not None
            ],
            instrument_ids={symbol: row.pk},
        )  # fmt: skip

    return make


def _history(alice, currency: str = "", symbols: Sequence[str] = ("AAA", "BBB")) -> Any:
    return portfolio_history(symbols=symbols, user_id=alice.pk, period="max", currency=currency)


@pytest.fixture
def hand(put) -> None:
    """A dollar share, a pound share and dollars a pound, on four days."""
    put("AAA", "USD", [100.0, 110.0, 99.0, 99.0])
    put("BBB", "GBP", [50.0, 50.0, 55.0, 66.0])
    put("GBPUSD", "USD", [1.20, 1.26, 1.26, 1.05])


def test_returns_are_of_prices_in_the_currency_asked_for(hand, alice) -> None:
    history, returns = _history(alice, "USD")
    # BBB in dollars: 60, 63, 69.3, 69.3.
    assert history.currency == "USD"
    expected = [[0.10, 0.05], [-0.10, 0.10], [0.0, 0.0]]
    np.testing.assert_allclose(returns, expected, atol=1e-12)


def test_the_inverse_of_a_rate_serves_too(hand, alice) -> None:
    _, returns = _history(alice, "GBP")
    # AAA in pounds: 100/1.20, 110/1.26, 99/1.26, 99/1.05.
    expected = [110 / 1.26 / (100 / 1.2) - 1, -0.1, 0.2]
    np.testing.assert_allclose(returns[:, 0], expected, atol=1e-12)
    np.testing.assert_allclose(returns[:, 1], [0.0, 0.1, 0.2], atol=1e-12)


def test_a_rate_is_taken_through_the_dollar(put, alice) -> None:
    put("EURUSD", "USD", [1.10, 1.12])
    put("GBPUSD=X", "USD", [1.21, 1.40])
    moments = bars_read(
        instrument=instrument_get(symbol="EURUSD", user_id=alice.pk), interval="1d"
    ).timestamps
    rate = rate_at(base="GBP", quote="EUR", moments=moments, user_id=alice.pk)
    assert rate is not None
    np.testing.assert_allclose(rate, [1.1, 1.25])


def test_a_day_without_a_rate_is_left_out_and_none_is_carried_forward(put, alice) -> None:
    put("AAA", "USD", [100.0, 110.0, 121.0, 133.1])
    put("BBB", "GBP", [50.0, 50.0, 55.0, 66.0])
    put("GBPUSD", "USD", [1.20, None, 1.26, 1.05])
    history, returns = _history(alice, "USD")
    assert history.dates.astype(str).tolist() == ["2024-01-01", "2024-01-03", "2024-01-04"]
    np.testing.assert_allclose(returns[0], [0.21, 69.3 / 60 - 1], atol=1e-12)


def test_several_currencies_without_a_word_are_refused(hand, alice) -> None:
    with pytest.raises(MixedCurrenciesError) as refused:
        _history(alice)
    assert refused.value.extra["currencies"] == {"USD": ["AAA"], "GBP": ["BBB"]}


def test_an_unknown_rate_is_refused_and_says_what_would_help(put, alice) -> None:
    put("AAA", "USD", [1.0, 2.0, 3.0])
    put("BBB", "GBP", [1.0, 2.0, 3.0])
    with pytest.raises(MixedCurrenciesError, match=r"GBPUSD or USDGBP") as refused:
        _history(alice, "USD")
    assert refused.value.extra["missing_rates"] == ["GBPUSD"]


def test_a_dollar_coin_is_no_dollar(put, alice) -> None:
    put("AAA", "USD", [1.0, 2.0, 3.0])
    put("BTCUSDT", "USDT", [1.0, 2.0, 3.0])
    with pytest.raises(MixedCurrenciesError, match="USDTUSD"):
        _history(alice, "USD", ["AAA", "BTCUSDT"])
    put("USDT-USD", "USD", [1.0, 0.99, 1.01])
    assert _history(alice, "USD", ["AAA", "BTCUSDT"])[1][0, 1] == pytest.approx(2 * 0.99 - 1)


def test_a_rate_in_another_currency_than_its_name_is_none(put, alice) -> None:
    put("AAA", "USD", [1.0, 2.0, 3.0])
    put("BBB", "GBP", [1.0, 2.0, 3.0])
    put("GBPUSD", "EUR", [1.2, 1.2, 1.2])
    with pytest.raises(MixedCurrenciesError):
        _history(alice, "USD")


def test_a_default_market_without_a_rate_is_left_out(put, alice) -> None:
    put("SPX", "USD", [1.0, 2.0, 3.0, 4.0])
    put("BBB", "GBP", [1.0, 2.0, 3.0, 5.0])
    assert series_history(symbol="BBB", user_id=alice.pk, period="max").benchmark_symbol is None
    with pytest.raises(MixedCurrenciesError):
        series_history(symbol="BBB", user_id=alice.pk, period="max", benchmark="SPX")
    put("GBPUSD", "USD", [1.0, 2.0, 2.0, 1.0])
    found = series_history(symbol="BBB", user_id=alice.pk, period="max")
    assert found.benchmark is not None
    np.testing.assert_allclose(found.benchmark, [0.0, 0.5, 8 / 3 - 1])


@pytest.fixture
def long(put) -> None:
    rng = np.random.default_rng(5)
    for symbol, currency in (("AAA", "USD"), ("BBB", "GBP")):
        put(symbol, currency, (100 * np.exp(np.cumsum(rng.normal(0, 0.01, 200)))).tolist())
    put("GBPUSD", "USD", (1.25 * np.exp(np.cumsum(rng.normal(0, 0.004, 200)))).tolist())


PORTFOLIO = {"weights": {"AAA": 0.5, "BBB": 0.5}, "period": "max"}
OPTIMIZE = {"symbols": ["AAA", "BBB"], "period": "max", "objective": "min_volatility"}


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("risk/portfolio", PORTFOLIO),
        ("portfolio/optimize", OPTIMIZE),
        ("pairs/adf", {"y": "AAA", "x": "BBB"}),
        ("pairs/backtest", {"y": "AAA", "x": "BBB"}),
        ("pairs/scan", {"symbols": ["AAA", "BBB"]}),
        ("pairs", {"y": "AAA", "x": "BBB"}),
    ],
)
def test_every_route_refuses_and_names_both(long, alice_api, url, body) -> None:
    answer = alice_api.post(f"/api/v1/{url}", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "mixed_currencies")
    assert answer.json()["currencies"] == {"USD": ["AAA"], "GBP": ["BBB"]}


def test_another_spelling_is_refused_with_the_code(alice_api) -> None:
    body = alice_api.post("/api/v1/risk/portfolio", PORTFOLIO | {"currency": "usd"}, format="json")
    assert body.status_code == 400
    assert body.json()["errors"] == [
        {
            "field": "currency",
            "message": "'usd' is no currency of ISO 4217; USD is the nearest code.",
        }
    ]


def test_the_answer_states_its_currency(long, alice_api) -> None:
    body = alice_api.post("/api/v1/risk/portfolio", PORTFOLIO | {"currency": "USD"}, format="json")
    assert body.status_code == 200, body.content
    assert body.json()["currency"] == body.json()["correlation"]["currency"] == "USD"
    pair = {"y": "AAA", "x": "BBB", "currency": "GBP"}
    assert alice_api.get("/api/v1/pairs/analytics", pair).json()["currency"] == "GBP"
    asked = {"symbols": "AAA,BBB", "period": "max"}
    assert alice_api.get("/api/v1/risk/correlation", asked).json()["currency"] is None
    own, converted = (
        alice_api.get("/api/v1/risk/correlation", asked | more).json()["matrix"][0][1]
        for more in ({}, {"currency": "USD"})
    )
    assert own != converted


def test_a_text_that_is_no_currency_is_400(long, alice_api) -> None:
    body = PORTFOLIO | {"currency": "EURO"}
    answer = alice_api.post("/api/v1/risk/portfolio", body, format="json")
    assert answer.status_code == 400
    assert "EUR is the nearest" in answer.json()["errors"][0]["message"]


def test_whole_shares_are_bought_at_converted_prices(long, alice, alice_api, worker) -> None:
    body = OPTIMIZE | {"currency": "USD", "capital": 100_000.0}
    result = alice_api.post("/api/v1/portfolio/optimize", body, format="json").json()
    assert result["currency"] == result["allocation"]["currency"] == "USD"
    last = {
        symbol: bars_read(
            instrument=instrument_get(symbol=symbol, user_id=alice.pk), interval="1d"
        ).close[-1]
        for symbol in ("AAA", "BBB", "GBPUSD")
    }
    prices = result["allocation"]["prices"]
    assert prices["AAA"] == pytest.approx(last["AAA"])
    assert prices["BBB"] == pytest.approx(last["BBB"] * last["GBPUSD"])
    spent = sum(prices[name] * count for name, count in result["allocation"]["shares"].items())
    assert spent == pytest.approx(result["allocation"]["cost"])
