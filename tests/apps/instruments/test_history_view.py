"""`GET /history`."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from apps.instruments.models import Bar, CorporateAction
from apps.instruments.selectors import history
from apps.instruments.store import bars_upsert
from tests.apps.instruments.conftest import MakeInstrument, bar, daily, day_us

URL = "/api/v1/history"
MINUTE = 60_000_000


def ask(api: Any, **params: Any) -> Any:
    return api.get(URL, params)


def days(answer: Any) -> list[str]:
    return [row["timestamp"][:10] for row in answer.json()["bars"]]


@pytest.fixture
def three_months(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [float(k) for k in range(1, 67)])  # 2022-01-03 to 2022-04-04


def test_bars_have_the_shape_of_the_contract(alice_api: Any, three_months: None) -> None:
    answer = ask(alice_api, symbol="aaa", period="5d", interval="1d")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    body = answer.json()
    bars = body.pop("bars")
    assert body == {
        "symbol": "AAA",
        "interval": "1d",
        "currency": "USD",
        "adjusted": True,
        "source": "test",
        "simulated": False,
        "close_only": False,
        "periods_per_year": 252.0,
    }
    assert bars[-1] == {
        "timestamp": "2022-04-04T00:00:00Z",
        "open": 66.0,
        "high": 66.0,
        "low": 66.0,
        "close": 66.0,
        "volume": 1.0,
        "vwap": None,
        "settled": True,
    }
    assert len(bars) == 5


@pytest.mark.parametrize(
    ("period", "first", "count"),
    [
        ("1d", "2022-04-04", 1),
        ("5d", "2022-03-29", 5),
        ("1mo", "2022-03-04", 22),
        ("3mo", "2022-01-04", 65),
        ("ytd", "2022-01-03", 66),
        ("max", "2022-01-03", 66),
    ],
)
def test_periods_count_back_from_the_last_bar(
    alice_api: Any, three_months: None, period: str, first: str, count: int
) -> None:
    found = days(ask(alice_api, symbol="AAA", period=period))
    assert (found[0], found[-1], len(found)) == (first, "2022-04-04", count)


def test_the_default_is_a_year_of_days(alice_api: Any, three_months: None) -> None:
    assert len(days(ask(alice_api, symbol="AAA"))) == 66


def test_start_and_end_replace_the_period(alice_api: Any, three_months: None) -> None:
    both = ask(alice_api, symbol="AAA", start="2022-01-05", end="2022-01-06", period="1d")
    assert days(both) == ["2022-01-05", "2022-01-06"]
    moment = ask(alice_api, symbol="AAA", end="2022-01-05T00:00:00Z")
    assert days(moment) == ["2022-01-03", "2022-01-04"]
    nothing = ask(alice_api, symbol="AAA", start="2030-01-01")
    assert days(nothing) == []


def test_weeks_of_closes_say_that_they_are_made_of_closes(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("CLO", [3.0, 1.0, 2.0], close_only=True)
    daily_bars = ask(alice_api, symbol="CLO", period="max").json()
    assert daily_bars["close_only"] is True
    assert daily_bars["bars"][0]["open"] is None
    weekly = ask(alice_api, symbol="CLO", period="max", interval="1wk").json()
    assert weekly["close_only"] is True
    assert [weekly["bars"][0][k] for k in ("open", "high", "low", "close")] == [3.0, 3.0, 1.0, 2.0]


def test_raw_prices_on_request(alice_api: Any, make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA", [100.0, 50.0])
    CorporateAction.objects.create(
        instrument=row, ex_date=date(2022, 1, 4), kind="split", price_factor=0.5
    )
    closes = {
        flag: [b["close"] for b in ask(alice_api, symbol="AAA", adjusted=flag).json()["bars"]]
        for flag in ("true", "false")
    }
    assert closes == {"true": [50.0, 50.0], "false": [100.0, 50.0]}


def test_simulated_intraday_bars_say_so(alice_api: Any, make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [1.0, 2.0], intraday_source="simulator")
    bars_upsert([bar("AAA", "1m", k * MINUTE, 5.0) for k in range(3)])
    body = ask(alice_api, symbol="AAA", period="1d").json()
    assert (body["interval"], body["source"], body["simulated"]) == ("1m", "simulator", True)
    assert len(body["bars"]) == 3
    assert body["bars"][1]["timestamp"] == "1970-01-01T00:01:00Z"
    real = ask(alice_api, symbol="AAA", period="1mo").json()
    assert (real["interval"], real["source"], real["simulated"]) == ("1d", "test", False)


def test_an_intraday_day_is_the_last_24_hours_of_bars(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAA", intraday_source="venue")
    bars_upsert([bar("AAA", "5m", hour * 60 * MINUTE, 5.0) for hour in range(48)])
    body = ask(alice_api, symbol="AAA", period="1d", interval="1h").json()
    assert len(body["bars"]) == 24
    assert body["simulated"] is False


def test_without_an_intraday_feed_short_periods_show_days(
    alice_api: Any, three_months: None
) -> None:
    assert ask(alice_api, symbol="AAA", period="1d").json()["interval"] == "1d"


def test_without_bars_the_answer_is_empty(alice_api: Any, make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", intraday_source="simulator", simulated=True)
    for period in ("1d", "1y", "max"):
        assert ask(alice_api, symbol="AAA", period=period).json()["bars"] == []
    assert ask(alice_api, symbol="AAA", interval="1d").json()["bars"] == []


def test_the_reader_with_the_same_tag_gets_304(alice_api: Any, three_months: None) -> None:
    first = ask(alice_api, symbol="AAA")
    again = alice_api.get(URL, {"symbol": "AAA"}, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    other = alice_api.get(
        URL, {"symbol": "AAA", "period": "5d"}, headers={"If-None-Match": first["ETag"]}
    )
    assert other.status_code == 200


def test_a_changed_row_changes_the_tag_and_the_body(alice_api: Any, three_months: None) -> None:
    first = ask(alice_api, symbol="AAA")
    bars_upsert(daily("AAA", [99.0], date(2022, 4, 4)))
    again = alice_api.get(URL, {"symbol": "AAA"}, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["bars"][-1]["close"] == 99.0


def test_a_week_that_ends_changes_the_tag(
    alice_api: Any, make_instrument: MakeInstrument, time_machine: Any
) -> None:
    make_instrument("AAA", [1.0])
    time_machine.move_to(datetime(2022, 1, 4, tzinfo=UTC))
    params = {"symbol": "AAA", "interval": "1wk"}
    first = alice_api.get(URL, params)
    assert first.json()["bars"][0]["settled"] is False
    time_machine.move_to(datetime(2022, 1, 11, tzinfo=UTC))
    again = alice_api.get(URL, params, headers={"If-None-Match": first["ETag"]})
    assert again.json()["bars"][0]["settled"] is True


def test_bars_that_were_stored_without_their_encoding_read_the_same(
    alice_api: Any, three_months: None
) -> None:
    params = {"symbol": "AAA", "period": "3mo"}
    first = alice_api.get(URL, params)
    Bar.objects.filter(timestamp_us__gt=day_us(date(2022, 2, 1))).update(wire=None)
    answers = history._answers
    answers.put(first["ETag"], b"")  # what is kept is not what is tested
    answers._bodies.clear()
    assert alice_api.get(URL, params).content == first.content


@pytest.mark.parametrize(
    ("params", "field"),
    [
        ({"period": "9d"}, "period"),
        ({"interval": "2d"}, "interval"),
        ({"adjusted": "maybe"}, "adjusted"),
        ({"start": "yesterday"}, "start"),
        ({"end": "2022-13-01"}, "end"),
        ({"start": "2022-01-01T00:00:00"}, "start"),
        ({"start": "2022-02-01", "end": "2022-01-01"}, "end"),
        ({"symbol": " "}, "symbol"),
    ],
)
def test_bad_parameters_are_named(
    alice_api: Any, three_months: None, params: dict[str, str], field: str
) -> None:
    answer = alice_api.get(URL, {"symbol": "AAA"} | params)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["code"] == "invalid_input"
    assert [error["field"] for error in body["errors"]] == [field]


def test_wrong_choices_name_the_allowed_ones(alice_api: Any, three_months: None) -> None:
    assert "1d, 5d, 1mo" in ask(alice_api, symbol="AAA", period="2w").json()["detail"]


def test_an_unknown_symbol_is_404(alice_api: Any) -> None:
    answer = ask(alice_api, symbol="NOPE")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")


def test_too_many_bars_are_refused(
    alice_api: Any, make_instrument: MakeInstrument, monkeypatch: Any
) -> None:
    monkeypatch.setattr("apps.instruments.selectors.history.MAX_BARS", 3)
    make_instrument("AAA", intraday_source="venue")
    bars_upsert([bar("AAA", "1s", k * 1_000_000, 5.0) for k in range(5)])
    answer = ask(alice_api, symbol="AAA", period="1d", interval="1s")
    assert (answer.status_code, answer.json()["code"]) == (422, "too_many_bars")


def test_strangers_must_sign_in(anonymous_api: Any) -> None:
    assert ask(anonymous_api, symbol="AAA").status_code == 401


def test_a_private_history_does_not_exist_for_charlie(
    alice: Any, alice_api: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    make_instrument("MINE", [1.0], owner=alice)
    assert ask(alice_api, symbol="MINE").status_code == 200
    assert ask(charlie_api, symbol="MINE").status_code == 404


def test_a_known_history_takes_two_queries_beyond_sign_in(
    alice_api: Any, three_months: None, django_assert_num_queries: Any
) -> None:
    ask(alice_api, symbol="AAA")
    with django_assert_num_queries(4):  # session, user; instrument, version
        ask(alice_api, symbol="AAA")
