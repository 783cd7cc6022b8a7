"""An accepted file is checked by itself, and only its owner is notified."""

from datetime import date
from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.data_quality import work
from apps.data_quality.models import Finding, SeriesHealth
from apps.data_quality.types import CHECK_JOB
from apps.imports.services import upload_delete
from apps.instruments.calendars import session_days
from apps.jobs.models import Job
from celery_worker.attempt import attempt
from ml.anomalies.finding import SeriesFinding
from ml.anomalies.health import check_series
from ml.anomalies.series import PriceSeries
from tests.apps.data_quality.conftest import run_check, walk
from tests.apps.imports.conftest import send


@pytest.fixture(autouse=True)
def own_uploads(settings: Any, tmp_path: Any) -> None:
    settings.UPLOADS_DIR = tmp_path / "uploads"


def file_of(odd: dict[int, float]) -> str:
    """Return a CSV of daily closes; `odd` multiplies some of them."""
    days = session_days("XNYS", date(2021, 1, 4), date(2021, 12, 31))
    prices = [price * odd.get(at, 1.0) for at, price in enumerate(walk(len(days)))]
    lines = [f"{day},{price:.4f}" for day, price in zip(days, prices, strict=True)]
    return "\n".join(["date,close", *lines])


def checks() -> list[Job]:
    return list(Job.objects.filter(kind=CHECK_JOB))


def test_an_accepted_file_has_its_instrument_checked(
    alice: User, alice_api: APIClient, charlie_api: APIClient
) -> None:
    assert send(alice_api, file_of({50: 100.0})).status_code == 200
    (job,) = checks()
    assert (job.owner_id, job.params) == (alice.pk, {"symbols": ["MINE"]})
    run_check(alice.pk, job.params["symbols"])
    assert Finding.objects.get(kind="jump").instrument.owner_id == alice.pk
    mine = alice_api.get("/api/v1/quality/health", {"symbol": "MINE"}).json()
    assert [one["check"] for one in mine["results"]] == ["jump"]
    assert charlie_api.get("/api/v1/quality/health").json()["results"] == []


def test_a_correction_of_the_file_closes_the_finding(alice: User, alice_api: APIClient) -> None:
    send(alice_api, file_of({50: 100.0}))
    run_check(alice.pk, ["MINE"])
    send(alice_api, file_of({}))
    run_check(alice.pk, ["MINE"])
    assert Finding.objects.get(kind="jump").state == "closed"


@pytest.mark.parametrize("text", ["date,close\nnever,1\n", "nothing here"])
def test_a_refused_file_is_not_checked(alice_api: APIClient, text: str) -> None:
    assert send(alice_api, text).status_code >= 400
    assert checks() == []


def test_a_preview_is_not_checked(alice_api: APIClient) -> None:
    assert send(alice_api, file_of({}), dry_run="true").json()["dry_run"]
    assert checks() == []


@pytest.mark.django_db(transaction=True)
def test_what_is_deleted_during_its_check_leaves_nothing(
    alice: User, alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(alice_api, file_of({50: 100.0}))

    def then_delete(series: PriceSeries, other: Any) -> list[SeriesFinding]:
        findings = check_series(series, other)
        upload_delete(symbol="MINE", owner_id=alice.pk)
        return findings

    monkeypatch.setattr(work, "check_series", then_delete)
    (job,) = checks()
    attempt(job.pk, work.check)
    job.refresh_from_db()
    assert job.state == "done"
    assert not Finding.objects.exists()
    assert not SeriesHealth.objects.exists()
