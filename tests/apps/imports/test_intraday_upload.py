"""Minutes, hours and trades from files: their zone, their longer bars, where they show."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.apps.imports.conftest import Upload

NEW_YORK = "America/New_York"


def _minutes(day: str, closes: list[float], hour: int = 9, minute: int = 30) -> list[str]:
    return [
        f"{day} {hour + (minute + step) // 60:02d}:{(minute + step) % 60:02d}:00,"
        f"{close},{close + 1},{close - 1},{close},10"
        for step, close in enumerate(closes)
    ]


def _file(*lines: str) -> str:
    return "\n".join(["Datetime,Open,High,Low,Close,Volume", *lines])


def _history(api: APIClient, **params: Any) -> Any:
    return api.get("/api/v1/history", {"symbol": "MINE", "period": "max"} | params)


def test_minutes_become_five_minutes_and_days_too(upload: Upload, alice_api: APIClient) -> None:
    text = _file(
        *_minutes("2024-01-02", [100.0 + step for step in range(10)]),
        *_minutes("2024-01-03", [200.0 + step for step in range(10)]),
    )
    answer = upload(text, timezone=NEW_YORK)
    assert answer.status_code == 200, answer.content
    assert (answer.json()["interval"], answer.json()["first"]) == ("1m", "2024-01-02T14:30:00Z")
    five = _history(alice_api, interval="5m").json()["bars"]
    assert [(b["open"], b["high"], b["low"], b["close"], b["volume"]) for b in five[:2]] == [
        (100.0, 105.0, 99.0, 104.0, 50.0),
        (105.0, 110.0, 104.0, 109.0, 50.0),
    ]
    days = _history(alice_api, interval="1d").json()["bars"]
    assert [(b["timestamp"][:10], b["open"], b["close"]) for b in days] == [
        ("2024-01-02", 100.0, 109.0),
        ("2024-01-03", 200.0, 209.0),
    ]
    price = alice_api.get("/api/v1/price?symbol=MINE").json()
    assert (price["price"], price["freshness"], price["simulated"]) == (209.0, "stale", False)


def test_an_evening_belongs_to_the_day_of_its_zone(upload: Upload, alice_api: APIClient) -> None:
    text = _file(*_minutes("2024-01-02", [1.5, 2.5, 3.5], hour=20))
    upload(text, timezone=NEW_YORK)
    assert (
        _history(alice_api, interval="1m").json()["bars"][0]["timestamp"].startswith("2024-01-03")
    )
    (day,) = _history(alice_api, interval="1d").json()["bars"]
    assert day["timestamp"] == "2024-01-02T00:00:00Z"


def test_hours_are_not_shown_as_minutes(upload: Upload, alice_api: APIClient) -> None:
    lines = [f"2024-01-02T{hour:02d}:00:00Z,{hour},{hour + 1},{hour - 1},{hour},1"
             for hour in range(2, 9)]  # fmt: skip
    assert upload(_file(*lines)).json()["interval"] == "1h"
    hours = _history(alice_api, interval="1h").json()["bars"]
    assert [bar["close"] for bar in hours] == [2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]
    for interval in ("1m", "5m", "15m"):
        answer = _history(alice_api, interval=interval)
        assert (answer.status_code, answer.json()["finest_interval"]) == (422, "1h")
    assert _history(alice_api, period="1d").json()["interval"] == "1h"
    assert alice_api.get("/api/v1/instruments/MINE").json()["finest_interval"] == "1h"


def test_own_daily_bars_stay_when_minutes_come(upload: Upload, alice_api: APIClient) -> None:
    upload("Date,Close\n2024-01-02,50\n2024-01-03,51\n")
    upload(_file(*_minutes("2024-01-02", [7.0, 8.0, 9.0])), timezone="UTC")
    days = _history(alice_api, interval="1d").json()["bars"]
    assert [bar["close"] for bar in days] == [50.0, 51.0]
    assert len(_history(alice_api, interval="1m").json()["bars"]) == 3


def test_a_second_part_of_a_day_completes_its_bar(upload: Upload, alice_api: APIClient) -> None:
    upload(_file(*_minutes("2024-01-02", [7.0, 8.0, 9.0])), timezone="UTC")
    upload(_file(*_minutes("2024-01-02", [20.0, 21.0, 22.0], hour=14)), timezone="UTC")
    (day,) = _history(alice_api, interval="1d").json()["bars"]
    assert (day["open"], day["close"], day["volume"]) == (7.0, 22.0, 60.0)


def test_trades_become_bars(upload: Upload, alice_api: APIClient) -> None:
    text = (
        "timestamp,price,quantity\n"
        "1704205800000,10,1\n1704205801000,12,3\n1704205801000,11,1\n"
        "1704205860000,9,2\n1704205799999,8,1\n"
    )
    body = upload(text).json()
    assert (body["accepted"], body["warnings_total"], body["taken"]) == (4, 1, 5)
    assert body["interval"] == "1m"
    bars = _history(alice_api, interval="1m").json()["bars"]
    assert [(b["open"], b["high"], b["low"], b["close"], b["volume"]) for b in bars] == [
        (8.0, 8.0, 8.0, 8.0, 1.0),
        (10.0, 12.0, 10.0, 11.0, 5.0),
        (9.0, 9.0, 9.0, 9.0, 2.0),
    ]
    assert bars[1]["vwap"] == pytest.approx((10 + 36 + 11) / 5)


def test_a_time_off_the_grid_is_refused(upload: Upload) -> None:
    text = "time,close\n2024-01-02T09:30:00Z,1\n2024-01-02T09:31:07Z,2\n2024-01-02T09:32:00Z,3\n"
    (note,) = upload(text, interval="1m").json()["rejected"]
    assert note["line"] == 3
    assert "begins" in note["reason"]


# The European Union's clocks: forward on 2024-03-31 01:00 UTC, back on 2024-10-27 01:00 UTC
# (Directive 2000/84/EC); the United States': 2024-03-10 and 2024-11-03, 02:00 local time
# (Energy Policy Act of 2005).
@pytest.mark.parametrize(
    ("zone", "written", "moment"),
    [
        ("Europe/Berlin", "2024-03-31 01:59", "2024-03-31T00:59:00Z"),
        ("Europe/Berlin", "2024-03-31 02:30", None),
        ("Europe/Berlin", "2024-03-31 03:00", "2024-03-31T01:00:00Z"),
        ("Europe/Berlin", "2024-10-27 01:59", "2024-10-26T23:59:00Z"),
        ("Europe/Berlin", "2024-10-27 02:00", None),
        ("Europe/Berlin", "2024-10-27 03:00", "2024-10-27T02:00:00Z"),
        ("America/New_York", "2024-03-10 02:30", None),
        ("America/New_York", "2024-03-10 03:00", "2024-03-10T07:00:00Z"),
        ("America/New_York", "2024-11-03 01:30", None),
        ("America/New_York", "2024-11-03 02:00", "2024-11-03T07:00:00Z"),
        ("Asia/Tokyo", "2024-10-27 02:00", "2024-10-26T17:00:00Z"),
        ("Australia/Lord_Howe", "2024-10-06 02:15", None),
        ("Asia/Kathmandu", "2024-01-02 00:00", "2024-01-01T18:15:00Z"),
    ],
)
def test_clocks_that_change(
    upload: Upload, alice_api: APIClient, zone: str, written: str, moment: str | None
) -> None:
    sure = "2024-06-03 12:00"  # a second line, so that the first never stands alone
    body = upload(f"time,close\n{written},1\n{sure},2\n", timezone=zone, interval="1m").json()
    if moment is not None:
        assert body["rejected"] == []
        assert min(body["first"], body["last"]) == moment or moment in {
            bar["timestamp"] for bar in _history(alice_api, interval="1m").json()["bars"]
        }
        return
    (note,) = body["rejected"]
    assert note["line"] == 2
    assert "clocks were put" in note["reason"]


def test_an_offset_settles_the_hour_that_comes_twice(upload: Upload, alice_api: APIClient) -> None:
    text = "time,close\n2024-10-27T02:30:00+02:00,1\n2024-10-27T02:30:00+01:00,2\n"
    assert upload(text, interval="1m").json()["accepted"] == 2
    bars = _history(alice_api, interval="1m").json()["bars"]
    assert [bar["timestamp"] for bar in bars] == ["2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z"]


def test_days_written_as_midnights_need_no_zone(upload: Upload, alice_api: APIClient) -> None:
    text = "Date,Close\n2024-01-02 00:00:00-05:00,1\n2024-01-03 00:00:00-05:00,2\n"
    assert upload(text).json()["interval"] == "1d"
    days = [bar["timestamp"][:10] for bar in _history(alice_api).json()["bars"]]
    assert days == ["2024-01-02", "2024-01-03"]
