"""POST /quality/findings/{id}/repair of a gap in a series that a provider keeps."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.errors import UnprocessableError
from apps.data_quality import refetching, work
from apps.data_quality.models import Finding
from apps.data_quality.types import REFETCH_STEPS
from apps.instruments.types import Bars
from apps.jobs.types import JobContext
from apps.providers.fallback import Answered
from apps.providers.shared.base import ProviderBars, ProviderHistory
from tests.apps.data_quality.conftest import MakeSeries, run_check
from tests.apps.data_quality.test_repairs import URL, table

MOMENT = datetime(2021, 7, 1, tzinfo=UTC)


def answer(stamps: list[int], closes: list[float]) -> Answered[ProviderHistory]:
    prices = np.array(closes)
    bars = Bars(
        np.array(stamps), prices, prices * 1.01, prices * 0.99, prices, prices * 1_000.0,
        np.full(len(closes), np.nan), np.ones(len(closes), dtype=np.bool_),
    )  # fmt: skip
    history = ProviderHistory(
        ProviderBars(bars, "1d", "USD", "UTC", "XNYS"), (), "provider", MOMENT
    )
    return Answered(history, "provider", MOMENT)


def fetch(finding: Finding, owner: User) -> Any:
    context = JobContext(uuid4(), owner.pk, {"finding": finding.pk}, REFETCH_STEPS)
    outcome = work.refetch(context)
    assert outcome.persist is not None
    outcome.persist()
    return outcome.result


@pytest.fixture
def holed(make_series: MakeSeries) -> Any:
    """A series that a provider keeps, with one session missing; and that session's start."""
    gone: list[int] = []

    def change(rows: list[Any]) -> list[Any]:
        gone.append(rows[60].timestamp_us)
        return rows[:60] + rows[61:]

    return make_series("KEPT", change=change, provider="yahoo"), gone[0]


def test_a_missing_session_is_fetched_and_can_be_taken_out_again(
    holed: Any, alice: User, alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, gone = holed
    before = table(row)
    run_check()
    finding = Finding.objects.get(kind="gap")
    monkeypatch.setattr(refetching, "history_fetch", lambda **_: answer([gone], [100.0]))
    assert fetch(finding, alice).bars == 1
    finding.refresh_from_db()
    assert finding.state == "repaired"
    assert len(table(row)) == len(before) + 1
    assert alice_api.post(f"{URL}/{finding.pk}/undo").status_code == 200
    assert table(row) == before


def test_it_is_asked_for_by_a_job(holed: Any, alice_api: APIClient) -> None:
    run_check()
    finding = Finding.objects.get(kind="gap")
    done = alice_api.post(f"{URL}/{finding.pk}/repair", headers={"Prefer": "wait=0"})
    assert (done.status_code, done.json()["kind"]) == (202, "quality.refetch")


def test_a_source_without_news_is_said_so(
    holed: Any, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_check()
    monkeypatch.setattr(refetching, "history_fetch", lambda **_: answer([], []))
    with pytest.raises(UnprocessableError, match="has the same bars as are stored"):
        fetch(Finding.objects.get(kind="gap"), alice)
