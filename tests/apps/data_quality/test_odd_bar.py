"""An unusual bar that looks like a wrong price is a finding with the reasons as evidence."""

from dataclasses import replace
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.data_quality.models import Finding
from apps.instruments.models import Bar
from apps.instruments.types import BarRow
from tests.apps.data_quality.conftest import MakeSeries, run_check, walk
from tests.apps.data_quality.test_repairs import PRICES

URL = "/api/v1/quality/findings"


def misprint(rows: list[BarRow]) -> list[BarRow]:
    rows[250] = replace(rows[250], **{name: getattr(rows[250], name) * 1.3 for name in PRICES})
    return rows


@pytest.fixture
def odd(make_series: MakeSeries) -> Any:
    return make_series("ODD", closes=walk(400), change=misprint)


def test_it_is_listed_with_its_reasons(odd: Any, alice_api: APIClient) -> None:
    run_check()
    (found,) = alice_api.get(URL, {"check": "odd_bar"}).json()["results"]
    assert (found["symbol"], found["severity"], found["offer"]) == ("ODD", "warning", None)
    unusual = found["evidence"]["unusual"]
    assert unusual["score"] >= 0.65
    assert all(set(one) == {"name", "value", "share"} for one in unusual["reasons"])


def test_it_closes_when_the_bar_is_right_again(odd: Any) -> None:
    run_check()
    day = Bar.objects.get(instrument=odd, timestamp_us=Finding.objects.get().start_us)
    prices = {name: getattr(day, name) / 1.3 for name in PRICES}
    Bar.objects.filter(instrument=odd, timestamp_us=day.timestamp_us).update(**prices)
    run_check()
    assert Finding.objects.get(kind="odd_bar").state == "closed"


def test_a_clean_series_has_none(make_series: MakeSeries) -> None:
    make_series("CLEAN", closes=walk(400))
    run_check()
    assert not Finding.objects.exists()
