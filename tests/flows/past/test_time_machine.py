"""Asked about the past, a route answers what was known then, whatever came later."""

from datetime import date, timedelta

import numpy as np
import pytest
import time_machine
from django.db import connection
from rest_framework.test import APIClient

from apps.instruments.models import CorporateAction, InstrumentRow
from apps.instruments.store import bars_replace
from apps.instruments.types import DAY_US, BarRow
from tests.flows.past.market import (
    DAY,
    END,
    NOW,
    READS,
    add_later,
    ask,
    bar,
    delete_later,
    raise_versions,
    scramble_later,
)  # fmt: skip


@pytest.mark.parametrize("name", READS)
def test_what_comes_later_changes_no_byte(market: None, alice_api: APIClient, name: str) -> None:
    with time_machine.travel(NOW, tick=False):
        first = ask(alice_api, name, f"{DAY}")
        for later in (scramble_later, add_later, delete_later):
            later(END)
            raise_versions()
            assert ask(alice_api, name, f"{DAY}") == first, later.__name__


def test_the_past_is_what_the_present_was(market: None, alice_api: APIClient) -> None:
    """A market that ends on a day answers as a longer one does as of that day."""
    end = (DAY - date(1970, 1, 1)).days * DAY_US
    names = ["history", "history_of_weeks", "risk", "pair", "correlation"]
    with time_machine.travel(NOW, tick=False):
        then = {name: ask(alice_api, name, f"{DAY}") for name in names}
    for symbol in ("AAA", "BBB", "SPLIT"):
        row = InstrumentRow.objects.get(symbol=symbol)
        kept = [bar for bar in _stored(row) if bar.timestamp_us <= end]
        bars_replace(kept, instrument_id=row.pk, interval="1d")
        InstrumentRow.objects.filter(pk=row.pk).update(last_bar=DAY)
    CorporateAction.objects.filter(ex_date__gt=DAY).delete()
    for name in names:
        path, _ = READS[name]
        with time_machine.travel(END, tick=False):
            assert alice_api.get(f"/api/v1/{path}").content == then[name], name


def _stored(row: InstrumentRow) -> list[BarRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT timestamp_us, open, high, low, close, volume FROM market_bar"
            " WHERE instrument_id = %s AND interval_s = 86400 ORDER BY timestamp_us",
            [row.pk],
        )
        return [bar(row.symbol, one[0], one[1:5], one[5]) for one in cursor.fetchall()]


@pytest.mark.parametrize(
    ("as_of", "last"),
    [
        # The New York Stock Exchange closes at 16:00, which is 20:00 UTC in summer.
        ("2021-06-01T19:59:59Z", "2021-05-31"),
        ("2021-06-01T20:00:00Z", "2021-06-01"),
        ("2021-06-01", "2021-06-01"),
        ("2021-06-01T00:00:00Z", "2021-05-31"),
        # On 26 November 2021 it closed at 13:00, which was 18:00 UTC.
        ("2021-11-26T17:59:59Z", "2021-11-25"),
        ("2021-11-26T18:00:00Z", "2021-11-26"),
    ],
)
def test_a_daily_bar_is_known_at_its_close(
    market: None, alice_api: APIClient, as_of: str, last: str
) -> None:
    found = alice_api.get(f"/api/v1/instruments/SHOP?as_of={as_of}").json()
    assert found["last_bar"] == last
    bars = alice_api.get(f"/api/v1/history?symbol=SHOP&as_of={as_of}").json()["bars"]
    assert bars[-1]["timestamp"][:10] == last


def test_before_the_first_bar_there_is_nothing(market: None, alice_api: APIClient) -> None:
    early = "as_of=1999-12-31"
    assert alice_api.get(f"/api/v1/instruments/AAA?{early}").json()["first_bar"] is None
    assert alice_api.get(f"/api/v1/history?symbol=AAA&{early}").json()["bars"] == []
    refused = alice_api.get(f"/api/v1/risk?symbol=AAA&{early}")
    assert (refused.status_code, refused.json()["code"]) == (422, "insufficient_history")


@pytest.mark.parametrize(
    ("as_of", "cause"),
    [
        ("2027-01-01", "future"),
        ("yesterday", "must be a date"),
        ("2021-02-30", "must be a date"),
        ("2021-06-01T20:00:00", "must say its zone"),
        ("", "must be a date"),
        ("9999-12-31", "future"),
    ],
)
def test_what_is_no_past_is_refused(
    market: None, alice_api: APIClient, as_of: str, cause: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        refused = alice_api.get(f"/api/v1/price?symbol=AAA&as_of={as_of}")
    assert refused.status_code == 400
    assert cause in refused.json()["errors"][0]["message"]
    assert refused.json()["errors"][0]["field"] == "as_of"


def test_today_is_the_present(market: None, alice_api: APIClient) -> None:
    with time_machine.travel(NOW, tick=False):
        today = alice_api.get(f"/api/v1/history?symbol=AAA&as_of={NOW.date()}").content
        assert today == alice_api.get("/api/v1/history?symbol=AAA").content


def test_a_past_ends_with_its_request(market: None, alice_api: APIClient) -> None:
    path = "/api/v1/history?symbol=AAA"
    before = alice_api.get(path).content
    assert alice_api.get(f"{path}&as_of={DAY}").content != before
    assert alice_api.get(path).content == before


def test_a_tag_of_the_past_is_no_tag_of_the_present(market: None, alice_api: APIClient) -> None:
    for path in ("history?symbol=AAA", "risk?symbol=AAA&period=1y"):
        tags = {
            alice_api.get(f"/api/v1/{path}{past}").headers["ETag"]
            for past in ("", f"&as_of={DAY}", f"&as_of={DAY - timedelta(days=1)}")
        }
        assert len(tags) == 3


def test_closes_of_the_future_are_in_no_answer(market: None, alice_api: APIClient) -> None:
    bars = alice_api.get(f"/api/v1/history?symbol=AAA&period=max&as_of={DAY}").json()["bars"]
    whole = alice_api.get("/api/v1/history?symbol=AAA&period=max").json()["bars"]
    assert len(bars) == 601
    assert np.array_equal([bar["close"] for bar in bars], [bar["close"] for bar in whole[:601]])
