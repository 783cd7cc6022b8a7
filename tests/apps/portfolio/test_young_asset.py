"""A young asset that leaves few days in common is named as the cause, not the limits it misses."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from apps.portfolio.work import _refusal
from apps.risk.selectors import young_asset
from apps.risk.types import YoungAsset
from ml.optimize.result import Infeasible, Limit


def _upload(api: APIClient, symbol: str, first: date, days: int) -> None:
    moments = [first + timedelta(days=step) for step in range(days)]
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
    told = answer.json()
    assert (answer.status_code, told["code"], told["symbol"]) == (
        422,
        "insufficient_history",
        "YOUNG",
    )
    assert "YOUNG has prices from 2024-10-01 on only" in told["detail"]
    assert "26 days in common remain of the 300" in told["detail"]
    found = young_asset(symbols=symbols, user_id=alice.pk, period="max")
    assert found == YoungAsset("YOUNG", date(2024, 10, 1), 26, 300)


def test_assets_of_one_age_are_no_cause(alice_api: APIClient, alice) -> None:
    for symbol in ("OLD", "ALSO"):
        _upload(alice_api, symbol, date(2024, 1, 1), 300)
    _upload(alice_api, "YOUNGER", date(2024, 3, 1), 240)
    symbols = ["OLD", "ALSO", "YOUNGER"]
    assert young_asset(symbols=symbols, user_id=alice.pk, period="max") is None


def test_a_rate_out_of_reach_of_a_short_sample_names_the_young_asset_first() -> None:
    found = Infeasible("No Sharpe ratio is positive.", (Limit("risk_free_rate", 0.05),), ())
    young = YoungAsset("NEW", date(2024, 10, 1), 60, 1_250)
    assert str(_refusal(found, young).detail).startswith(
        "NEW has prices from 2024-10-01 on only: 60 days in common remain of the 1250"
    )
    assert _refusal(found, None).detail == "No Sharpe ratio is positive."
    weights = Infeasible("Weights cannot add up.", (Limit("max_weight", 0.1),), ())
    assert _refusal(weights, young).detail == "Weights cannot add up."
