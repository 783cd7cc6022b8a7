"""GET /features: from the store or fresh."""

from pathlib import Path

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.instruments.models import Bar
from apps.instruments.types import DAY_US
from apps.pipelines import responses, selectors
from ml.features.catalogue import NAMES
from tests.apps.pipelines.conftest import BARS, FIRST, make_bars, run_features

URL = "/api/v1/features"


def test_features_are_computed_when_the_store_has_none(
    alice_api: APIClient, universe: None
) -> None:
    answer = alice_api.get(URL, {"symbol": "whole"})
    assert answer.status_code == 200
    body = answer.json()
    assert (body["source"], body["version"], body["observations"]) == ("computed", "", BARS)
    series = body["series"]
    assert set(NAMES) | {"timestamp", "close", "anomaly", "anomaly_score"} == set(series)
    assert {len(column) for column in series.values()} == {BARS}
    assert series["volatility_20"][19] is None
    assert series["volatility_20"][20] > 0.0
    assert sum(series["anomaly"]) == len(body["anomalies"])


def test_the_store_answers_the_same(alice: User, alice_api: APIClient, universe: None) -> None:
    fresh = alice_api.get(URL, {"symbol": "WHOLE"}).json()
    result = run_features(alice, "WHOLE")
    stored = alice_api.get(URL, {"symbol": "WHOLE"}).json()
    assert (stored["source"], stored["version"]) == ("store", result["version"])
    assert stored["series"] == fresh["series"]
    assert stored["anomalies"] == fresh["anomalies"]


def test_a_long_answer_is_refused_and_comes_as_a_file(
    alice_api: APIClient, universe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(responses, "MAX_ROWS", BARS)
    assert alice_api.get(URL, {"symbol": "WHOLE", "period": "max"}).status_code == 200
    monkeypatch.setattr(responses, "MAX_ROWS", BARS - 1)
    refused = alice_api.get(URL, {"symbol": "WHOLE", "period": "max"})
    assert (refused.status_code, refused.json()["code"]) == (422, "too_many_bars")
    assert "/api/v1/exports/features" in refused.json()["detail"]
    assert alice_api.get(URL, {"symbol": "WHOLE", "period": "1mo"}).status_code == 200
    file = alice_api.get("/api/v1/exports/features", {"symbol": "WHOLE", "period": "max"})
    assert len(b"".join(file).splitlines()) > BARS


def test_changed_bars_are_not_answered_from_the_store(
    alice: User, alice_api: APIClient, universe: None
) -> None:
    run_features(alice, "WHOLE")
    Bar.objects.filter(timestamp_us=FIRST + 5 * DAY_US).update(close=99.0)
    assert alice_api.get(URL, {"symbol": "WHOLE"}).json()["source"] == "computed"


def test_a_version_that_was_cleared_away_is_computed_again(
    alice: User, alice_api: APIClient, universe: None
) -> None:
    for file in Path(str(run_features(alice, "WHOLE")["parquet_path"])).glob("*.parquet"):
        file.unlink()
    assert alice_api.get(URL, {"symbol": "WHOLE"}).json()["source"] == "computed"


def test_a_period_cuts_the_answer_not_the_computation(alice_api: APIClient, universe: None) -> None:
    whole = alice_api.get(URL, {"symbol": "WHOLE"}).json()
    month = alice_api.get(URL, {"symbol": "WHOLE", "period": "1mo"}).json()
    count = len(month["series"]["timestamp"])
    assert 28 <= count <= 32
    assert month["series"]["rsi_14"] == whole["series"]["rsi_14"][-count:]


def test_odd_bars_come_without_the_columns(alice_api: APIClient, universe: None) -> None:
    whole = alice_api.get(URL, {"symbol": "WHOLE"}).json()
    found = alice_api.get(f"{URL}/anomalies", {"symbol": "WHOLE"}).json()
    assert found["anomalies"] == whole["anomalies"]
    assert (found["as_of"], found["observations"]) == (whole["as_of"], BARS)
    assert "series" not in found


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ({"symbol": "NOPE"}, 404, "unknown_symbol"),
        ({"symbol": "WHOLE", "interval": "1m"}, 422, "insufficient_history"),
        ({"symbol": "WHOLE", "interval": "2d"}, 400, "invalid_input"),
        ({}, 400, "invalid_input"),
    ],
)
def test_what_cannot_be_answered_says_why(
    alice_api: APIClient, universe: None, query: dict[str, str], status: int, code: str
) -> None:
    answer = alice_api.get(URL, query)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_too_many_bars_are_a_jobs_work(
    alice: User, alice_api: APIClient, universe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "QUICK", BARS - 1)
    answer = alice_api.get(URL, {"symbol": "WHOLE"})
    assert (answer.status_code, answer.json()["code"]) == (422, "features_not_stored")
    run_features(alice, "WHOLE")
    assert alice_api.get(URL, {"symbol": "WHOLE"}).json()["source"] == "store"


def test_an_outsider_does_not_see_alices_instrument(
    alice: User, charlie_api: APIClient, anonymous_api: APIClient, universe: None
) -> None:
    run_features(alice, "MINE")
    assert charlie_api.get(URL, {"symbol": "MINE"}).status_code == 404
    assert anonymous_api.get(URL, {"symbol": "MINE"}).status_code in {401, 403}


def test_two_people_with_one_symbol_see_their_own(
    alice: User, charlie: User, alice_api: APIClient, charlie_api: APIClient, universe: None
) -> None:
    run_features(alice, "MINE")
    make_bars("MINE", seed=9, owner=charlie)
    run_features(charlie, "MINE")
    mine, theirs = (api.get(URL, {"symbol": "MINE"}).json() for api in (alice_api, charlie_api))
    assert mine["source"] == theirs["source"] == "store"
    assert mine["series"]["close"] != theirs["series"]["close"]


def test_a_feature_is_explained_by_its_definition(alice_api: APIClient, universe: None) -> None:
    asked = {"symbol": "WHOLE", "row": "rsi_14"}
    found = alice_api.get("/api/v1/quality/measures/pipelines.feature", asked).json()
    shown = alice_api.get(URL, {"symbol": "WHOLE"}).json()
    assert found["value"] == shown["series"]["rsi_14"][-1]
    assert "RSI (14, Wilder)" in {one["value"] for one in found["inputs"]}
    warm = alice_api.get("/api/v1/quality/measures/pipelines.warm_up", asked).json()
    assert warm["value"] == 14
