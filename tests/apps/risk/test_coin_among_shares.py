"""A coin trades at weekends: it changes nothing between the shares that it is asked about with."""

from datetime import timedelta

import numpy as np
import pytest

from apps.risk.selectors import portfolio_history
from tests.flows.world import FIRST, make_instrument, store_closes, walk

URL = "/api/v1/risk/correlation"
DAYS = 7 * 90  # Monday to Sunday


@pytest.fixture
def basket(alice, settings, tmp_path):
    """Two shares of a weekday market, one whose file says no calendar, and a coin."""
    settings.PANEL_DIR = tmp_path / "panel"
    assert (FIRST.weekday(), (FIRST + timedelta(days=DAYS - 1)).weekday()) == (0, 6)
    market = walk(1, DAYS)
    rests = np.arange(DAYS) % 7 >= 5
    for seed, (symbol, calendar) in enumerate(
        (("SHARE", "XNYS"), ("OTHER", "XNYS"), ("FILE", "24/7")), start=2
    ):
        closes = np.sqrt(market * walk(seed, DAYS))
        closes[rests] = np.nan
        store_closes(make_instrument(symbol, has_ohlc=False, calendar=calendar), closes)
    store_closes(make_instrument("COIN", has_ohlc=False, asset_class="crypto"), walk(9, DAYS))


@pytest.mark.parametrize("period", ["1mo", "3mo", "1y", "max"])
def test_it_changes_no_correlation_between_shares(basket, alice_api, period: str) -> None:
    shares = ["SHARE", "OTHER", "FILE"]
    alone, with_coin = (
        alice_api.get(URL, {"symbols": ",".join(names), "period": period}).json()
        for names in (shares, [*shares, "COIN"])
    )
    for field in ("matrix", "overlap"):
        assert [row[:3] for row in with_coin[field][:3]] == alone[field]
    assert (with_coin["as_of"], with_coin["period_start"]) == (
        alone["as_of"],
        alone["period_start"],
    )
    assert with_coin["overlap"][0][3] == alone["overlap"][0][1]
    assert with_coin["alignment"] == alone["alignment"] == "sessions_of_each_pair"


def test_every_session_counts(basket, alice_api) -> None:
    body = alice_api.get(URL, {"symbols": "SHARE,COIN,OTHER", "period": "max"}).json()
    assert body["overlap"][0][2] == 5 * 90 - 1


def test_coins_alone_keep_their_weekends(basket, alice_api) -> None:
    store_closes(make_instrument("TOKEN", has_ohlc=False, asset_class="crypto"), walk(8, DAYS))
    body = alice_api.get(URL, {"symbols": "COIN,TOKEN", "period": "max"}).json()
    assert body["overlap"][0][1] == DAYS - 1


def test_a_portfolio_of_both_is_measured_on_the_sessions_of_all(basket, alice, alice_api) -> None:
    weights = {"SHARE": 0.4, "OTHER": 0.4, "COIN": 0.2}
    asked = {"weights": weights, "period": "max"}
    body = alice_api.post("/api/v1/risk/portfolio", asked, format="json").json()
    assert (body["observations"], body["calendar_factor"]) == (5 * 90 - 1, 252)
    assert body["correlation"]["alignment"] == "sessions_of_all"
    shares, whole = (
        portfolio_history(symbols=names, user_id=alice.pk, period="max")[1]
        for names in (["SHARE", "OTHER"], list(weights))
    )
    np.testing.assert_array_equal(whole[:, :2], shares)


def test_a_pair_of_both_is_annualised_by_the_sessions_in_common(basket, alice_api) -> None:
    asked = {"method": "rolling_ols", "window": 20}
    there, back = (
        alice_api.post("/api/v1/pairs/backtest", asked | {"y": y, "x": x}, format="json").json()
        for y, x in (("SHARE", "COIN"), ("COIN", "SHARE"))
    )
    assert there["observations"] == back["observations"] == 5 * 90
    for body in (there, back):
        equity = np.array(body["series"]["equity"])
        returns = np.diff(equity, prepend=1.0) / np.r_[1.0, equity[:-1]]
        expected = float(returns.std(ddof=1)) * np.sqrt(252.0)
        assert body["volatility_annualised"] == pytest.approx(expected, rel=0.01)
