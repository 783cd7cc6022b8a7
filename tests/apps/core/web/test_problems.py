"""Every refusal has one shape, whoever makes it."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts import views


def _is_problem(answer, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/problem+json")
    body: dict[str, Any] = answer.json()
    assert body["code"] == code
    assert body["status"] == status
    assert {"type", "title", "detail", "retryable"} <= body.keys()
    return body


def test_an_unknown_route(db: None) -> None:
    _is_problem(Client().get("/api/v1/nothing"), 404, "unknown_route")
    _is_problem(Client(enforce_csrf_checks=True).post("/api/v1/nothing"), 404, "unknown_route")


def test_a_wrong_field_is_named_with_its_cause(alice_api: APIClient) -> None:
    answer = alice_api.post("/api/v1/tokens", {"name": "x" * 81, "scope": "all"}, format="json")
    body = _is_problem(answer, 400, "invalid_input")
    assert body["detail"].startswith("name: Ensure this field has no more than 80")
    assert [error["field"] for error in body["errors"]] == ["name", "scope"]


def test_malformed_json(alice_api: APIClient) -> None:
    answer = alice_api.post("/api/v1/tokens", b"{", content_type="application/json")
    assert "JSON" in _is_problem(answer, 400, "parse_error")["detail"]


def test_an_oversized_body(alice_api: APIClient) -> None:
    answer = alice_api.post("/api/v1/tokens", b" " * 1_048_577, content_type="application/json")
    _is_problem(answer, 413, "body_too_large")


def test_a_chunked_body(alice_api: APIClient) -> None:
    answer = alice_api.post(
        "/api/v1/tokens", b"{}", content_type="application/json", HTTP_TRANSFER_ENCODING="chunked"
    )
    _is_problem(answer, 411, "length_required")


def test_a_wrong_method(alice_api: APIClient) -> None:
    answer = alice_api.delete("/api/v1/me")
    _is_problem(answer, 405, "method_not_allowed")
    assert "GET" in answer["Allow"]


def test_another_media_type(alice_api: APIClient) -> None:
    answer = alice_api.post("/api/v1/tokens", "a=b", content_type="text/plain")
    _is_problem(answer, 415, "unsupported_media_type")


def test_a_database_that_is_away(alice_api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> None:
        raise OperationalError("connection refused")

    monkeypatch.setattr(views, "display_settings_get", broken)
    answer = alice_api.get("/api/v1/me/settings")
    assert _is_problem(answer, 503, "database_unavailable")["retryable"] is True
    assert answer["Retry-After"] == "2"


def test_a_defect_of_ours_has_an_incident(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(views, "display_settings_get", broken)
    alice_api.raise_request_exception = False
    body = _is_problem(alice_api.get("/api/v1/me/settings"), 500, "internal_error")
    assert "secret" not in str(body)
    assert body["incident"] in body["detail"]


@pytest.mark.parametrize(
    "body",
    [
        b"{bad",
        b'{"username": "\\ud800", "password": "x"}',
        b'{"username": "\xff\xfe", "password": "x"}',
        b"[" * 100_000,
        b"--x\r\n",
    ],
)
@pytest.mark.parametrize("content_type", ["application/json", "text/plain"])
def test_sign_in_routes_take_no_other_json(db: None, body: bytes, content_type: str) -> None:
    answer = Client().post("/_allauth/app/v1/auth/login", body, content_type=content_type)
    _is_problem(answer, 400, "parse_error")


@pytest.mark.parametrize("body", [b"[1]", b'{"username": %s}' % (b"9" * 5_000), b'{"a": [{}]}'])
def test_sign_in_routes_refuse_other_shapes_in_their_own_way(db: None, body: bytes) -> None:
    answer = Client().post("/_allauth/app/v1/auth/login", body, content_type="application/json")
    assert answer.status_code == 400


def _form(count: int, more: str) -> bytes:
    part = '--x\r\nContent-Disposition: form-data; name="f{}"{}\r\n\r\n1\r\n'
    return ("".join(part.format(at, more) for at in range(count)) + "--x--\r\n").encode()


@pytest.mark.parametrize("more", ["", '; filename="a"'], ids=["fields", "files"])
def test_a_form_of_too_many_parts(alice_api: APIClient, more: str) -> None:
    answer = alice_api.post(
        "/api/v1/uploads/bars", _form(2_000, more), content_type="multipart/form-data; boundary=x"
    )
    _is_problem(answer, 400, "bad_request")
