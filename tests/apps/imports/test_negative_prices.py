"""Prices below zero, as of oil on 20 April 2020: kept, shown, and refused where logs are needed."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.forecasts.universe import universe_chosen
from tests.apps.imports.conftest import Upload

FILE = Path("fixtures/uploads/neg.csv").read_text()


def _long() -> str:
    """Return the three days of the file after many ordinary ones, and before some more."""
    lines, day = ["date,open,high,low,close,volume"], dt.date(2018, 1, 1)
    while day < dt.date(2020, 4, 17):
        if day.weekday() < 5:
            lines.append(f"{day},20,21,18,{19 + day.day / 20},100")
        day += dt.timedelta(days=1)
    lines += FILE.splitlines()[1:]
    day = dt.date(2020, 4, 22)
    while day < dt.date(2021, 12, 1):
        if day.weekday() < 5:
            lines.append(f"{day},20,21,18,{19 + day.day / 20},100")
        day += dt.timedelta(days=1)
    return "\n".join(lines)


def test_they_are_kept_as_they_were_paid(upload: Upload, alice_api: APIClient) -> None:
    body = upload(FILE).json()
    assert (body["accepted"], body["rejected_total"]) == (3, 0)
    bars = alice_api.get("/api/v1/history", {"symbol": "MINE", "period": "max"}).json()["bars"]
    assert [(bar["low"], bar["close"]) for bar in bars] == [
        (18, 18.27), (-40.32, -37.63), (-16, 10.01),
    ]  # fmt: skip


def test_no_change_is_a_fraction_of_a_price_below_zero(
    upload: Upload, alice_api: APIClient
) -> None:
    upload(FILE)
    price = alice_api.get("/api/v1/price?symbol=MINE").json()
    assert (price["price"], price["change_percent"]) == (10.01, None)
    assert price["change"] == pytest.approx(10.01 + 37.63)


@pytest.mark.parametrize(
    "route",
    [
        "risk?symbol=MINE&period=max",
        "risk/backtest?symbol=MINE",
        "risk/correlation?symbols=MINE,OTHER&period=max",
        "pairs/analytics?y=MINE&x=OTHER",
        "features?symbol=MINE",
        "exports/features?symbol=MINE&format=csv",
        "exports/risk?symbol=MINE&period=max&format=csv",
    ],
)
def test_what_needs_returns_names_the_bar(upload: Upload, alice_api: APIClient, route: str) -> None:
    upload(_long())
    upload(
        _long()
        .replace("-37.63", "18.10")
        .replace("-40.32", "17")
        .replace("-14", "14")
        .replace("-16", "9"),
        symbol="OTHER",
    )
    answer = alice_api.get(f"/api/v1/{route}")
    body = answer.json()
    assert (answer.status_code, body["code"]) == (422, "nonpositive_price"), body
    assert "MINE closed at -37.63 on 2020-04-20" in body["detail"]
    if "correlation" not in route:  # which names each member that it leaves out
        assert body["timestamp"].startswith("2020-04-20")


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("risk/portfolio", {"weights": {"MINE": 0.5, "OTHER": 0.5}, "period": "max"}),
        ("portfolio/optimize", {"symbols": ["MINE", "OTHER"], "period": "max"}),
    ],
)
def test_portfolios_name_the_bar_too(
    upload: Upload, alice_api: APIClient, route: str, body: dict[str, object]
) -> None:
    upload(_long())
    upload("date,close\n2020-04-17,18\n2020-04-20,19\n2020-04-21,18\n2020-04-22,17\n",
           symbol="OTHER")  # fmt: skip
    answer = alice_api.post(f"/api/v1/{route}", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (422, "nonpositive_price"), answer.content


def test_forecasts_learn_from_no_such_price(upload: Upload, alice: User) -> None:
    upload(_long())
    found = universe_chosen(symbols=["MINE"], user_id=alice.pk)
    assert found.pool == ("MINE",)
    assert (found.closes > 0.0).all()
    assert found.dates[0] > np.datetime64("2020-04-20")
    (notice,) = found.notices
    assert "MINE" in str(notice)


def test_a_period_after_them_has_its_risk(upload: Upload, alice_api: APIClient) -> None:
    upload(_long())
    answer = alice_api.get("/api/v1/risk", {"symbol": "MINE", "period": "1y"})
    assert answer.status_code == 200, answer.content


@pytest.mark.parametrize(
    "route",
    ["quality/health?symbol=MINE", "instruments/MINE", "exports/bars?symbol=MINE&format=csv"],
)
def test_what_shows_bars_shows_them(upload: Upload, alice_api: APIClient, route: str) -> None:
    upload(_long())
    answer = alice_api.get(f"/api/v1/{route}")
    assert answer.status_code == 200
    answer.close()
