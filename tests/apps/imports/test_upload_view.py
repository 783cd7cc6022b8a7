"""POST /uploads/bars: what is taken, what is refused, and who sees it."""

from typing import Any

import orjson
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.core.clock import now
from apps.instruments.models import InstrumentRow
from tests.apps.imports.conftest import Upload, send
from tests.apps.instruments.conftest import MakeInstrument

DAILY = """Date,Open,High,Low,Close,Volume
2024-01-02,10,11,9,10.5,100
2024-01-03,10.5,12,10,11.5,200
2024-01-04,11.5,12,11,11,300
"""


def _history(api: APIClient, **params: Any) -> Any:
    answer = api.get("/api/v1/history", {"symbol": "MINE", "period": "max"} | params)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_daily_file_becomes_a_private_instrument(upload: Upload, alice_api: APIClient) -> None:
    answer = upload(DAILY, symbol="mine")
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["symbol"], body["accepted"], body["interval"]) == ("MINE", 3, "1d")
    assert (body["created"], body["added"], body["rejected"]) == (True, 3, [])
    bars = _history(alice_api)["bars"]
    assert [bar["close"] for bar in bars] == [10.5, 11.5, 11.0]
    assert bars[0]["timestamp"] == "2024-01-02T00:00:00Z"
    shown = alice_api.get("/api/v1/instruments/MINE").json()
    assert (shown["private"], shown["last_bar"], shown["calendar"]) == (True, "2024-01-04", "XNYS")


def test_nobody_else_sees_it(upload: Upload, charlie_api: APIClient) -> None:
    upload(DAILY)
    for route in ("instruments/MINE", "history?symbol=MINE", "price?symbol=MINE"):
        answer = charlie_api.get(f"/api/v1/{route}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")
    assert charlie_api.get("/api/v1/uploads").json()["results"] == []
    assert charlie_api.delete("/api/v1/uploads/MINE").status_code == 404


def test_two_people_may_use_one_name(upload: Upload, bob_api: APIClient, alice_api) -> None:
    upload(DAILY)
    assert send(bob_api, DAILY.replace("10.5,100", "9.5,100")).json()["created"] is True
    assert _history(alice_api)["bars"][0]["close"] == 10.5
    assert _history(bob_api)["bars"][0]["close"] == 9.5


def test_each_bad_line_has_its_reason(upload: Upload) -> None:
    lines = [
        "Date,Open,High,Low,Close,Volume",
        "2024-01-02,10,11,9,10.5,100",
        "2024-01-03,10,9,8,10,1",
        "2024-01-04,10,11,10.5,10,1",
        "2024-01-05,10,11,9,-1,1",
        "2024-01-08,10,11,9,nan,1",
        "2024-01-02,1,1,1,1,1",
        "2999-01-01,10,11,9,10,1",
        "yesterday,10,11,9,10,1",
        "2024-01-10,10,11,9",
        "2024-01-11,10,11,9,abc,1",
        "2024-01-12,10,,9,10,1",
        "2024-02-30,10,11,9,10,1",
        '2024-01-15,"10,11,9,10,1',
        "2024-01-16,10,11,9,10,-5",
    ]
    body = upload("\n".join(lines)).json()
    reasons = {note["line"]: note["reason"] for note in body["rejected"]}
    assert body["accepted"] == 1
    assert list(reasons) == list(range(3, 16))
    assert "high 9 is below" in reasons[3]
    assert "low 10.5 is above" in reasons[4]
    assert "low 9 is above another price" in reasons[5]
    assert "not a finite number" in reasons[6]
    assert reasons[7] == "the same time as line 2, which is kept"
    assert "future" in reasons[8]
    assert "not a time" in reasons[9]
    assert "columns" in reasons[10]
    assert "not a number" in reasons[11]
    assert "in part" in reasons[12]
    assert "does not exist" in reasons[13]
    assert "quotes" in reasons[14]
    assert "volume" in reasons[15]


def test_a_file_without_a_good_line_is_refused_with_every_line(upload: Upload) -> None:
    answer = upload("Date,Close\n2024-01-02,x\n2024-01-03,0\n")
    body = answer.json()
    assert (answer.status_code, body["code"], body["line"]) == (422, "nothing_accepted", 2)
    assert [note["line"] for note in body["rejected"]] == [2, 3]
    assert not InstrumentRow.objects.filter(symbol="MINE").exists()


def test_a_preview_stores_nothing(upload: Upload, alice_api: APIClient) -> None:
    body = upload(DAILY, dry_run="true").json()
    assert (body["accepted"], body["dry_run"], body["added"]) == (3, True, 0)
    assert alice_api.get("/api/v1/instruments/MINE").status_code == 404


def test_a_second_file_extends_the_first(upload: Upload, alice_api: APIClient) -> None:
    upload(DAILY)
    body = upload("Date,Close\n2024-01-04,99\n2024-01-05,12\n").json()
    assert (body["created"], body["added"], body["replaced"]) == (False, 1, 1)
    assert [bar["close"] for bar in _history(alice_api)["bars"]] == [10.5, 11.5, 99.0, 12.0]
    assert alice_api.get("/api/v1/instruments/MINE").json()["has_ohlc"] is False


def test_a_second_file_may_replace_the_first(upload: Upload, alice_api: APIClient) -> None:
    upload(DAILY)
    body = upload("Date,Close\n2024-01-05,12\n", replace="true").json()
    assert (body["created"], body["added"]) == (False, 1)
    assert [bar["close"] for bar in _history(alice_api)["bars"]] == [12.0]


def test_a_symbol_that_everyone_sees_is_taken(
    upload: Upload, make_instrument: MakeInstrument
) -> None:
    make_instrument("AAPL", [1.0, 2.0])
    answer = upload(DAILY, symbol="aapl")
    assert (answer.status_code, answer.json()["code"]) == (409, "symbol_taken")


@pytest.mark.parametrize("symbol", ["", "A B", "A/B", "A:B", "X" * 33, "Ü", "'; --", "-A"])
def test_a_symbol_is_plain(upload: Upload, symbol: str) -> None:
    answer = upload(DAILY, symbol=symbol)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "symbol"


def test_it_can_be_deleted(upload: Upload, alice_api: APIClient) -> None:
    upload(DAILY)
    assert alice_api.delete("/api/v1/uploads/mine").status_code == 204
    assert alice_api.get("/api/v1/instruments/MINE").status_code == 404
    assert upload(DAILY).json()["added"] == 3


def test_the_list_shows_what_there_is(
    upload: Upload, alice_api: APIClient, django_assert_num_queries
) -> None:
    upload(DAILY)
    upload(DAILY, symbol="OTHER", name="Other thing", currency="EUR")
    alice_api.get("/api/v1/uploads")
    with django_assert_num_queries(3):  # session, person, the page with its counts
        rows = alice_api.get("/api/v1/uploads").json()["results"]
    assert [row["symbol"] for row in rows] == ["MINE", "OTHER"]
    assert rows[0]["bars"] == 3
    assert (rows[1]["name"], rows[1]["currency"], rows[1]["finest_interval"]) == (
        "Other thing", "EUR", "1d",
    )  # fmt: skip


def test_a_mapping_names_the_columns(upload: Upload, alice_api: APIClient) -> None:
    text = "a;b;c\n31.01.2024;1.234,5;7\n01.02.2024;1.235,5;8\n"
    mapping = orjson.dumps({"time": "a", "close": 1}).decode()
    assert upload(text, mapping=mapping).json()["accepted"] == 2
    assert [bar["close"] for bar in _history(alice_api)["bars"]] == [1234.5, 1235.5]


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ("{", "JSON"),
        ("[]", "object"),
        ('{"time": "Nope"}', "columns are"),
        ('{"close": 17}', "columns 0 to"),
        ('{"colour": "red"}', "no role"),
        ('{"delimiter": "x"}', "one of"),
        ('{"header": 1}', "true or false"),
        ('{"time": true}', "name or its place"),
    ],
)
def test_a_bad_mapping_is_explained(upload: Upload, mapping: str, word: str) -> None:
    answer = upload(DAILY, mapping=mapping)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_mapping")
    assert word in answer.json()["detail"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "no_lines"),
        (b"\n\n  \n", "no_lines"),
        (b"PK\x03\x04...", "not_csv"),
        (b"\x1f\x8b\x08", "not_csv"),
        (b"Date,Cl\x00se\n2024-01-02,1", "no_lines"),
        (b"\xff\xfa\xfb\n\xff", "no_columns"),
        (b"Date,Close\n", "no_lines"),
        (b"just words\nand more\n", "no_columns"),
        (b"Date,Colour\n2024-01-02,red\n", "columns_missing"),
        (b"Date,Close\n01/02/2024,1\n01/03/2024,2\n", "ambiguous_dates"),
        (b"Time,Close\n2024-01-02 09:30,1\n2024-01-02 09:31,2\n", "timezone_needed"),
        (b"Time,Close\n2024-01-02T09:30:00Z,1\n", "interval_needed"),
        (b"Date,Close\nsoon,1\nlater,2\n", "unreadable_times"),
        (b"Date;Close\n2024-01-02;1,085\n2024-01-03;1,090\n", "ambiguous_numbers"),
        (b"Date,Close\n19724,1\n19725,2\n", "ambiguous_dates"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(upload: Upload, text: bytes, code: str) -> None:
    answer = upload(text)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.content
    assert answer.json()["line"] >= 1


def test_the_same_key_gives_the_same_answer(upload: Upload) -> None:
    headers = {"Idempotency-Key": "one"}
    first = upload(DAILY, headers=headers)
    again = upload(DAILY, headers=headers)
    assert again.json() == first.json()
    other = upload(DAILY + "2024-01-05,1,1,1,1,1\n", headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_an_unknown_zone_is_named(upload: Upload) -> None:
    for zone in ("Mars/Phobos", "../../etc/passwd", "\x00"):
        answer = upload(DAILY, timezone=zone)
        assert answer.status_code in {400, 422}
        assert answer.json()["errors"][0]["field"] == "timezone"


def test_strangers_are_sent_away(anonymous_api: APIClient) -> None:
    assert send(anonymous_api, DAILY).status_code == 401


def test_kept_bars_are_explained_to_their_owner_only(
    upload: Upload, alice_api: APIClient, charlie_api: APIClient
) -> None:
    text = "Date,Close\n2024-01-02,10\n2024-01-03,11\n"
    assert upload(text).status_code == 200
    asked = {"symbol": "MINE"}
    found = alice_api.get("/api/v1/quality/measures/upload.bars", asked).json()
    assert (found["value"], found["as_of"]) == (2, "2024-01-03T00:00:00Z")
    assert charlie_api.get("/api/v1/quality/measures/upload.bars", asked).status_code == 404


def test_what_is_about_it_goes_with_it(upload: Upload, alice_api: APIClient, alice: User) -> None:
    upload(DAILY)
    upload(DAILY, symbol="STAYS")
    upload(DAILY, symbol="OTHER")
    for pair in (("MINE", "OTHER"), ("OTHER", "MINE"), ("STAYS", "OTHER")):
        asked: dict[str, object] = dict(zip(("y", "x"), pair, strict=True))
        assert alice_api.post("/api/v1/pairs", asked, format="json").status_code == 201
    rule = {"kind": "price", "threshold": 5}
    for symbol in ("MINE", "STAYS"):
        asked = rule | {"symbol": symbol}
        assert alice_api.post("/api/v1/alerts/rules", asked, format="json").status_code == 201
        AlertEvent.objects.create(
            owner=alice, key="1d:0", kind="price", symbol=symbol, value=6.0, threshold=5.0,
            message=f"{symbol} is above 5: 6", occurred_at=now(), created_at=now(),
            market_time=now(),
        )  # fmt: skip
    z_score = {"kind": "z_score", "symbol": "OTHER", "symbol_x": "MINE", "threshold": 2}
    asked = z_score | {"interval": "1d", "window": 20}
    assert alice_api.post("/api/v1/alerts/rules", asked, format="json").status_code == 201
    assert alice_api.delete("/api/v1/uploads/mine").status_code == 204
    pairs = alice_api.get("/api/v1/pairs").json()["results"]
    assert [(row["y"], row["x"]) for row in pairs] == [("STAYS", "OTHER")]
    rules = alice_api.get("/api/v1/alerts/rules").json()["results"]
    assert [row["symbol"] for row in rules] == ["STAYS"]
    still_open = alice_api.get("/api/v1/alerts/events", {"open": True}).json()["results"]
    assert [row["symbol"] for row in still_open] == ["STAYS"]
    assert len(alice_api.get("/api/v1/alerts/events").json()["results"]) == 2


def test_the_same_symbol_of_another_person_keeps_its_own(
    upload: Upload, alice_api: APIClient, bob_api: APIClient
) -> None:
    rule = {"kind": "price", "threshold": 5, "symbol": "MINE"}
    for api in (alice_api, bob_api):
        send(api, DAILY)
        assert api.post("/api/v1/alerts/rules", rule, format="json").status_code == 201
    assert alice_api.delete("/api/v1/uploads/MINE").status_code == 204
    assert len(bob_api.get("/api/v1/alerts/rules").json()["results"]) == 1
