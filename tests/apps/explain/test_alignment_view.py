"""POST and GET /quality/alignment: both engines compared, kept and shown to whom they concern."""

from uuid import uuid4

import pytest
from django.db import transaction

from apps.core.errors import UnprocessableError
from apps.explain import work
from apps.explain.cross_check.answers import AlignmentResult
from apps.explain.cross_check.records import ALIGN_STEPS
from apps.explain.models import AlignmentRun
from apps.jobs.types import JobContext
from tests.apps.data_quality.conftest import walk

URL = "/api/v1/quality/alignment"


def run_alignment(owner_id: int | None = None) -> AlignmentResult:
    """Do an aligning job here and now, with its last transaction."""
    outcome = work.align(JobContext(uuid4(), owner_id, {}, ALIGN_STEPS))
    with transaction.atomic():
        assert outcome.persist is not None
        outcome.persist()
    return outcome.result


@pytest.fixture
def stocks(make_series):
    for seed, symbol in enumerate(("AA", "BB", "CC"), start=1):
        make_series(symbol, walk(560, seed=seed))


def test_a_run_compares_every_measure_and_is_kept(stocks, alice_api, alice):
    result = run_alignment(alice.pk)
    assert result.score == 1.0
    assert result.failing == ()
    (row,) = alice_api.get(URL).json()["results"]
    assert row["passed"]
    assert row["symbols"] == 3
    assert row["measures"] == result.measures > 50
    detail = alice_api.get(f"{URL}/{row['id']}").json()
    measures = {one["measure"] for one in detail["rows"]}
    assert {
        "risk.sharpe",
        "pairs.half_life",
        "portfolio.max_sharpe",
        "volatility.garch",
    } <= measures
    assert all(one["title"] and one["samples"] for one in detail["rows"])


def test_a_broken_measure_fails_its_run_and_names_itself(stocks, alice, monkeypatch):
    monkeypatch.setattr("ml.reference.returns.skewness", lambda returns: 1.0)
    result = run_alignment(alice.pk)
    assert "risk.skewness|Plain reference" in result.failing


def test_below_the_limit_the_job_fails_but_the_run_is_kept(stocks, alice, monkeypatch):
    monkeypatch.setattr("apps.explain.work.PASS_SCORE", 1.01)
    with pytest.raises(UnprocessableError, match="Both engines agree on 100%"):
        work.align(JobContext(uuid4(), alice.pk, {}, ALIGN_STEPS))
    assert AlignmentRun.objects.count() == 1


def test_private_instruments_stay_out_of_the_nightly_run(make_series, alice):
    make_series("OPEN", walk(300, seed=1))
    make_series("MINE", walk(300, seed=2), owner=alice)
    assert run_alignment().symbols == 1
    assert run_alignment(alice.pk).symbols == 2


def test_runs_of_another_person_do_not_exist(stocks, alice, charlie_api, alice_api):
    run_alignment(alice.pk)
    run_alignment()
    own = alice_api.get(URL).json()["results"]
    assert [row["nightly"] for row in own] == [True, False]
    assert len(charlie_api.get(URL).json()["results"]) == 1
    assert charlie_api.get(f"{URL}/{own[1]['id']}").status_code == 404


def test_it_starts_a_job(alice_api):
    answer = alice_api.post(URL, HTTP_PREFER="wait=0")
    assert answer.status_code == 202
    assert answer.json()["kind"] == "quality.align"


def test_the_newest_run_explains_its_own_figures(stocks, alice_api, alice):
    run_alignment(alice.pk)
    found = alice_api.get("/api/v1/quality/measures/quality.alignment").json()
    assert found.get("value") == 1.0, found
    assert found["observations"] > 0
    row = alice_api.get(f"{URL}/{AlignmentRun.objects.get().pk}").json()["rows"][0]
    ask = {"row": row["key"], "run": str(AlignmentRun.objects.get().pk)}
    found = alice_api.get("/api/v1/quality/measures/quality.difference", ask).json()
    assert found.get("value") == row["relative"], found


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_not_answered(anonymous_api, method):
    assert getattr(anonymous_api, method)(URL).status_code == 401


def test_the_list_costs_two_queries(stocks, alice, alice_api, django_assert_max_num_queries):
    for _ in range(3):
        run_alignment(alice.pk)
    with django_assert_max_num_queries(4):  # session, user, page, and nothing a run
        alice_api.get(URL)
