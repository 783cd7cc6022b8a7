"""POST /quality/checks: a check on demand is a job."""

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.jobs.models import Job
from tests.apps.data_quality.conftest import MakeSeries, run_check

URL = "/api/v1/quality/checks"
AT_ONCE = {"Prefer": "wait=0"}


def test_it_starts_a_job_for_the_named_symbols(
    make_series: MakeSeries, alice_api: APIClient
) -> None:
    make_series("AAA")
    answer = alice_api.post(URL, {"symbols": ["aaa"]}, format="json", headers=AT_ONCE)
    assert answer.status_code == 202
    assert answer.json()["params"] == {"symbols": ["AAA"]}
    assert answer["Location"] == f"/api/v1/jobs/{answer.json()['id']}"


def test_without_symbols_it_checks_all(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, {}, format="json", headers=AT_ONCE)
    assert answer.json()["params"] == {"symbols": []}


def test_an_unknown_symbol_is_named(alice_api: APIClient) -> None:
    answer = alice_api.post(URL, {"symbols": ["NOPE"]}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")


def test_an_outsider_cannot_check_a_private_series(
    make_series: MakeSeries, alice: User, charlie_api: APIClient
) -> None:
    make_series("MINE", owner=alice)
    answer = charlie_api.post(URL, {"symbols": ["MINE"]}, format="json")
    assert answer.status_code == 404
    assert not Job.objects.exists()


def test_a_persons_check_stays_within_what_they_see(
    make_series: MakeSeries, alice: User, charlie: User
) -> None:
    make_series("MINE", owner=alice)
    make_series("OURS")
    assert run_check(charlie.pk).instruments == 1
    assert run_check(alice.pk).instruments == 2


def test_a_stranger_must_sign_in(anonymous_api: APIClient) -> None:
    assert anonymous_api.post(URL, {}, format="json").status_code == 401
