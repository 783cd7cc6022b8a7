import pytest

from apps.forecasts.models import Forecast

URL = "/api/v1/forecasts/ledger"


def test_every_issued_forecast_is_listed_with_its_hash_and_no_outcome_yet(trained, alice_api):
    rows = alice_api.get(URL).json()["results"]
    assert len(rows) == 8
    for row in rows:
        assert len(row["forecast_hash"]) == 64
        assert row["outcome"] is None
        assert len(row["steps"]) == 5


def test_it_is_narrowed_by_symbol_and_model(trained, alice_api):
    rows = alice_api.get(URL, {"symbol": "AAA", "model": "ridge"}).json()["results"]
    assert [(row["symbol"], row["model"]) for row in rows] == [("AAA", "ridge")]


def test_pages_follow_each_other_without_gaps(trained, alice_api):
    seen, cursor = [], None
    while True:
        query = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        body = alice_api.get(URL, query).json()
        seen += [row["id"] for row in body["results"]]
        cursor = body["next"]
        if cursor is None:
            break
    assert sorted(seen) == sorted(Forecast.objects.values_list("pk", flat=True))


def test_a_page_takes_few_queries(trained, alice_api, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):  # session, user, one page and its outcomes
        alice_api.get(URL)


@pytest.mark.parametrize(
    ("query", "status"),
    [({"symbol": "NOPE"}, 404), ({"model": "crystal_ball"}, 400), ({"cursor": "zzz"}, 400)],
)
def test_bad_questions_are_refused(trained, alice_api, query, status):
    assert alice_api.get(URL, query).status_code == status


def test_charlie_sees_none_of_alices_forecasts(trained, alice, charlie_api, anonymous_api):
    Forecast.objects.update(owner=alice)
    assert charlie_api.get(URL).json()["results"] == []
    assert anonymous_api.get(URL).status_code == 401
