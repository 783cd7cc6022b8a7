"""A file that states its currency itself: by signs beside its prices, or in a column of codes."""

import pytest
from rest_framework.test import APIClient

from tests.apps.imports.conftest import Upload
from tests.apps.imports.test_currency import _closes

SIGNED = "Date;Close\n2024-01-02;{0}10.50\n2024-01-03;{0}11.50\n"
CODED = "Date,Close,Currency\n2024-01-02,1050,{0}\n2024-01-03,1150,{1}\n"


@pytest.mark.parametrize(
    ("sign", "currency"),
    [("€", "EUR"), ("£", "GBP"), ("₹", "INR"), ("₽", "RUB"), ("₺", "TRY"), ("$", "USD"),
     ("", "USD")],
)  # fmt: skip
def test_a_sign_beside_the_prices_is_their_currency(
    upload: Upload, alice_api: APIClient, sign: str, currency: str
) -> None:
    answer = upload(SIGNED.format(sign))
    assert answer.status_code == 200, answer.content
    assert _closes(alice_api) == (currency, [10.5, 11.5])


@pytest.mark.parametrize(
    ("code", "currency", "closes"),
    [
        ("EUR", "EUR", [1050.0, 1150.0]),
        ("GBp", "GBP", [10.5, 11.5]),
        ("USDT", "USDT", [1050.0, 1150.0]),
    ],
)
def test_a_column_of_codes_is_their_unit(
    upload: Upload, alice_api: APIClient, code: str, currency: str, closes: list[float]
) -> None:
    assert upload(CODED.format(code, code)).status_code == 200
    assert _closes(alice_api) == (currency, closes)


def test_a_later_file_without_the_column_is_in_the_same_unit(
    upload: Upload, alice_api: APIClient
) -> None:
    upload(CODED.format("GBp", "GBp"))
    assert upload("Date,Close\n2024-01-04,1250\n2024-01-05,1350\n").status_code == 200
    assert _closes(alice_api) == ("GBP", [10.5, 11.5, 12.5, 13.5])


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (CODED.format("EUR", "USD"), "several_currencies", 3),
        (CODED.format("GBP", "GBp"), "several_currencies", 3),
        (CODED.format("bottles", "bottles"), "currency_needed", 2),
        (SIGNED.format("¥"), "currency_needed", 2),
        ("Date;Close\n2024-01-02;€10.50\n2024-01-03;£11.50\n", "several_currencies", 3),
    ],
)
def test_what_contradicts_itself_or_stays_open_is_asked(
    upload: Upload, text: str, code: str, line: int
) -> None:
    answer = upload(text)
    body = answer.json()
    assert (answer.status_code, body["code"], body["line"]) == (422, code, line)
    assert body["errors"][0]["field"] == "currency"


def test_what_a_person_says_goes_before_what_a_file_says(
    upload: Upload, alice_api: APIClient
) -> None:
    assert upload(SIGNED.format("¥"), currency="CNY").status_code == 200
    assert _closes(alice_api)[0] == "CNY"


def test_another_currency_is_not_stored_beside_the_first(upload: Upload) -> None:
    upload(SIGNED.format("€"))
    answer = upload(SIGNED.format("£"))
    assert (answer.status_code, answer.json()["code"]) == (409, "currency_differs")
    assert upload(SIGNED.format("£"), replace="true").status_code == 200
