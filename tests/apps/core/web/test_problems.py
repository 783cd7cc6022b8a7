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


@pytest.mark.parametrize("coding", ["gzip", "br", "x-gzip, identity", "nonsense"])
@pytest.mark.parametrize("path", ["/api/v1/tokens", "/_allauth/app/v1/auth/login"])
def test_a_compressed_body_is_refused_as_that(alice_api: APIClient, path: str, coding: str) -> None:
    headers = {"Content-Encoding": coding}
    answer = alice_api.post(path, b"\x1f\x8b", content_type="application/json", headers=headers)
    _is_problem(answer, 415, "unsupported_content_encoding")
    assert answer["Accept-Encoding"] == "identity"


def test_a_body_in_plain_says_so(alice_api: APIClient) -> None:
    body = {"name": "One"}
    answer = alice_api.post(
        "/api/v1/watchlists", body, format="json", headers={"Content-Encoding": "Identity"}
    )
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "path", ["/static/nothing.js", "/assets/%00", "/assets/..%2f..%2fmanage.py", "/static/"]
)
def test_a_file_that_is_not_there(db: None, path: str) -> None:
    _is_problem(Client().get(path), 404, "not_found")


@pytest.mark.parametrize(
    "path", ["/health/live/", "/health", "/metrics/", "/api", "/ws/v1/stream", "/health/x"]
)
def test_no_screen_stands_in_for_what_programs_ask(db: None, path: str) -> None:
    _is_problem(Client().get(path), 404, "unknown_route")


def test_a_refusal_of_the_api_document_is_json_too(db: None) -> None:
    _is_problem(Client().get("/api/schema/?format=exe"), 404, "not_found")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "post"])
def test_no_change_is_made_to_a_version_that_is_not_known(
    alice_api: APIClient, method: str
) -> None:
    made = alice_api.post("/api/v1/watchlists", {"name": "One"}, format="json").json()
    path = f"/api/v1/watchlists/{made['id']}"
    tag = alice_api.get(path)["ETag"]
    change, headers = {"name": "Two"}, {"If-Match": tag}
    answer = getattr(alice_api, method)(path, change, format="json", headers=headers)
    _is_problem(answer, 412, "precondition_failed")
    assert alice_api.get(path).json()["name"] == "One"


def test_a_change_to_whatever_is_there_is_made(alice_api: APIClient) -> None:
    made = alice_api.post("/api/v1/watchlists", {"name": "One"}, format="json").json()
    path = f"/api/v1/watchlists/{made['id']}"
    changed = alice_api.patch(path, {"name": "Two"}, format="json", headers={"If-Match": "*"})
    assert (changed.status_code, changed.json()["name"]) == (200, "Two")
