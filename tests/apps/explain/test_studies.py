"""An indicator of the chart, explained by the server's own computation of it."""

import numpy as np
import pytest

from tests.apps.data_quality.conftest import walk

URL = "/api/v1/quality/measures/market.study"
DAY = "2021-06-01T00:00:00Z"


@pytest.fixture
def closes(make_series):
    prices = walk(600, seed=7)
    make_series("ACME", prices)
    return np.asarray(prices)


def ask(api, row, **params):
    return api.get(URL, {"symbol": "ACME", "interval": "1d", "day": DAY, "row": row, **params})


def until(api, **params):
    """Return the days and closes of the chart up to the bar asked about."""
    answer = api.get("/api/v1/history", {"symbol": "ACME", "period": "max", **params}).json()
    bars = [bar for bar in answer["bars"] if bar["timestamp"] <= DAY]
    assert bars[-1]["timestamp"][:10] == DAY[:10] or "interval" in params
    return answer, bars


@pytest.mark.usefixtures("closes")
def test_it_counts_the_bars_that_the_address_says(alice_api):
    _, bars = until(alice_api)
    found = ask(alice_api, "sma:37/average").json()
    expected = np.mean([bar["close"] for bar in bars[-37:]])
    assert found["value"] == pytest.approx(expected, rel=1e-12)


@pytest.mark.usefixtures("closes")
def test_it_counts_from_the_first_bar_that_the_chart_has_loaded(alice_api):
    _, bars = until(alice_api)
    start = bars[-30]["timestamp"]
    loaded = [bar["close"] for bar in bars[-30:]]
    value = np.mean(loaded[:20])
    for close in loaded[20:]:
        value += 2.0 / 21.0 * (close - value)
    found = ask(alice_api, "ema:20/average", start=start).json()
    assert found["value"] == pytest.approx(value, rel=1e-12)
    assert found["observations"] == 30
    assert ask(alice_api, "ema:20/average").json()["value"] != found["value"]


@pytest.mark.usefixtures("closes")
def test_a_year_has_as_many_bars_as_the_history_says(alice_api):
    answer, bars = until(alice_api, interval="1wk")
    week = bars[-1]["timestamp"]
    returns = np.diff(np.log([bar["close"] for bar in bars[-11:]]))
    assert answer["periods_per_year"] == 52.0
    params = {"interval": "1wk", "day": week}
    found = ask(alice_api, "volatility:10/volatility", **params).json()
    assert found["value"] == pytest.approx(returns.std(ddof=1) * np.sqrt(52.0), rel=1e-9)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("luck:20/average", "is no indicator; one of sma, ema"),
        ("sma:1/average", "a whole number from 2 to 400"),
        ("bollinger:20:2/top", "one of upper, middle, lower"),
    ],
)
@pytest.mark.usefixtures("closes")
def test_an_address_that_cannot_be_read_is_refused_by_name(alice_api, row, says):
    answer = ask(alice_api, row)
    assert answer.status_code == 400
    assert says in answer.json()["detail"] + str(answer.json().get("errors"))


@pytest.mark.usefixtures("closes")
def test_a_first_bar_after_the_bar_asked_about_is_refused(alice_api):
    answer = ask(alice_api, "sma:20/average", start="2021-06-02T00:00:00Z")
    assert answer.status_code == 404


@pytest.mark.usefixtures("closes")
def test_the_series_of_another_person_is_not_there(charlie_api, make_series, alice):
    make_series("MINE", walk(60, seed=1), owner=alice)
    assert charlie_api.get(URL, {"symbol": "MINE", "day": DAY, "row": "obv/obv"}).status_code == 404
