"""GET /quality/measures: the catalogue, and figures explained from a person's own view."""

import pytest

from tests.apps.data_quality.conftest import walk

URL = "/api/v1/quality/measures"


@pytest.fixture
def stock(make_series):
    return make_series("ACME", walk(600, seed=7))


def ask(api, measure, **params):
    return api.get(f"{URL}/{measure}", params)


@pytest.mark.django_db
def test_it_lists_every_measure(alice_api):
    found = alice_api.get(URL).json()
    ids = {row["id"] for row in found["results"]}
    assert {"risk.sharpe", "market.price", "pairs.half_life", "portfolio.volatility"} <= ids


@pytest.mark.parametrize(
    "measure", ["risk.sharpe", "risk.value_at_risk", "risk.max_drawdown", "risk.volatility"]
)
def test_it_explains_a_risk_figure_as_the_screen_shows_it(alice_api, stock, measure):
    params = {"symbol": "ACME", "period": "1y", "confidence": "0.95", "method": "historical"}
    shown = alice_api.get("/api/v1/risk", params).json()
    found = ask(alice_api, measure, **params).json()
    assert found["value"] == shown[measure.partition(".")[2]]
    assert found["formula"]
    assert found["provider"] == shown["source"]
    assert found["as_of"] == shown["as_of"]
    assert found["observations"] == shown["observations"]
    assert found["code"]["package"]
    assert len(found["code"]["digest"]) == 12
    assert found["second"]["value"] == pytest.approx(found["value"], rel=1e-9)
    assert found["link"].startswith("/risk?symbol=ACME&period=1y")
    assert "why=" in found["link"]


def test_it_explains_a_price_by_its_inputs(alice_api, stock):
    found = ask(alice_api, "market.change_percent", symbol="ACME").json()
    assert found["second"]["engine"] == "Recomputed from its inputs"
    assert found["second"]["difference"] == pytest.approx(0.0, abs=1e-15)
    assert {row["label"] for row in found["inputs"]} == {"Price", "Previous close"}


def test_it_says_why_an_observed_price_has_no_second_engine(alice_api, stock):
    second = ask(alice_api, "market.price", symbol="ACME").json()["second"]
    assert second["engine"] is None
    assert "Observed" in second["note"]


def test_a_pair_by_its_three_hedges(alice_api, make_series):
    make_series("YY", walk(400, seed=1))
    make_series("XX", walk(400, seed=2))
    for method in ("ols", "rolling_ols", "kalman"):
        for measure in ("pairs.beta", "pairs.z_score", "pairs.half_life"):
            found = ask(alice_api, measure, y="YY", x="XX", method=method).json()
            if found["value"] is None:
                assert found["second"]["value"] is None
            else:
                assert found["second"]["value"] == pytest.approx(found["value"], rel=1e-5)


def test_an_unknown_measure_is_named(alice_api):
    found = ask(alice_api, "risk.luck")
    assert found.status_code == 404
    assert found.json()["code"] == "unknown_measure"


def test_an_unknown_entry_is_named(alice_api, stock):
    found = ask(alice_api, "risk.drawdown", symbol="ACME", day="1900-01-01T00:00:00Z")
    assert found.status_code == 422, found.json()
    assert found.json()["code"] == "unknown_figure"


def test_a_wrong_parameter_is_refused_as_its_screen_refuses_it(alice_api, stock):
    found = ask(alice_api, "risk.sharpe", symbol="ACME", confidence="7")
    assert found.status_code == 400
    assert found.json()["errors"][0]["field"] == "confidence"


def test_an_outsider_has_no_figure_of_a_private_series(alice_api, charlie_api, alice, make_series):
    make_series("MINE", walk(300), owner=alice)
    assert ask(alice_api, "market.price", symbol="MINE").status_code == 200
    assert ask(charlie_api, "market.price", symbol="MINE").status_code == 404


def test_a_stranger_is_not_answered(anonymous_api):
    assert ask(anonymous_api, "market.price", symbol="X").status_code == 401
