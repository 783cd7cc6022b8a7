"""A job's question comes to its work as the type that was submitted, whoever submitted it when."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.core.errors import UnprocessableError
from apps.core.json import plain
from apps.forecasts.types import IssueQuestion, TrainQuestion
from apps.jobs.models import Job
from apps.jobs.selectors import job_latest
from apps.jobs.services import job_submit
from apps.jobs.types import JobContext, JobOutcome
from apps.pairs.types import AdfQuestion, ScanQuestion
from apps.portfolio.questions import OptimizeRequest, ReturnView, WeightConstraints, WeightGroup
from celery_worker.attempt import attempt

QUESTIONS = [
    TrainQuestion(("KO", "PEP"), ("ridge",), 5),
    IssueQuestion("KO", "ridge", 2),
    AdfQuestion("KO", "PEP", "1d", start_us=1, lags=3, intercept=False),
    ScanQuestion(("KO", "PEP"), "1d", log=True, fdr=0.1),
    OptimizeRequest(
        ("KO", "PEP"),
        constraints=WeightConstraints(
            groups=(WeightGroup("drinks", ("KO",), max=0.5),), current_weights={"KO": 0.5}
        ),
        views=(ReturnView(symbol="KO", expected_return=0.1),),
        capital=1_000.0,
    ),
]
# As they lie in queues of before: what was not asked then has its default now.
OLDER: list[tuple[dict[str, Any], object]] = [
    ({}, TrainQuestion()),
    ({"models": ["gru"], "horizon": 1}, TrainQuestion(models=("gru",))),
    ({}, IssueQuestion()),
    ({"symbol": "KO", "model": "ridge", "horizon": 3}, IssueQuestion("KO", "ridge", 3)),
    (
        {"y": "KO", "x": "PEP", "interval": "1d", "log": True, "start_us": None, "end_us": None,
         "currency": "", "lags": None, "intercept": True},
        AdfQuestion("KO", "PEP", "1d", True),
    ),
    (
        {"symbols": ["KO", "PEP"], "interval": "1d", "log": True, "fdr": 0.1, "start_us": None,
         "end_us": None},
        ScanQuestion(("KO", "PEP"), "1d", True, 0.1),
    ),
    ({"symbols": ["KO"], "objective": "hrp"}, OptimizeRequest(("KO",), "hrp")),
]  # fmt: skip


def _asked(params: dict[str, Any], kind: type[Any]) -> object:
    return JobContext(uuid4(), None, params).question(kind)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: type(one).__name__)
def test_what_was_submitted_is_what_the_work_gets(question: object) -> None:
    assert _asked(plain(question), type(question)) == question


@pytest.mark.parametrize(("params", "question"), OLDER, ids=lambda one: type(one).__name__)
def test_what_an_older_version_submitted_is_read(params: dict[str, Any], question: object) -> None:
    assert _asked(params, type(question)) == question


def test_it_is_stored_as_json_and_found_again_by_the_same_question(alice: User) -> None:
    question = AdfQuestion("KO", "PEP", "1d")
    first = job_submit(kind="tests.plain", params=question, owner_id=alice.pk)
    assert first.params == plain(question)
    assert job_submit(kind="tests.plain", params=plain(question), owner_id=alice.pk).id == first.id
    Job.objects.update(state="done")
    found = job_latest(kind="tests.plain", params=question, user_id=alice.pk)
    assert found is not None
    assert found.id == first.id
    other = AdfQuestion("KO", "PEP", "1d", lags=1)
    assert job_latest(kind="tests.plain", params=other, user_id=alice.pk) is None


@dataclass(frozen=True)
class Small:
    """What the work of a test asks."""

    symbol: str


@pytest.mark.parametrize(
    ("params", "cause"),
    [({"symbol": "KO", "depth": 3}, "does not know: depth"), ({}, "needs: symbol"),
     ({"symbol": 3}, "symbol is '3'")],
)  # fmt: skip
def test_what_another_version_asks_is_refused_once_and_says_so(
    alice: User, params: dict[str, Any], cause: str
) -> None:
    with pytest.raises(UnprocessableError, match=cause):
        _asked(params, Small)

    def work(context: JobContext) -> JobOutcome:
        return JobOutcome({"symbol": context.question(Small).symbol})

    job = job_submit(kind="tests.plain", params=params, owner_id=alice.pk)
    attempt(job.id, work)
    row = Job.objects.get(pk=job.id)
    assert (row.state, row.attempt) == ("failed", 1)
    assert row.error is not None
    assert row.error["code"] == "unreadable_question"
    assert cause in row.error["detail"]
