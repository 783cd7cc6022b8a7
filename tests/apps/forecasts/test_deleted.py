"""An uploaded symbol may go while its forecast is computed: the job ends by saying so."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from apps.accounts.models import User
from apps.forecasts import issuing, work
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.types import ISSUE_JOB, TRAIN_JOB
from apps.imports.services import upload_delete
from apps.instruments.models import InstrumentRow
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from celery_worker.attempt import attempt
from tests.apps.forecasts.conftest import Market, add_bars, add_instrument
from tests.ml.panels import business_days, random_walks

GONE = "MINE was deleted while this ran, so its results were dropped."


@pytest.fixture
def mine(alice: User) -> None:
    closes = random_walks(np.random.default_rng(5), 600, 1)[:, 0]
    add_bars(add_instrument("MINE", owner=alice), business_days(600), closes)


def deleting(module: Any, owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the owner delete the symbol after its forecast was computed, before it is stored."""
    computed = module.record

    def then_delete(*args: Any, **named: Any) -> Any:
        found = computed(*args, **named)
        upload_delete(symbol="MINE", owner_id=owner.pk)
        return found

    monkeypatch.setattr(module, "record", then_delete)


def ended(kind: str, params: dict[str, Any], owner: User, do: Any) -> Job:
    job = job_submit(kind=kind, params=params, owner_id=owner.pk)
    attempt(job.id, do)
    return Job.objects.get(pk=job.id)


@pytest.mark.django_db(transaction=True)
def test_a_forecast_of_what_is_gone_is_cancelled_with_the_reason(
    trained: Market, mine: None, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleting(issuing, alice, monkeypatch)
    job = ended(ISSUE_JOB, {"symbol": "MINE", "model": "ridge"}, alice, work.issue)
    assert (job.state, job.message) == ("cancelled", GONE)
    assert not Forecast.objects.filter(symbol="MINE").exists()


@pytest.mark.django_db(transaction=True)
def test_a_training_on_what_is_gone_is_cancelled_with_the_reason(
    market: Market, mine: None, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleting(work, alice, monkeypatch)
    asked = {"symbols": ["AAA", "MINE"], "models": ["random_walk"], "horizon": 1}
    job = ended(TRAIN_JOB, asked, alice, work.train)
    assert (job.state, job.message) == ("cancelled", GONE)
    assert not ModelVersion.objects.filter(owner_id=alice.pk).exists()


@pytest.fixture
def private(trained: Market, mine: None, alice: User) -> ModelVersion:
    """A model that Alice trained on a symbol of the system's and on one of her own."""
    asked = {"symbols": ["AAA", "MINE"], "models": ["ridge"], "horizon": 1}
    job = ended(TRAIN_JOB, asked, alice, work.train)
    assert job.state == "done", job.error
    return ModelVersion.objects.get(owner_id=alice.pk)


@pytest.mark.django_db(transaction=True)
def test_the_files_of_models_go_with_what_they_learnt_from(
    private: ModelVersion, alice: User, settings: Any
) -> None:
    folder = Path(settings.MODELS_DIR) / private.folder
    others = set(ModelVersion.objects.filter(owner=None).values_list("folder", flat=True))
    assert folder.is_dir()
    upload_delete(symbol="MINE", owner_id=alice.pk)
    assert not folder.exists()
    assert all((Path(settings.MODELS_DIR) / other).is_dir() for other in others)
    ledger = Forecast.objects.filter(owner_id=alice.pk)
    assert set(ledger.values_list("symbol", flat=True)) == {"AAA"}


@pytest.mark.django_db(transaction=True)
def test_other_symbols_are_forecast_by_the_system_again(private: ModelVersion, alice: User) -> None:
    upload_delete(symbol="MINE", owner_id=alice.pk)
    job = ended(ISSUE_JOB, {"symbol": "OLD", "model": "ridge"}, alice, work.issue)
    assert job.state == "done", job.error
    found = Forecast.objects.filter(symbol="OLD", model="ridge", owner=None)
    assert {forecast.version.owner_id for forecast in found} == {None}


@pytest.mark.django_db(transaction=True)
def test_a_model_that_learnt_from_a_removed_symbol_is_passed_over(
    private: ModelVersion, alice: User
) -> None:
    """Shared instruments go by another road, and leave the files of private models."""
    InstrumentRow.objects.filter(symbol="AAA").delete()
    job = ended(ISSUE_JOB, {"symbol": "OLD", "model": "ridge"}, alice, work.issue)
    assert job.state == "done", job.error
    found = Forecast.objects.filter(symbol="OLD", model="ridge", owner=None)
    assert {forecast.version.owner_id for forecast in found} == {None}
