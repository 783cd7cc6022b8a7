from datetime import timedelta

import pytest

from apps.forecasts.models import ModelVersion, SymbolScore
from tests.apps.forecasts.conftest import add_instrument

URL = "/api/v1/forecasts/leaderboard"


def test_models_are_listed_with_all_scores_best_first(trained, alice_api):
    body = alice_api.get(URL, {"horizon": 5}).json()
    assert body["next"] is None
    assert {row["model"] for row in body["results"]} == {"random_walk", "ridge"}
    skills = [row["skill"]["r2_vs_random_walk"] for row in body["results"]]
    assert skills == sorted(skills, reverse=True)
    for row in body["results"]:
        assert row["horizon"] == 5
        assert row["direction_score"]["base_rate"] is not None
        assert row["coverage"]["observations"] > 0
        assert row["coverage_detail"]["by_year"]


def test_the_scores_of_one_symbol_are_its_own(trained, alice_api):
    pooled = alice_api.get(URL).json()["results"]
    own = alice_api.get(URL, {"symbol": "AAA"}).json()["results"]
    assert {row["symbol"] for row in own} == {"AAA"}
    assert own[0]["skill"]["observations"] < pooled[0]["skill"]["observations"]


def test_two_models_take_as_many_queries_as_one(trained, alice_api, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):  # session, user, versions, instrument, scores
        alice_api.get(URL, {"symbol": "AAA"})


def test_before_any_training_the_list_is_empty(market, alice_api):
    assert alice_api.get(URL).json() == {"results": [], "next": None}


@pytest.mark.parametrize(
    ("query", "status"), [({"symbol": "NOPE"}, 404), ({"horizon": 9}, 400), ({"horizon": "x"}, 400)]
)
def test_bad_questions_are_refused(trained, alice_api, query, status):
    assert alice_api.get(URL, query).status_code == status


def _again(version, **changes):
    """Store a version once more, as a later training would, scores of its symbols included."""
    scores = list(version.symbol_scores.all())
    version.pk, version.trained_at = None, version.trained_at + timedelta(days=1)
    for name, value in changes.items():
        setattr(version, name, value)
    version.save()
    for score in scores:
        score.pk, score.version = None, version
    SymbolScore.objects.bulk_create(scores)


def _versions(client, **query):
    rows = client.get(URL, query).json()["results"]
    return {row["model"]: row["data_version"] for row in rows}


def test_a_model_trained_on_other_symbols_does_not_join_the_others(trained, alice, alice_api):
    before = _versions(alice_api), _versions(alice_api, symbol="AAA")
    for owner in (alice, None):
        ridge = ModelVersion.objects.get(kind="ridge", data_version=before[0]["ridge"])
        _again(ridge, data_version="alone", pool=["AAA"], owner=owner)
    assert (_versions(alice_api), _versions(alice_api, symbol="AAA")) == before


def test_a_full_training_on_another_universe_takes_over(trained, alice_api):
    for version in ModelVersion.objects.all():
        _again(version, data_version="wider", pool=[*version.pool, "ZZZ"])
    wider = {"random_walk": "wider", "ridge": "wider"}
    assert (_versions(alice_api), _versions(alice_api, symbol="AAA")) == (wider, wider)


def test_what_a_person_trained_on_their_own_symbols_shows_where_nothing_else_does(
    trained, alice, alice_api, charlie_api
):
    ModelVersion.objects.update(owner=alice)
    assert _versions(alice_api) == {}
    assert _versions(alice_api, symbol="AAA").keys() == {"random_walk", "ridge"}
    assert _versions(charlie_api, symbol="AAA") == {}


def test_charlie_sees_neither_alices_models_nor_her_instrument(
    trained, alice, charlie_api, anonymous_api
):
    ModelVersion.objects.filter(kind="ridge").update(owner=alice)
    add_instrument("MINE", owner=alice)
    rows = charlie_api.get(URL).json()["results"]
    assert [row["model"] for row in rows] == ["random_walk"]
    assert charlie_api.get(URL, {"symbol": "MINE"}).status_code == 404
    assert anonymous_api.get(URL).status_code == 401
