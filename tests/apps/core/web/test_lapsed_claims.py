"""Requests with a key whose server was killed: a retry takes over, and nothing is done twice."""

import inspect
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.clock import now
from apps.core.models import IdempotencyRecord
from apps.core.web.claims import LEASE
from apps.core.web.idempotency import IdempotentPostMixin
from apps.instruments.models import Watchlist
from apps.instruments.services.watchlists import watchlist_create
from apps.jobs.models import Job

WATCHLISTS = "/api/v1/watchlists"
ALIGNMENT = "/api/v1/quality/alignment"
# Done once more they change nothing: these compute only, or make what is there already.
REPEATABLE = {"PortfolioRiskView", "UploadBarsView", "InstrumentAdding"}


class Killed(BaseException):
    """What a killed process is to its request: no handler sees it."""


def _post(api: APIClient, url: str, key: str = "k", **body: object) -> Any:
    headers = {"Idempotency-Key": key, "Prefer": "wait=0"}
    return api.post(url, body, format="json", headers=headers)


def _lapse() -> None:
    moment = now() - timedelta(seconds=1)
    assert IdempotencyRecord.objects.filter(status=None).update(lease_until=moment) == 1


def _lose(api: APIClient, url: str, **body: str) -> None:
    """Send a request whose server is killed when the work is done and before it is answered."""
    with (
        patch("apps.core.web.idempotency._settle", side_effect=Killed),
        pytest.raises(Killed),
    ):
        _post(api, url, **body)


def _lose_early(api: APIClient, **body: str) -> None:
    with (
        patch("apps.instruments.views.watchlist_create", side_effect=Killed),
        pytest.raises(Killed),
    ):
        _post(api, WATCHLISTS, **body)


def test_a_retry_waits_and_takes_over_when_the_lease_has_lapsed(alice_api: APIClient) -> None:
    _lose_early(alice_api, name="One")
    refused = _post(alice_api, WATCHLISTS, name="One")
    assert refused.status_code == 409
    assert refused.json()["code"] == "request_in_progress"
    _lapse()
    assert _post(alice_api, WATCHLISTS, name="One").status_code == 201
    assert _post(alice_api, WATCHLISTS, name="One")["Idempotent-Replay"] == "true"


@pytest.mark.parametrize(("taken_s", "wait"), [(0, "1"), (6, "6"), (25, "5")])
def test_a_refusal_says_how_long_to_wait(alice_api: APIClient, taken_s: int, wait: str) -> None:
    _lose_early(alice_api, name="One")
    left = LEASE - timedelta(seconds=taken_s)
    IdempotencyRecord.objects.update(lease_until=now() + left)
    assert _post(alice_api, WATCHLISTS, name="One")["Retry-After"] == wait


def test_a_lost_request_that_did_nothing_binds_its_key_to_no_body(alice_api: APIClient) -> None:
    _lose_early(alice_api, name="One")
    assert _post(alice_api, WATCHLISTS, name="Two").status_code == 422
    _lapse()
    assert _post(alice_api, WATCHLISTS, name="Two").status_code == 201
    assert _post(alice_api, WATCHLISTS, name="One").status_code == 422


def test_the_effect_and_its_answer_are_kept_together(alice_api: APIClient) -> None:
    _post(alice_api, WATCHLISTS, name="One")
    with patch("apps.core.web.idempotency._settle", side_effect=Killed):
        assert _post(alice_api, WATCHLISTS, "other", name="Two").status_code == 201
    assert _post(alice_api, WATCHLISTS, "other", name="Two")["Idempotent-Replay"] == "true"


def test_a_slow_request_that_lost_its_claim_does_nothing(alice_api: APIClient, alice: User) -> None:
    """Its lease lapses while it works, and its retry has answered before it wants to."""
    retried: list[int] = []

    def slow(**asked: Any) -> Any:
        made = watchlist_create(**asked)
        with patch("apps.instruments.views.watchlist_create", return_value=made):
            _lapse()
            retried.append(_post(alice_api, WATCHLISTS, name="One").status_code)
        return made

    with patch("apps.instruments.views.watchlist_create", side_effect=slow):
        late = _post(alice_api, WATCHLISTS, name="One")
    assert (retried, late.status_code) == ([201], 409)
    assert not Watchlist.objects.filter(owner=alice).exists(), "its part was not rolled back"


def test_the_retry_of_a_lost_request_finds_its_job(alice_api: APIClient) -> None:
    _lose(alice_api, ALIGNMENT)
    Job.objects.update(state="done", result={"run": 1}, finished_at=now())
    _lapse()
    answer = _post(alice_api, ALIGNMENT)
    assert (answer.status_code, answer.json()) == (200, {"run": 1})
    assert Job.objects.count() == 1
    assert _post(alice_api, ALIGNMENT, "another").status_code == 202
    assert Job.objects.count() == 2


def test_a_lost_request_that_made_a_job_keeps_its_body(alice_api: APIClient) -> None:
    _lose(alice_api, ALIGNMENT)
    _lapse()
    other = _post(alice_api, ALIGNMENT, other=1)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def _views(patterns: list[Any]) -> Iterator[type[Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and hasattr(pattern.callback, "view_class"):
            yield pattern.callback.view_class


def _handler(view: type[Any]) -> Any:
    """Return the class that has the POST of a view: a list of several classes shares one."""
    return next(one for one in view.__mro__ if "post" in vars(one))


def test_every_post_with_a_key_does_its_work_in_a_way_that_is_found_again() -> None:
    """With its answer, or as a job; what does neither is named above with the reason."""
    found = {
        _handler(view)
        for view in _views(get_resolver("config.urls").url_patterns)
        if issubclass(view, IdempotentPostMixin)
    }
    assert len(found) > 12
    safe = ("self.settled(", "respond_with_job(")
    other = {
        one.__name__ for one in found if not any(way in inspect.getsource(one.post) for way in safe)
    }
    assert other | {"UploadBarsView"} == REPEATABLE
