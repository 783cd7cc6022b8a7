"""The runs among the samples: asked for once, after the first models."""

from collections import Counter

import pytest

from apps.accounts.models import User
from apps.core.clock import now
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.samples import kinds
from apps.samples.kinds import START_RUNS, runs_due
from apps.samples.models import SampleSet
from apps.samples.selectors import samples_of
from apps.samples.services import chosen, runs_start, samples_remove
from apps.samples.types import RUNS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("listed")]
# Optimisations look at the shares' common days at once; here is no history.
STARTED = {"feature_run": 1, "scan": 1}


@pytest.fixture
def waiting(alice: User) -> User:
    SampleSet.objects.create(owner=alice, made_at=now())
    return alice


def _trained(monkeypatch: pytest.MonkeyPatch, *, trained: bool) -> None:
    monkeypatch.setattr(kinds, "any_trained", lambda: trained)


def test_they_wait_for_the_first_models(waiting: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _trained(monkeypatch, trained=False)
    assert runs_due(now()) is None
    _trained(monkeypatch, trained=True)
    due = runs_due(now())
    assert due is not None
    slot, question = due
    job_submit(kind=START_RUNS.name, params=question, owner_id=None, slot=slot)
    assert runs_due(now()) is None


def test_they_are_jobs_of_the_person_and_marked(waiting: User) -> None:
    runs_start(waiting.pk)
    found = samples_of(user_id=waiting.pk)
    assert Counter(one.kind for one in found.items) == STARTED
    assert found.preparing
    assert Job.objects.filter(owner=waiting).count() == sum(STARTED.values())
    Job.objects.filter(owner=waiting).update(state="done")
    assert not samples_of(user_id=waiting.pk).preparing


def test_a_second_start_asks_for_nothing(waiting: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _trained(monkeypatch, trained=True)
    runs_start(waiting.pk)
    runs_start(waiting.pk)
    assert Job.objects.filter(owner=waiting).count() == sum(STARTED.values())
    assert runs_due(now()) is None


def test_removed_samples_are_not_started(waiting: User, monkeypatch: pytest.MonkeyPatch) -> None:
    _trained(monkeypatch, trained=True)
    samples_remove(user_id=waiting.pk)
    assert runs_due(now()) is None
    runs_start(waiting.pk)
    assert not Job.objects.filter(owner=waiting).exists()


def test_every_kind_of_run_is_among_them() -> None:
    assert {one.objective for one in chosen.OPTIMIZATIONS} >= {"equal_weight", "max_sharpe"}
    assert {one.symbols for one in chosen.OPTIMIZATIONS} == {chosen.HELD}
    assert set(STARTED) | {"optimization"} == set(RUNS)
