"""Codes and words beside prices, several lines of names, and bars at the end of a day."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.imports.values.money_words import money_apart
from apps.imports.values.numbers import number
from tests.apps.imports.conftest import Upload, send
from tests.apps.imports.test_currency import _closes

PREVIEW = "/api/v1/uploads/preview"
POINT = "Date,Close\n2024-01-02,{0}\n2024-01-03,{1}\n"
COMMA = "Date;Close\n2024-01-02;{0}\n2024-01-03;{1}\n"
YFINANCE = """Price,Close,High,Low,Open,Volume
Ticker,AAPL,{0},AAPL,AAPL,AAPL
Date,,,,,
2024-01-02,185.64,188.44,183.89,187.15,82488700
2024-01-03,184.25,185.88,183.43,184.22,58414500
"""


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        (POINT.format("USD 10.50", "USD 11.50"), "USD"),
        (POINT.format("10.50 USD", "11.50 USD"), "USD"),
        (POINT.format("10.50EUR", "11.50EUR"), "EUR"),
        (POINT.format("CHF 10.50", "CHF 11.50"), "CHF"),
        (POINT.format("gbp 10.50", "gbp 11.50"), "GBP"),
        (POINT.format("R$ 10.50", "R$11.50"), "BRL"),
        (POINT.format("HK$10.50", "HK$11.50"), "HKD"),
        (POINT.format("US$10.50", "$11.50"), "USD"),
        (POINT.format("10.50 USDT", "11.50 USDT"), "USDT"),
        (POINT.format("1050 GBp", "1150 GBp"), "GBP"),
        (COMMA.format("10,50 zł", "11,50 zł"), "PLN"),
        (COMMA.format("10,50 Kč", "11,50 Kč"), "CZK"),
        (COMMA.format("10,50 €", "EUR 11,50"), "EUR"),
        (COMMA.format("SFr. 10,50", "SFr. 11,50"), "CHF"),
        (COMMA.format("kr 10,50", "11,50 SEK"), "SEK"),
        (COMMA.format("₩ 10,50", "11,50 KRW"), "KRW"),
    ],
)
def test_prices_are_in_the_money_beside_them(
    upload: Upload, alice_api: APIClient, text: str, currency: str
) -> None:
    answer = upload(text)
    assert answer.status_code == 200, answer.content
    assert answer.json()["rejected_total"] == 0
    assert _closes(alice_api) == (currency, [10.5, 11.5])


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("-$10", ("-10", "$")),
        ("USD -10", ("-10", "USD")),
        ("- USD 10", ("-10", "USD")),
        ("-USD -10", None),
        ("USD", None),
        ("10.5 bottles", None),
        ("10 k", None),
        ("1.234,50 kr.", ("1.234,50", "kr.")),
        ("USD 10 EUR", ("10 EUR", "USD")),
    ],
)
def test_what_stands_beside_a_number(text: str, apart: Any) -> None:
    assert money_apart(text) == apart


def test_two_codes_beside_one_number_are_no_number() -> None:
    with pytest.raises(Exception, match="not a number"):
        number("USD 10 EUR", "close")


@pytest.mark.parametrize(("text", "value"), [("USD 1.5 mio", 1.5e6), ("1.5k", 1500.0)])
def test_powers_of_ten_stay_what_they_are(text: str, value: float) -> None:
    assert number(text, "volume") == value


OPEN = [
    (COMMA.format("kr 10,50", "kr 11,50"), "currency_needed", 2),
    (COMMA.format("Rs. 10,50", "Rs. 11,50"), "currency_needed", 2),
    (POINT.format("USD 10.50", "EUR 11.50"), "several_currencies", 3),
    (POINT.format("10.50 USD", "€11.50"), "several_currencies", 3),
    (POINT.format("10.50 GBP", "10.50 GBp"), "several_currencies", 3),
    (COMMA.format("kr 10,50", "11,50 EUR"), "several_currencies", 3),
    (COMMA.format("¥10,50", "¥11,50"), "currency_needed", 2),
]


@pytest.mark.parametrize(("text", "code", "line"), OPEN)
def test_the_preview_asks_what_the_upload_asks(
    upload: Upload, alice_api: APIClient, text: str, code: str, line: int
) -> None:
    refused = upload(text).json()
    assert (refused["code"], refused["line"]) == (code, line)
    asked = send(alice_api, text, PREVIEW).json()
    assert asked["needs"] == ["currency"]
    assert asked["currency_question"] == {"line": line, "reason": refused["detail"]}
    assert upload(text, currency="SEK").status_code == 200


def test_neither_asks_where_the_symbol_answers(upload: Upload, alice_api: APIClient) -> None:
    text = COMMA.format("¥10,50", "¥11,50")
    assert "currency" in send(alice_api, text, PREVIEW, symbol="OTHER").json()["needs"]
    assert send(alice_api, text, PREVIEW, symbol="eurjpy").json()["needs"] == []
    assert upload(text, symbol="EURJPY").status_code == 200
    assert upload(text, currency="CNY").status_code == 200
    assert send(alice_api, text, PREVIEW, symbol="MINE").json()["needs"] == []
    assert upload(text).status_code == 200


def test_a_contradiction_far_down_is_seen(upload: Upload) -> None:
    clock = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in range(60)]
    minutes = [f"2024-01-0{day} {time}" for day in (1, 2) for time in clock]
    lines = [f"{minute},USD 10.50" for minute in minutes]
    assert len(lines) > 1_500
    text = "\n".join(["Date,Close", *lines, "2024-01-03 00:00,EUR 10.50"])
    refused = upload(text, timezone="UTC", interval="1m").json()
    assert (refused["code"], refused["line"]) == ("several_currencies", len(lines) + 2)


def test_three_lines_of_names(upload: Upload, alice_api: APIClient) -> None:
    answer = upload(YFINANCE.format("AAPL")).json()
    assert (answer["accepted"], answer["rejected_total"], answer["header_lines"]) == (2, 0, 3)
    assert _closes(alice_api)[1] == [185.64, 184.25]
    shown = send(alice_api, YFINANCE.format("AAPL"), PREVIEW).json()
    assert (shown["columns"][0], shown["header_line"], shown["needs"]) == ("Date", 3, [])


def test_columns_of_several_symbols_are_refused_for_that(upload: Upload) -> None:
    refused = upload(YFINANCE.format("MSFT")).json()
    assert refused["code"] == "several_symbols"
    assert "AAPL, MSFT" in refused["detail"]


HOURS = "Date,Close\n2024-01-02 22:00,10\n2024-01-02 23:00,11\n{0},12\n2024-01-03 01:00,13\n"


@pytest.mark.parametrize(
    "end", ["2024-01-02 24:00", "2024-01-02T24:00:00", "2024-01-02 24:00:00.000", "20240102 24:00"]
)
def test_the_end_of_a_day_is_the_beginning_of_the_next(
    upload: Upload, alice_api: APIClient, end: str
) -> None:
    answer = upload(HOURS.format(end), timezone="UTC").json()
    assert (answer["accepted"], answer["rejected_total"]) == (4, 0), answer
    assert (answer["first"], answer["last"]) == ("2024-01-02T22:00:00Z", "2024-01-03T01:00:00Z")


@pytest.mark.parametrize("end", ["2024-01-02 24:01", "2024-01-02 25:00", "2024-01-02 24:00 PM"])
def test_no_other_time_of_that_hour_is_read(upload: Upload, end: str) -> None:
    answer = upload(HOURS.format(end), timezone="UTC").json()
    assert (answer["accepted"], answer["rejected_total"]) == (3, 1)


def test_days_that_are_written_by_their_end_stay_themselves(
    upload: Upload, alice_api: APIClient
) -> None:
    answer = upload("Date,Close\n2024-01-02 24:00,10\n2024-01-03 24:00,11\n").json()
    assert answer["accepted"] == 2, answer
    assert (answer["first"][:10], answer["last"][:10]) == ("2024-01-02", "2024-01-03")
