"""Training where nobody has fetched a symbol: uploads are learnt from, and nothing is said so."""

import numpy as np
import pytest

from apps.forecasts.models import ModelVersion
from apps.jobs.models import Job
from tests.apps.forecasts.conftest import add_bars, add_instrument
from tests.ml.panels import business_days, random_walks

TRAIN = "/api/v1/forecasts/train"
PREDICTION = "/api/v1/prediction"
NOW = {"Prefer": "wait=0"}


def _upload(person, symbol="MINE", *, bars=620):
    closes = random_walks(np.random.default_rng(5), bars, 1)[:, 0]
    row = add_instrument(symbol, owner=person, source="upload")
    add_bars(row, business_days(bars), closes)


@pytest.mark.django_db
def test_nothing_to_learn_from_is_refused_before_a_job_is_made(alice_api):
    add_instrument("EMPTY")
    answer = alice_api.post(TRAIN, {}, format="json", headers=NOW)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "insufficient_history")
    assert "upload a file with at least 400 daily prices" in problem["detail"]
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_the_whole_universe_of_a_person_with_uploads_alone_is_their_uploads(alice, alice_api):
    _upload(alice)
    _upload(alice, "SHORT", bars=60)
    answer = alice_api.post(TRAIN, {"models": ["drift"]}, format="json", headers=NOW)
    assert answer.status_code == 202
    # The training names the one that it leaves out.
    assert Job.objects.get().params["symbols"] == ["MINE", "SHORT"]


@pytest.mark.django_db
def test_uploads_of_somebody_else_are_not_learnt_from(alice, bob_api):
    _upload(alice)
    assert bob_api.post(TRAIN, {}, format="json", headers=NOW).status_code == 422


@pytest.mark.django_db
def test_a_short_upload_is_refused_with_its_count_of_bars(alice, alice_api):
    _upload(alice, bars=60)
    problem = alice_api.post(TRAIN, {}, format="json", headers=NOW).json()
    assert (problem["observations"], problem["needed"], problem["symbol"]) == (60, 400, "MINE")


@pytest.mark.django_db
def test_a_forecast_of_an_upload_alone_asks_for_models_of_its_owner(alice, alice_api):
    _upload(alice)
    assert alice_api.get(PREDICTION, {"symbol": "MINE"}, headers=NOW).status_code == 202
    job = Job.objects.get()
    assert (job.kind, job.owner_id) == ("forecasts.train", alice.pk)
    assert job.params["symbols"] == ["MINE"]


@pytest.mark.django_db
def test_the_models_of_an_upload_alone_forecast_it(alice, alice_api, worker):
    _upload(alice)
    assert alice_api.post(TRAIN, {"models": ["drift"]}, format="json").status_code == 200
    answer = alice_api.get(PREDICTION, {"symbol": "MINE", "model": "drift"})
    assert (answer.status_code, answer.json()["symbol"]) == (200, "MINE")
    assert set(ModelVersion.objects.values_list("owner_id", flat=True)) == {alice.pk}
