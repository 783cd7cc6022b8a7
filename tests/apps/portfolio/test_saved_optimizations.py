"""`/portfolio/optimizations`: a person's own, to come back to."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.core.typed.decoding import decode
from apps.portfolio.answers import Optimization
from apps.portfolio.models import OptimizationRun
from apps.portfolio.questions import OptimizeRequest
from apps.portfolio.services import optimization_save

URL = "/api/v1/portfolio/optimizations"
# As it was saved before currencies, notices and the proof of whole shares were recorded.
RESULT: dict[str, Any] = {
    "id": "00000000-0000-0000-0000-000000000007", "objective": "hrp", "symbols": ["KO"],
    "weights": {"KO": 1.0}, "expected_return": 0.1, "volatility": 0.2, "sharpe": 0.5,
    "turnover": None, "frontier": [{"return": 0.1, "volatility": 0.2, "weights": {"KO": 1.0}}],
    "frontier_method": "critical_line",
    "assets": [{"symbol": "KO", "return": 0.1, "volatility": 0.2, "weight": 1.0,
                "risk_share": None}],
    "allocation": {"capital": 100.0, "shares": {"KO": 1}, "prices": {"KO": 60.0}, "cost": 60.0,
                   "leftover": 40.0, "error": 0.4, "method": "lp"},
    "as_of": "2022-12-28T00:00:00Z", "period": "5y", "period_start": "2017-12-28T00:00:00Z",
    "observations": 1258, "calendar_factor": 252, "expected_returns": "mean", "market": None,
    "covariance": "ledoit_wolf", "risk_free_rate": 0.0, "source": "stooq", "simulated": False,
}  # fmt: skip


def _save(owner, minutes: int = 0) -> str:
    run_id = uuid4()
    result = decode(Optimization, RESULT | {"id": run_id})
    request = OptimizeRequest(("KO",), "hrp")
    optimization_save(owner_id=owner.pk, as_of=date(2022, 12, 28), request=request, result=result)
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    OptimizationRun.objects.filter(pk=run_id).update(
        created_at=moment, result=RESULT, request={"objective": "hrp", "symbols": ["KO"]}
    )
    return str(run_id)


def test_they_are_listed_newest_first_in_pages(alice, alice_api) -> None:
    ids = [_save(alice, minutes) for minutes in range(5)]
    first = alice_api.get(URL, {"limit": 3}).json()
    second = alice_api.get(URL, {"limit": 3, "cursor": first["next"]}).json()
    found = [one["id"] for one in (*first["results"], *second["results"])]
    assert found == ids[::-1]
    assert second["next"] is None
    assert first["results"][0]["as_of"] == "2022-12-28T00:00:00Z"
    assert first["results"][0]["volatility"] == 0.2


def test_one_brings_what_was_asked_and_answered(alice, alice_api) -> None:
    body = alice_api.get(f"{URL}/{_save(alice)}").json()
    assert (body["request"]["objective"], body["request"]["currency"]) == ("hrp", "")
    allocation = {"currency": "", "gap": None, **RESULT["allocation"]}
    assert body["result"] == {"currency": "", "notices": [], **RESULT, "allocation": allocation}


def test_an_optimisation_is_saved_as_it_was_answered(demo, worker, alice_api) -> None:
    body = {"symbols": ["KO", "PEP"], "frontier_points": 3, "capital": 5_000}
    answer = alice_api.post("/api/v1/portfolio/optimize", body, format="json").json()
    saved = alice_api.get(f"{URL}/{answer['id']}").json()
    assert saved["result"] == answer
    assert saved["request"]["capital"] == 5_000


def test_one_may_be_forgotten(alice, alice_api) -> None:
    run = f"{URL}/{_save(alice)}"
    assert alice_api.delete(run).status_code == 204
    assert alice_api.get(run).status_code == 404
    assert alice_api.delete(run).status_code == 404


def test_the_outsider_sees_and_forgets_nothing(alice, charlie_api) -> None:
    run = f"{URL}/{_save(alice)}"
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.get(run).status_code == 404
    assert charlie_api.delete(run).status_code == 404
    assert OptimizationRun.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "delete"])
def test_strangers_are_turned_away(anonymous_api, method) -> None:
    assert getattr(anonymous_api, method)(f"{URL}/{uuid4()}").status_code in {401, 403}


def test_the_list_costs_the_same_however_long_it_is(
    alice, alice_api, django_assert_max_num_queries
) -> None:
    for minutes in range(20):
        _save(alice, minutes)
    with django_assert_max_num_queries(4):  # session, user, page (and its display settings)
        assert len(alice_api.get(URL).json()["results"]) == 20
