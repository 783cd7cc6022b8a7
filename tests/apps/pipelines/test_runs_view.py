"""POST and GET /pipelines/features."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.pipelines import engines
from tests.apps.pipelines.conftest import run_features

URL = "/api/v1/pipelines/features"


def _post(api: APIClient, **body: object):
    return api.post(URL, body, format="json", headers={"Prefer": "wait=0"})


def test_a_run_is_a_job_with_its_steps(alice_api: APIClient, universe: None) -> None:
    answer = _post(alice_api, symbols=["whole", "WHOLE", "mine"])
    assert answer.status_code == 202
    job = answer.json()
    assert answer.headers["Location"] == f"/api/v1/jobs/{job['id']}"
    assert job["kind"] == "pipelines.features"
    assert job["params"] == {"symbols": ["WHOLE", "MINE"], "engine": "polars", "interval": "1d"}
    assert job["steps"][2] == "Check against the reference"


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"symbols": []}, 400, "invalid_input"),
        ({"symbols": ["WHOLE"], "engine": "dask"}, 400, "invalid_input"),
        ({"symbols": ["WHOLE"], "interval": "1y"}, 400, "invalid_input"),
        ({"symbols": ["WHOLE", "NOPE"]}, 404, "unknown_symbol"),
    ],
)
def test_bad_input_is_refused(
    alice_api: APIClient, universe: None, body: dict[str, object], status: int, code: str
) -> None:
    answer = _post(alice_api, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_nobody_runs_features_of_anothers_instrument(
    charlie_api: APIClient, anonymous_api: APIClient, universe: None
) -> None:
    assert _post(charlie_api, symbols=["MINE"]).status_code == 404
    assert _post(anonymous_api, symbols=["MINE"]).status_code in {401, 403}


def test_spark_without_its_package_is_refused_with_the_fix(
    alice_api: APIClient, universe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    answer = _post(alice_api, symbols=["WHOLE"], engine="spark")
    assert (answer.status_code, answer.json()["code"]) == (422, "engine_unavailable")
    assert "--with-spark" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("said", "words"),
    [('openjdk version "11.0.2"', "is version 11"), ("", "is version unknown")],
)
def test_an_old_java_is_named(
    alice_api: APIClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, words: str
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho '{said}' >&2\n")
    java.chmod(0o755)
    monkeypatch.setattr(engines, "find_spec", lambda _: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    spark = alice_api.get(f"{URL}/options").json()["engines"][1]
    assert spark["available"] is False
    assert words in spark["reason"]


def test_no_java_is_said(alice_api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: object())
    monkeypatch.setattr(engines, "java_path", lambda: None)
    spark = alice_api.get(f"{URL}/options").json()["engines"][1]
    assert "there is none" in spark["reason"]


def test_options_define_every_feature(alice_api: APIClient) -> None:
    body = alice_api.get(f"{URL}/options").json()
    assert body["engines"][0]["available"] is True
    assert len(body["features"]) == 18
    assert all(feature["formula"] and feature["source"] for feature in body["features"])


def test_runs_are_listed_newest_first_without_results(
    alice: User, alice_api: APIClient, universe: None
) -> None:
    run_features(alice, "WHOLE")
    newest = run_features(alice, "CLOSES")
    with CaptureQueriesContext(connection) as queries:
        body = alice_api.get(URL, {"limit": 1}).json()
    assert len(queries) <= 3
    assert body["next"]
    (row,) = body["results"]
    assert row["version"] == newest["version"]
    assert "result" not in row
    assert row["alignment_score"] == 1.0


def test_a_run_keeps_its_result(alice: User, alice_api: APIClient, universe: None) -> None:
    run_features(alice, "WHOLE")
    (row,) = alice_api.get(URL).json()["results"]
    body = alice_api.get(f"{URL}/{row['id']}").json()
    assert len(body["result"]["alignment"]) == 18
    assert body["result"]["symbols"][0]["symbol"] == "WHOLE"


def test_runs_are_their_owners(
    alice: User, charlie_api: APIClient, alice_api: APIClient, universe: None
) -> None:
    run_features(alice, "WHOLE")
    (row,) = alice_api.get(URL).json()["results"]
    assert charlie_api.get(URL).json()["results"] == []
    assert charlie_api.get(f"{URL}/{row['id']}").status_code == 404
    assert alice_api.get(f"{URL}/{uuid4()}").json()["code"] == "unknown_run"
