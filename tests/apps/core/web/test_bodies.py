"""Bodies that name unknown fields are refused, at any depth, on every route that takes one."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from drf_spectacular.generators import SchemaGenerator
from rest_framework.test import APIClient

from tests.flows.world import make_instrument

OPTIMIZE = "/api/v1/portfolio/optimize"
_SAMPLES = {"{name}": "polygon"}


def _problem(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"].startswith("application/problem+json")
    return {error["field"]: error["message"] for error in answer.json()["errors"]}


def _bodies() -> Iterator[tuple[str, str, str]]:
    """Give every operation of the document that takes a body: method, path and content type."""
    document = SchemaGenerator().get_schema(public=True)
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/api/v1/") and "requestBody" in operation:
                yield method, path, next(iter(operation["requestBody"]["content"]))


def _ask(client: APIClient, method: str, path: str, kind: str) -> Any:
    body: dict[str, Any] = {"nonsense": "1"}
    if kind.startswith("multipart"):
        file = io.BytesIO(b"date,close\n2024-01-02,1\n")
        return getattr(client, method)(path, body | {"file": file}, format="multipart")
    place = re.sub(r"{\w+}", lambda found: _SAMPLES.get(found[0], "1"), path)
    return getattr(client, method)(place, body, format="json")


@pytest.mark.django_db
def test_no_operation_takes_a_field_that_it_does_not_know(alice_api: APIClient) -> None:
    messages = {
        f"{method} {path}": _problem(_ask(alice_api, method, path, kind)).get("nonsense")
        for method, path, kind in _bodies()
    }
    assert len(messages) > 20
    assert set(messages.values()) == {"There is no such field."}, messages


@pytest.mark.django_db
def test_a_misspelt_limit_is_answered_with_the_right_one(alice_api: APIClient) -> None:
    body = {"symbols": ["AAA", "BBB"], "constraints": {"max_wieght": 0.2}}
    messages = _problem(alice_api.post(OPTIMIZE, body, format="json"))
    assert messages == {
        "constraints.max_wieght": "There is no such field; did you mean max_weight?",
    }


@pytest.mark.django_db
def test_rows_of_a_list_are_named_by_their_place(alice_api: APIClient) -> None:
    body = {
        "symbols": ["AAA", "BBB"],
        "objectiv": "hrp",
        "constraints": {
            "groups": [
                {"name": "one", "symbols": ["AAA"], "max": 0.5},
                {"name": "two", "symbols": ["BBB"], "maximum": 0.5},
            ]
        },
    }
    messages = _problem(alice_api.post(OPTIMIZE, body, format="json"))
    assert set(messages) == {"objectiv", "constraints.groups[1].maximum"}


@pytest.mark.django_db
@pytest.mark.parametrize("body", [[], [1], "text", None, {"symbols": 1, "constraints": [1]}])
def test_a_body_of_another_kind_is_left_to_the_fields(alice_api: APIClient, body: Any) -> None:
    assert "nonsense" not in _problem(alice_api.post(OPTIMIZE, body, format="json"))


@pytest.mark.django_db
def test_what_was_read_may_be_sent_back(alice: AbstractUser, alice_api: APIClient) -> None:
    made = alice_api.post("/api/v1/watchlists", {"name": "Mine", "symbols": []}, format="json")
    read = made.json()
    changed = alice_api.patch(
        f"/api/v1/watchlists/{read['id']}", read | {"name": "Ours"}, format="json"
    )
    assert changed.status_code == 200, changed.content
    assert changed.json()["name"] == "Ours"


@pytest.mark.django_db
def test_thousands_of_unknown_names_are_answered_with_some(alice_api: APIClient) -> None:
    body = {"symbols": ["AAA", "BBB"], "views": [{"symbl": "AAA"}] * 30_000}
    assert len(_problem(alice_api.post(OPTIMIZE, body, format="json"))) == 20


RULES = "/api/v1/alerts/rules"


@pytest.fixture
def rule(alice_api: APIClient) -> str:
    make_instrument("AAA")
    body = {
        "kind": "price", "symbol": "AAA", "threshold": 1.0, "direction": "below", "repeat": "once",
        "cooldown_s": 77, "channels": [{"type": "webhook", "target": "https://93.184.216.34/x"}],
    }  # fmt: skip
    made = alice_api.post(RULES, body, format="json")
    assert made.status_code == 201, made.content
    return f"{RULES}/{made.json()['id']}"


@pytest.mark.django_db
def test_a_change_touches_what_it_names_and_nothing_else(alice_api: APIClient, rule: str) -> None:
    before = alice_api.get(rule).json()
    after = alice_api.patch(rule, {"threshold": 2.0}, format="json").json()
    assert after == before | {"threshold": 2.0}


@pytest.mark.django_db
def test_a_list_within_a_change_has_whole_members(alice_api: APIClient, rule: str) -> None:
    """Their required fields are required, and their defaults hold."""
    refused = _problem(alice_api.patch(rule, {"channels": [{"target": "x"}]}, format="json"))
    assert refused == {"channels[0].type": "This field is required."}
    changed = alice_api.patch(rule, {"channels": [{"type": "in_app"}]}, format="json").json()
    assert changed["channels"] == [{"type": "in_app", "target": ""}]
