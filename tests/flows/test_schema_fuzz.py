"""Thousands of requests made from our own OpenAPI document: never a 5xx, never an undeclared shape.

`SIGHTLINE_FUZZ_CASES` and `SIGHTLINE_FUZZ_SEED` make the long runs before a release.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from apps.accounts.models import User
from tests.flows.cases import CASES, SEED, api_document, cases_of
from tests.flows.test_anonymous import ROUTES
from tests.flows.world import Belongings, build_market, give_belongings

# Databases differ in what they refuse: lengths, ranges, characters.
pytestmark = pytest.mark.every_case
LOGIN = "/_allauth/app/v1/auth/login"
METHODS = frozenset({"get", "post", "put", "patch", "delete"})
PROBLEM = {"type", "title", "status", "code", "detail", "retryable"}
# Counted once: routes share the cases by how many operations they have.
OPERATIONS = 62
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def market(module_db: None) -> None:
    build_market()


@pytest.fixture
def belongings(market: None, alice: User, settings: Any, tmp_path: Path) -> Belongings:
    # Of each test alone: requests change rows, and two tests may count them to the same version.
    settings.PANEL_DIR = tmp_path / "panel"
    return give_belongings(alice)


@pytest.fixture
def headers(alice: User) -> dict[str, str]:
    """A mobile client's, who does not wait for jobs; the tool's transport unpacks nothing."""
    cache.clear()  # signing in is throttled, and every test signs in
    sent = {"username": "alice", "password": "alice-long-password"}
    answer = Client().post(LOGIN, sent, content_type="application/json")
    token = answer.json()["meta"]["session_token"]
    return {"X-Session-Token": token, "Prefer": "wait=0", "Accept-Encoding": "identity"}


@pytest.fixture
def one_connection(headers: dict[str, str]) -> Iterator[None]:
    """Keep the test's transaction over requests, as Django's own test client does.

    That client connects the signals again when it is done, so this comes after `headers`.
    """
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def _document_path(path: str) -> str:
    """Return Django's route as the document writes it."""
    parts = [
        "{" + part.strip("<>").rpartition(":")[2] + "}" if part.startswith("<") else part
        for part in path.split("/")
    ]
    return "/" + "/".join(parts)


def _operations(path: str) -> Iterator[Any]:
    return (api_document()[path][method] for method in api_document()[path] if method in METHODS)


def _check(case: Case[Any], headers: dict[str, str]) -> None:
    answer = case.call(headers=headers)
    # A declared 503 says that somebody else's service is away or not set: not a fault of ours.
    case.validate_response(answer, checks=CHECKS[1:] if answer.status_code == 503 else CHECKS)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == ["application/problem+json"]
        body = answer.json()
        assert body.keys() >= PROBLEM
        assert body["status"] == answer.status_code
        assert body["detail"]


@pytest.mark.django_db
def test_the_document_has_every_route() -> None:
    described = {path for path in api_document() if path.startswith("/api/")}
    assert {_document_path(path) for _, path in ROUTES} == described


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("path", [path for _, path in ROUTES], ids=[name for name, _ in ROUTES])
def test_it_answers_as_declared(path: str, belongings: Belongings, headers: dict[str, str]) -> None:
    for operation in _operations(_document_path(path)):

        @seed(SEED)
        @settings(
            max_examples=-(-CASES // OPERATIONS),
            phases=[Phase.generate, Phase.shrink],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases_of(operation, belongings))
        def ask(case: Case[Any]) -> None:
            _check(case, headers)

        ask()
