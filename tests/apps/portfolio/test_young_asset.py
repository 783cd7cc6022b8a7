"""A young asset that leaves few days in common is named as the cause, not the limits it misses."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.portfolio.work import _refusal
from apps.risk.selectors import young_asset
from apps.risk.types import YoungAsset
from ml.optimize.result import Infeasible, Limit

# Which dates of rows coincide is computed; the rows are read by other tests on both databases.
pytestmark = pytest.mark.one_database


def _upload(api: APIClient, symbol: str, first: date, days: int, *, every: int = 1) -> None:
    moments = [first + timedelta(days=step) for step in range(0, days, every)]
    lines = [f"{day},{100 + (7 * at + len(symbol)) % 13}" for at, day in enumerate(moments)]
    file = SimpleUploadedFile("x.csv", "\n".join(["Date,Close", *lines]).encode(), "text/csv")
    answer = api.post("/api/v1/uploads/bars", {"file": file, "symbol": symbol}, format="multipart")
    assert answer.status_code == 200, answer.content


def test_too_few_common_days_name_the_young_asset(alice_api: APIClient, alice) -> None:
    _upload(alice_api, "OLD", date(2024, 1, 1), 300)
    _upload(alice_api, "ALSO", date(2024, 1, 1), 300)
    _upload(alice_api, "YOUNG", date(2024, 10, 1), 26)
    symbols = ["OLD", "YOUNG", "ALSO"]
    body = {"symbols": symbols, "period": "max"}
    answer = alice_api.post("/api/v1/portfolio/optimize", body, format="json")
    answered = answer.json()
    assert (answer.status_code, answered["code"], answered["symbol"]) == (
        422,
        "insufficient_history",
        "YOUNG",
    )
    assert "YOUNG has prices from 2024-10-01 on only" in answered["detail"]
    assert "26 days in common remain of the 300" in answered["detail"]
    found = young_asset(symbols=symbols, user_id=alice.pk, period="max")
    assert found == YoungAsset("YOUNG", date(2024, 10, 1), 26, 300)


def _young(api: APIClient, user: User, first: date, days: int, **how: int) -> YoungAsset | None:
    for symbol in ("OLD", "ALSO"):
        _upload(api, symbol, date(2024, 1, 1), 300)
    _upload(api, "OTHER", first, days, **how)
    return young_asset(symbols=["OLD", "ALSO", "OTHER"], user_id=user.pk, period="max")


def test_assets_of_nearly_one_age_are_no_cause(alice_api: APIClient, alice: User) -> None:
    assert _young(alice_api, alice, date(2024, 1, 20), 281) is None


def test_a_tenth_of_the_days_is_worth_a_word_and_no_more(alice_api: APIClient, alice: User) -> None:
    found = _young(alice_api, alice, date(2024, 3, 1), 240)
    assert found == YoungAsset("OTHER", date(2024, 3, 1), 240, 300)
    assert not found.halves


def test_an_end_is_no_youth(alice_api: APIClient, alice: User) -> None:
    assert _young(alice_api, alice, date(2024, 1, 1), 60) is None


def test_gaps_are_no_youth(alice_api: APIClient, alice: User) -> None:
    assert _young(alice_api, alice, date(2024, 1, 1), 300, every=3) is None


def test_the_days_after_an_end_are_outside_the_period(alice_api: APIClient, alice: User) -> None:
    """A year that ends with the last common day is whole, whatever the others have later."""
    for symbol in ("OLD", "ALSO"):
        _upload(alice_api, symbol, date(2020, 1, 1), 1_500)
    _upload(alice_api, "ENDED", date(2020, 1, 1), 800)
    symbols = ["OLD", "ALSO", "ENDED"]
    assert young_asset(symbols=symbols, user_id=alice.pk, period="1y") is None


def test_too_few_days_for_another_reason_blame_no_asset(alice_api: APIClient) -> None:
    for symbol in ("OLD", "ALSO"):
        _upload(alice_api, symbol, date(2024, 1, 1), 40)
    _upload(alice_api, "YOUNG", date(2024, 1, 20), 21)
    body = {"symbols": ["OLD", "YOUNG", "ALSO"], "period": "max"}
    answer = alice_api.post("/api/v1/portfolio/optimize", body, format="json")
    answered = answer.json()
    assert (answer.status_code, answered["code"]) == (422, "insufficient_history")
    assert "Take" not in answered["detail"]
    assert answered["observations"] == 20


def test_an_answer_from_a_shortened_sample_says_so(worker, alice_api: APIClient) -> None:
    for symbol in ("OLD", "ALSO"):
        _upload(alice_api, symbol, date(2024, 1, 1), 300)
    _upload(alice_api, "YOUNG", date(2024, 6, 1), 148)
    body = {"period": "max", "objective": "min_volatility", "frontier_points": 0}
    url = "/api/v1/portfolio/optimize"
    short, whole = (
        alice_api.post(url, body | {"symbols": symbols}, format="json").json()
        for symbols in (["OLD", "ALSO", "YOUNG"], ["OLD", "ALSO"])
    )
    assert short["observations"] == 147
    (notice,) = short["notices"]
    assert notice.startswith("YOUNG has prices from 2024-06-01 on only: 148 days in common remain")
    assert notice.endswith("of the 300 that the others have.")
    assert whole["notices"] == []


def test_a_rate_out_of_reach_of_a_short_sample_names_the_young_asset_first() -> None:
    found = Infeasible("No Sharpe ratio is positive.", (Limit("risk_free_rate", 0.05),), ())
    young = YoungAsset("NEW", date(2024, 10, 1), 60, 1_250)
    assert str(_refusal(found, young).detail).startswith(
        "NEW has prices from 2024-10-01 on only: 60 days in common remain of the 1250"
    )
    assert _refusal(found, None).detail == "No Sharpe ratio is positive."
    weights = Infeasible("Weights cannot add up.", (Limit("max_weight", 0.1),), ())
    assert _refusal(weights, young).detail == "Weights cannot add up."
