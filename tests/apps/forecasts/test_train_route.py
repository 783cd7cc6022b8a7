import pytest

from apps.forecasts.models import ModelVersion
from apps.jobs.models import Job
from tests.apps.forecasts.conftest import add_instrument

URL = "/api/v1/forecasts/train"
NOW = {"Prefer": "wait=0"}


def test_a_training_is_a_job(market, alice, alice_api):
    body = {"symbols": ["AAA", "BBB"], "models": ["ridge"], "horizon": 5}
    answer = alice_api.post(URL, body, format="json", headers=NOW)
    assert answer.status_code == 202
    job = Job.objects.get()
    assert (job.kind, job.owner_id) == ("forecasts.train", alice.pk)
    assert job.params == body


def test_the_same_training_is_not_started_twice(market, alice_api):
    ids = {
        alice_api.post(URL, {"symbols": order}, format="json", headers=NOW).json()["id"]
        for order in (["AAA", "BBB"], ["bbb", "aaa"])
    }
    assert len(ids) == 1


def test_a_training_that_is_done_in_time_answers_with_its_result(market, alice_api, worker):
    body = {"symbols": ["AAA", "BBB"], "models": ["drift"], "horizon": 2}
    answer = alice_api.post(URL, body, format="json")
    assert answer.status_code == 200
    result = answer.json()
    assert result["symbols"] == ["AAA", "BBB"]
    (row,) = result["models"]
    assert (row["model"], row["forecasts"]) == ("drift", 2)
    assert ModelVersion.objects.get().owner is not None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"symbols": ["NOPE"]}, 404, "unknown_symbol"),
        ({"models": ["crystal_ball"]}, 400, "invalid_input"),
        ({"symbols": "AAA"}, 400, "invalid_input"),
        ({"symbols": ["A" * 40]}, 400, "invalid_input"),
        ({"symbols": ["AAA"] * 51}, 400, "invalid_input"),
        ({"horizon": 6}, 400, "invalid_input"),
        ({"symbols": ["NEW"]}, 422, "insufficient_history"),
        ({"symbols": ["COIN"]}, 422, "insufficient_history"),
        ([1, 2], 400, "invalid_input"),
    ],
)
def test_bad_input_is_answered_with_its_cause(market, alice_api, body, status, code):
    answer = alice_api.post(URL, body, format="json", headers=NOW)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Job.objects.exists()


@pytest.mark.parametrize("model", [1, None, "crystal_ball"])
def test_a_bad_model_is_named_with_its_place(market, alice_api, model):
    answer = alice_api.post(URL, {"models": ["drift", model]}, format="json", headers=NOW)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "models[1]")


def test_malformed_json_is_400(market, alice_api):
    answer = alice_api.post(URL, b'{"symbols": [', content_type="application/json")
    assert answer.status_code == 400


def test_an_idempotency_key_gives_the_same_job(market, alice_api):
    headers = {**NOW, "Idempotency-Key": "k1"}
    one, two = (
        alice_api.post(URL, {"models": ["drift"]}, format="json", headers=headers).json()
        for _ in range(2)
    )
    assert one["id"] == two["id"]


def test_charlie_cannot_train_on_alices_instrument_or_see_her_job(
    market, alice, alice_api, charlie_api
):
    add_instrument("MINE", owner=alice)
    assert charlie_api.post(URL, {"symbols": ["MINE"]}, format="json").status_code == 404
    job = alice_api.post(URL, {"symbols": ["AAA"]}, format="json", headers=NOW).json()
    assert charlie_api.get(f"/api/v1/jobs/{job['id']}").status_code == 404


def test_nobody_gets_in_without_signing_in(market, anonymous_api):
    assert anonymous_api.post(URL, {}, format="json").status_code == 401
