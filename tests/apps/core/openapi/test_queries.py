"""Queries with parameters that their route does not have are refused, on every route."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from django.urls import resolve
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from apps.core.openapi.queries import known_parameters
from apps.core.views import unknown_api_route

pytestmark = pytest.mark.django_db
_SAMPLES = ("1", "7f8e1c5c-6f4b-4a52-9d0f-2a8f8d1d7a11")


@cache
def _document() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return found


def _operations() -> Iterator[tuple[str, str, set[str]]]:
    """Give every operation under the API: its method, an address of it and its parameters."""
    shared = _document()["components"]["parameters"]
    for path, operations in _document()["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/api/v1/"):
                stated = [
                    shared[one["$ref"].rsplit("/", 1)[-1]] if "$ref" in one else one
                    for one in operation.get("parameters", ())
                ]
                yield (
                    method,
                    _address(path),
                    {one["name"] for one in stated if one["in"] == "query"},
                )


def _address(path: str) -> str:
    """Return an address of a route: ids are numbers or UUIDs."""
    places = [re.sub(r"{\w+}", sample, path) for sample in _SAMPLES]
    return next(one for one in places if resolve(one).func is not unknown_api_route)


def _is_for_monitors(path: str) -> bool:
    return path.startswith(("/api/v1/health/", "/api/v1/metrics"))


def _messages(answer: Any) -> Mapping[str, str]:
    assert answer.status_code == 400, (answer.request["PATH_INFO"], answer.content)
    assert answer["Content-Type"].startswith("application/problem+json")
    assert answer.json()["code"] == "invalid_input"
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def test_route_and_document_know_the_same_parameters() -> None:
    checked = 0
    for method, path, stated in _operations():
        found = resolve(path)
        assert set(known_parameters(found.route, found.func, method.upper())) == stated, path
        checked += 1
    assert checked > 70


def test_no_operation_takes_a_parameter_that_it_does_not_know(alice_api: APIClient) -> None:
    for method, path, _ in _operations():
        if not _is_for_monitors(path):
            answer = getattr(alice_api, method)(f"{path}?nonsense=1")
            assert _messages(answer).keys() == {"nonsense"}, (method, path)


def test_a_misspelt_parameter_is_answered_with_the_right_one(alice_api: APIClient) -> None:
    answer = alice_api.get("/api/v1/history?symbol=AAPL&intervall=1h&Period=1mo")
    assert _messages(answer) == {
        "intervall": "There is no such parameter; did you mean interval?",
        "Period": "There is no such parameter; did you mean period?",
    }
    assert "did you mean interval?" in answer.json()["detail"]


def test_where_nothing_is_near_all_are_named(alice_api: APIClient) -> None:
    assert _messages(alice_api.get("/api/v1/instruments/search?q=A&zz=1")) == {
        "zz": "There is no such parameter here; there are: q."
    }
    assert _messages(alice_api.get("/api/v1/meta?symbol=AAPL")) == {
        "symbol": "There is no such parameter: this route has none."
    }


def test_a_parameter_is_given_once(alice_api: APIClient) -> None:
    answer = alice_api.get("/api/v1/price?symbol=AAPL&symbol=MSFT")
    assert _messages(answer) == {"symbol": "It is given 2 times; give it once."}


def test_a_page_is_asked_for_by_limit_and_cursor(alice_api: APIClient) -> None:
    assert alice_api.get("/api/v1/watchlists?limit=1").status_code == 200
    assert alice_api.head("/api/v1/watchlists?limit=1").status_code == 200
    assert _messages(alice_api.get("/api/v1/watchlists?page=2&limits=1"))["limits"].endswith(
        "did you mean limit?"
    )


def test_a_thousand_long_names_are_answered_in_short(alice_api: APIClient) -> None:
    query = "&".join(f"{'n' * 3000}{place}=1" for place in range(400))
    answer = alice_api.get(f"/api/v1/price?{query}")
    assert len(_messages(answer)) == 1  # the names are cut to the same beginning
    assert len(answer.content) < 10_000


def test_more_parameters_than_are_read_are_refused_as_that(alice_api: APIClient) -> None:
    answer = alice_api.get("/api/v1/price?" + "&".join(f"a{place}=1" for place in range(501)))
    assert answer.status_code == 400
    assert answer.json()["detail"] == "The query has more than 500 parameters."


def test_a_format_that_no_route_has_is_named_as_that(alice_api: APIClient) -> None:
    assert "format" in _messages(alice_api.get("/api/v1/price?symbol=AAPL&format=xml"))


@pytest.mark.parametrize("path", ["/api/v1/health/live", "/health/live", "/metrics"])
def test_monitors_may_add_what_no_cache_knows(alice_api: APIClient, path: str) -> None:
    assert alice_api.get(f"{path}?cachebuster=17").status_code == 200


def test_a_route_that_is_not_there_is_answered_as_that(alice_api: APIClient) -> None:
    assert alice_api.get("/api/v1/nothing?x=1").json()["code"] == "unknown_route"
    assert alice_api.delete("/api/v1/price?x=1").status_code == 405
