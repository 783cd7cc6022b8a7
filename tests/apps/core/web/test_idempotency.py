"""Idempotency keys, on a view made for the purpose."""

from itertools import count

import pytest
from django.urls import path
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import APIClient
from typing_extensions import override

from apps.core.errors import UnavailableError, UnprocessableError
from apps.core.web.idempotency import IdempotentPostMixin

calls = count(1)


class CountingView(IdempotentPostMixin):
    @override
    def post(self, request: Request) -> Response:
        assert isinstance(request.data, dict)
        number = next(calls)
        if request.data.get("fail") == "always":
            raise UnprocessableError("impossible")
        if request.data.get("fail") == "defect":
            raise ZeroDivisionError
        if request.data.get("fail") == "once":
            raise UnavailableError("away")
        return Response({"number": number}, 201)


urlpatterns = [path("count", CountingView.as_view())]
pytestmark = pytest.mark.urls(__name__)


def _post(api: APIClient, key: str, **body: str):
    return api.post("/count", body, format="json", headers={"Idempotency-Key": key})


def test_a_repetition_answers_the_same(alice_api: APIClient) -> None:
    first, second = _post(alice_api, "k1", a="b"), _post(alice_api, "k1", a="b")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert second["Idempotent-Replay"] == "true"


def test_a_defect_does_not_leave_its_key_running(alice_api: APIClient) -> None:
    with pytest.raises(ZeroDivisionError):
        _post(alice_api, "k1", fail="defect")
    assert _post(alice_api, "k1", a="b").status_code == 201
    with pytest.raises(ZeroDivisionError):
        _post(alice_api, "k2", fail="defect")
    assert _post(alice_api, "k1", a="b")["Idempotent-Replay"] == "true"


def test_another_key_runs_again(alice_api: APIClient) -> None:
    assert _post(alice_api, "k1").json() != _post(alice_api, "k2").json()


def test_another_body_is_refused(alice_api: APIClient) -> None:
    _post(alice_api, "k1", a="b")
    answer = _post(alice_api, "k1", a="c")
    assert answer.status_code == 422
    assert answer.json()["code"] == "idempotency_key_reused"


def test_bob_may_use_the_same_key(alice_api: APIClient, bob_api: APIClient) -> None:
    assert _post(alice_api, "k1").json() != _post(bob_api, "k1").json()


def test_a_refusal_is_not_remembered_and_a_corrected_body_may_have_its_key(
    alice_api: APIClient,
) -> None:
    for _ in range(2):
        refused = _post(alice_api, "k1", fail="always")
        assert refused.status_code == 422
        assert "Idempotent-Replay" not in refused
    done = _post(alice_api, "k1", a="b")
    assert done.status_code == 201
    assert _post(alice_api, "k1", a="b").json() == done.json()
    assert _post(alice_api, "k1", fail="always").json()["code"] == "idempotency_key_reused"


def test_what_may_succeed_later_runs_again(alice_api: APIClient) -> None:
    assert _post(alice_api, "k1", fail="once").status_code == 503
    assert _post(alice_api, "k1", fail="once").status_code == 503
    assert "Idempotent-Replay" not in _post(alice_api, "k1", fail="once")


def test_a_key_that_is_too_long(alice_api: APIClient) -> None:
    assert _post(alice_api, "k" * 129).status_code == 400
