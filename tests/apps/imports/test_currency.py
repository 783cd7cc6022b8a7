"""POST /uploads/bars: the unit that a file's prices are in."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps as registry
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.selectors import series_version
from apps.instruments.store import bars_upsert
from apps.instruments.types import BarRow
from tests.apps.imports.conftest import Upload

PENCE = """Date,Open,High,Low,Close,Volume
2024-01-02,7234,7260.5,7200,7241.5,100
2024-01-03,7241.5,7300,7240,7295,200
"""
POUNDS = [72.415, 72.95]


def _closes(api: APIClient, symbol: str = "MINE") -> tuple[str, list[float]]:
    answer = api.get("/api/v1/history", {"symbol": symbol, "period": "max"}).json()
    return answer["currency"], [bar["close"] for bar in answer["bars"]]


@pytest.mark.parametrize("unit", ["GBp", "GBX"])
def test_pence_are_stored_as_pounds(upload: Upload, alice_api: APIClient, unit: str) -> None:
    assert upload(PENCE, currency=unit).status_code == 200
    assert _closes(alice_api) == ("GBP", POUNDS)
    assert Bar.objects.order_by("timestamp_us").values_list("volume", flat=True)[0] == 100.0


@pytest.mark.parametrize(
    ("unit", "currency", "first"),
    [
        ("GBP", "GBP", 7241.5),
        ("ZAc", "ZAR", 72.415),
        ("ILA", "ILS", 72.415),
        ("KWF", "KWD", 7.2415),
        ("USDT", "USDT", 7241.5),
        ("", "USD", 7241.5),
    ],
)
def test_each_unit_has_its_divisor(
    upload: Upload, alice_api: APIClient, unit: str, currency: str, first: float
) -> None:
    assert upload(PENCE, currency=unit).status_code == 200
    found, closes = _closes(alice_api)
    assert (found, closes[0]) == (currency, first)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("EURO", "EUR"),
        ("Gbp", "GBP"),
        ("gbp", "GBP"),
        ("gbx", "GBX"),
        ("DEM", "EUR"),
        ("YEN", "JPY"),
        ("CNH", "CNY"),
        ("EUR0", ""),
    ],
)
def test_no_code_is_refused_with_the_nearest(upload: Upload, text: str, meant: str) -> None:
    answer = upload(PENCE, currency=text)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
    (error,) = answer.json()["errors"]
    assert error["field"] == "currency"
    assert meant in error["message"]
    assert not InstrumentRow.objects.filter(symbol="MINE").exists()


def test_a_later_file_is_in_the_unit_of_the_first(upload: Upload, alice_api: APIClient) -> None:
    upload(PENCE, currency="GBp")
    upload("Date,Close\n2024-01-04,7310\n")
    assert _closes(alice_api) == ("GBP", [*POUNDS, 73.1])
    upload("Date,Close\n2024-01-05,73.5\n", currency="GBP")
    assert _closes(alice_api)[1][-1] == 73.5


def test_one_series_has_one_currency(upload: Upload, alice_api: APIClient) -> None:
    upload(PENCE, currency="GBX")
    answer = upload(PENCE, currency="EUR")
    assert (answer.status_code, answer.json()["code"]) == (409, "currency_differs")
    assert "GBP" in answer.json()["detail"]
    assert upload(PENCE, currency="EUR", replace="true").status_code == 200
    assert _closes(alice_api) == ("EUR", [7241.5, 7295.0])


def test_a_rate_is_in_its_second_currency(upload: Upload, alice_api: APIClient) -> None:
    upload("Date,Close\n2024-01-02,156.3\n2024-01-03,156.9\n", symbol="EURJPY")
    assert _closes(alice_api, "EURJPY") == ("JPY", [156.3, 156.9])


@pytest.fixture
def stored(alice: User) -> Any:
    def make(symbol: str, currency: str) -> InstrumentRow:
        row = InstrumentRow.objects.create(
            symbol=symbol, owner=alice, currency=currency, name=symbol, asset_class="stock",
            exchange="Your file", calendar="XLON", source="Your file", first_bar="2024-01-02",
            last_bar="2024-01-02",
        )  # fmt: skip
        bar = BarRow(symbol, "1d", 1_704_153_600_000_000, 7234.0, None, None, 7241.5, 100.0, None,
                     None, settled=True)  # fmt: skip
        bars_upsert([bar], instrument_ids={symbol: row.pk})
        return row

    return make


def test_bars_under_the_name_of_a_part_are_put_right(stored: Any, alice_api: APIClient) -> None:
    pence, euros = stored("PENCE", "GBX"), stored("EUROS", "EURO")
    before = series_version(instrument_id=pence.pk, interval_s=86_400)
    import_module("apps.instruments.migrations.0011_quoted_in").put_right(registry, None)
    assert _closes(alice_api, "PENCE") == ("GBP", [72.415])
    assert _closes(alice_api, "EUROS") == ("EUR", [7241.5])
    assert series_version(instrument_id=pence.pk, interval_s=86_400) > before
    pence.refresh_from_db()
    euros.refresh_from_db()
    assert (pence.quoted_in, euros.quoted_in) == ("GBX", "")
