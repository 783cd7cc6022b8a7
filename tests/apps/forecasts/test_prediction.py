import pytest
from rest_framework.response import Response

from apps.core.json import plain
from apps.forecasts import views
from apps.forecasts.answers.packed import cards_of, cards_pack, steps_of
from apps.forecasts.models import Forecast, SymbolScore
from apps.forecasts.topics import authorize, snapshot
from apps.jobs.models import Job
from tests.apps.forecasts.conftest import add_instrument

URL = "/api/v1/prediction"
CONTRACT = {
    "symbol",
    "as_of",
    "last_price",
    "model",
    "predicted_price",
    "predicted_volatility",
    "value_at_risk_95",
    "direction",
    "probability_up",
    "base_rate_up",
    "steps",
    "skill",
    "coverage",
    "explanation",
}
STEP = {
    "step",
    "target_time",
    "predicted_price",
    *(f"{side}_{level}" for side in ("lower", "upper") for level in (50, 80, 90, 95)),
}


def test_the_stored_forecast_is_answered_in_the_shape_of_the_contract(trained, alice_api):
    answer = alice_api.get(URL, {"symbol": "AAA", "model": "ridge", "horizon": 3})
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() >= CONTRACT
    assert [step["step"] for step in body["steps"]] == [1, 2, 3]
    assert all(step.keys() >= STEP for step in body["steps"])
    assert body["as_of"].endswith("Z")
    assert body["horizon"] == 3
    assert body["predicted_price"] == body["steps"][2]["predicted_price"]
    assert body["skill"].keys() >= {
        "r2_vs_random_walk",
        "dm_statistic",
        "p_value",
        "verdict",
        "observations",
    }
    assert body["skill"]["observations"] > 100
    assert body["pooled_skill"]["observations"] > body["skill"]["observations"]
    assert body["coverage"].keys() >= {"80", "90", "95", "observations"}
    assert body["value_at_risk_95"] > 0.0
    assert body["simulated"] is False


@pytest.mark.parametrize("verdict", ["beats", "no_edge", "worse", "unknown"])
def test_a_direction_is_named_only_where_the_skill_is_proven(trained, alice_api, verdict):
    """Rows of older versions may hold a direction that their verdict does not support."""
    row = Forecast.objects.get(symbol="AAA", model="ridge")
    # Rows of older versions have their steps spelled out.
    row.content["steps"] = [{**step, "direction": "up"} for step in steps_of(row.content)]
    row.save(update_fields=["content"])
    scores = SymbolScore.objects.get(version=row.version, instrument_id=row.instrument_id)
    cards = cards_of(scores.packed)
    for card in cards:
        card["skill"]["verdict"] = "no_edge"
    cards[1]["skill"]["verdict"] = verdict
    scores.packed = cards_pack(cards)
    scores.save()
    body = alice_api.get(URL, {"symbol": "AAA", "model": "ridge", "horizon": 2}).json()
    named = "up" if verdict == "beats" else "no_edge"
    assert [step["direction"] for step in body["steps"]] == ["no_edge", named]
    assert body["direction"] == named


def test_issued_directions_agree_with_the_verdicts(trained, alice_api):
    for symbol in ("AAA", "BBB", "CCC"):
        row = Forecast.objects.get(symbol=symbol, model="ridge")
        scores = SymbolScore.objects.get(version=row.version, instrument_id=row.instrument_id)
        for step, card in zip(steps_of(row.content), cards_of(scores.packed), strict=True):
            assert step["direction"] == "no_edge" or card["skill"]["verdict"] == "beats"


def test_the_target_times_are_the_closes_of_the_next_sessions(trained, alice_api):
    body = alice_api.get(URL, {"symbol": "AAA", "model": "ridge"}).json()
    times = [step["target_time"] for step in body["steps"]]
    assert times == sorted(times)
    assert all(time.endswith(("20:00:00Z", "21:00:00Z")) for time in times)
    assert times[0] > body["as_of"]


def test_the_explanation_adds_up(trained, alice_api):
    found = alice_api.get(URL, {"symbol": "AAA", "model": "ridge"}).json()["explanation"]
    total = found["base_value"] + sum(part["contribution"] for part in found["features"])
    assert total == pytest.approx(found["prediction"], abs=1e-9)
    assert found["sentence"].startswith("The model expects AAA to move")


def test_without_a_model_the_best_that_is_ready_answers(trained, alice_api):
    assert alice_api.get(URL, {"symbol": "AAA"}).json()["model"] == "ridge"


def test_the_case_of_the_symbol_does_not_matter(trained, alice_api):
    assert alice_api.get(URL, {"symbol": "aaa"}).json()["symbol"] == "AAA"


def test_a_stored_forecast_takes_few_queries(trained, alice_api, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):  # session, user, instrument, as_of, forecast, scores
        alice_api.get(URL, {"symbol": "AAA"})


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({}, 400, "invalid_input"),
        ({"symbol": "NOPE"}, 404, "unknown_symbol"),
        ({"symbol": "AAA", "model": "crystal_ball"}, 400, "invalid_input"),
        ({"symbol": "AAA", "horizon": 0}, 400, "invalid_input"),
        ({"symbol": "AAA", "horizon": 6}, 400, "invalid_input"),
        ({"symbol": "AAA", "horizon": "many"}, 400, "invalid_input"),
        ({"symbol": "AAA", "interval": "1h"}, 400, "invalid_input"),
        ({"symbol": "NEW"}, 422, "insufficient_history"),
        ({"symbol": "COIN"}, 422, "insufficient_history"),
        ({"symbol": "COIN", "interval": "1d"}, 422, "insufficient_history"),
        ({"symbol": "x" * 33}, 400, "invalid_input"),
        ({"symbol": "A\x00A"}, 400, "invalid_input"),
    ],
)
def test_bad_questions_are_answered_with_their_cause(trained, alice_api, query, status, code):
    answer = alice_api.get(URL, query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_too_little_history_says_how_much_there_is(trained, alice_api):
    body = alice_api.get(URL, {"symbol": "NEW"}).json()
    assert (body["observations"], body["needed"]) == (50, 190)


def test_without_models_the_first_question_starts_the_training(market, alice_api):
    answer = alice_api.get(URL, {"symbol": "AAA"}, headers={"Prefer": "wait=0"})
    assert answer.status_code == 202
    assert answer.json()["kind"] == "forecasts.train"
    assert answer["Location"] == f"/api/v1/jobs/{answer.json()['id']}"
    again = alice_api.get(URL, {"symbol": "BBB"}, headers={"Prefer": "wait=0"})
    assert again.json()["id"] == answer.json()["id"]
    assert Job.objects.get().owner_id is None


def test_with_models_the_first_question_issues_the_forecast(trained, alice_api, worker):
    Forecast.objects.filter(symbol="AAA").delete()
    answer = alice_api.get(URL, {"symbol": "AAA", "model": "ridge", "horizon": 2})
    assert answer.status_code == 200
    assert len(answer.json()["steps"]) == 2
    assert Job.objects.get().kind == "forecasts.issue"


def test_a_model_that_is_only_trained_on_request_is_trained(market, alice_api):
    answer = alice_api.get(URL, {"symbol": "AAA", "model": "gru"}, headers={"Prefer": "wait=0"})
    assert answer.status_code == 202
    assert Job.objects.get().params["models"] == ["gru"]


def test_charlie_does_not_see_alices_instrument_or_its_forecast(trained, alice, charlie_api):
    add_instrument("MINE", owner=alice)
    assert charlie_api.get(URL, {"symbol": "MINE"}).status_code == 404


def test_charlie_does_not_see_what_alice_trained(trained, alice, alice_api, charlie_api):
    Forecast.objects.filter(model="ridge", symbol="AAA").update(owner=alice)
    assert alice_api.get(URL, {"symbol": "AAA"}).json()["model"] == "ridge"
    assert charlie_api.get(URL, {"symbol": "AAA"}).json()["model"] == "random_walk"


def test_nobody_gets_in_without_signing_in(trained, anonymous_api):
    assert anonymous_api.get(URL, {"symbol": "AAA"}).status_code == 401


def test_the_snapshot_of_the_topic_is_the_answer_of_the_route(trained, alice, alice_api):
    assert authorize(alice.pk, ("AAA",))
    assert not authorize(alice.pk, ("NOPE",))
    assert not authorize(alice.pk, ("AAA", "1d"))
    body = alice_api.get(URL, {"symbol": "AAA"}).json()
    found = plain(snapshot(alice.pk, ("AAA",)))
    assert {name: found[name] for name in CONTRACT} == {name: body[name] for name in CONTRACT}


def test_the_snapshot_without_a_forecast_is_null(trained, alice):
    assert plain(snapshot(alice.pk, ("NEW",))) == {
        "symbol": "NEW",
        "model": None,
        "as_of": None,
        "interval": None,
    }


def test_the_result_of_a_training_is_never_answered_as_a_forecast(market, alice_api, monkeypatch):
    """A training may end without a forecast of this symbol: then there is none, and why."""
    asked = []

    def done_without_forecast(request, job):
        asked.append(job.kind)
        return Response({"models": [], "skipped": []})

    monkeypatch.setattr(views, "respond_with_job", done_without_forecast)
    answer = alice_api.get(URL, {"symbol": "AAA"})
    assert (answer.status_code, answer.json()["code"]) == (422, "not_forecastable")
    assert len(asked) == 1
