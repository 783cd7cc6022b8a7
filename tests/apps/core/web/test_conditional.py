"""`ETag` and 304 on JSON answers."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from apps.core.web.conditional import ConditionalMiddleware, is_known, weak_etag


def _ask(known: str = "", *, method: str = "get", path: str = "/api/v1/x", **more: Any) -> Any:
    made = HttpResponse(b'{"price":1}', **{"content_type": "application/json"} | more)
    headers = {"if-none-match": known} if known else {}
    request = getattr(RequestFactory(), method)(path, headers=headers)
    return ConditionalMiddleware(lambda _: made)(request)


def test_the_tag_is_of_the_bytes_and_weak() -> None:
    first = _ask()
    assert first["ETag"] == weak_etag(b'{"price":1}') != weak_etag(b'{"price":2}')
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "private, no-cache"
    assert "Accept-Encoding" in first["Vary"]


def test_a_known_tag_is_answered_without_a_body() -> None:
    first = _ask()
    again = _ask(f'"other", {first["ETag"]}')
    assert (again.status_code, again.content) == (304, b"")
    assert {again[name] for name in ("ETag", "Cache-Control", "Vary")} == {
        first[name] for name in ("ETag", "Cache-Control", "Vary")
    }


@pytest.mark.parametrize(
    ("known", "answer"),
    [("", False), ('W/"a"', True), ('"a"', True), ('"b", W/"a"', True), ("*", True), ('"b"', False),
     ("a", False)],
)  # fmt: skip
def test_tags_are_compared_weakly(known: str, answer: bool) -> None:
    assert is_known('W/"a"', known) is answer


@pytest.mark.parametrize(
    "options",
    [
        {"method": "post"},
        {"path": "/_allauth/app/v1/auth/session"},
        {"status": 404},
        {"content_type": "text/csv"},
        {"headers": {"Cache-Control": "no-store"}},
    ],
    ids=["change", "session", "problem", "download", "secret"],
)
def test_what_has_no_tag(options: dict[str, Any]) -> None:
    assert not _ask("*", **options).has_header("ETag")


def test_the_tag_of_a_view_is_kept() -> None:
    assert _ask(headers={"ETag": 'W/"mine"'})["ETag"] == 'W/"mine"'
