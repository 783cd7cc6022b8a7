"""The OpenAPI document is valid, complete and readable: judged by tools that are not ours."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has none
from openapi_spec_validator import OpenAPIV31SpecValidator

from apps.core.openapi.enums import unnamed_enums
from apps.core.openapi.walking import referred
from tests.clients.tools import operations, package_script, run_node, served_document

OPERATIONS = operations(served_document())
API = {name: found for name, found in OPERATIONS.items() if "/api/v1/" in name}
# What the linter's recommended rules find, each with the reason why it stays.
ACCEPTED_FINDINGS = {
    ("no-unused-components", ""): "shapes of the socket, which no operation has",
    ("operation-2xx-response", "auth~1session/delete"): "to be signed out is an answer 401",
    ("operation-4xx-response", "config/get"): "nothing can be wrong with the request",
}
# A summary stands alone in lists of operations.
_PRONOUN = re.compile(r"\w+ (it|them|they|yours|these|this)\b|.* one of yours\b")


def test_an_outside_validator_finds_nothing() -> None:
    errors = list(OpenAPIV31SpecValidator(served_document()).iter_errors())
    assert [error.message for error in errors] == []


def _accepted(problem: dict[str, Any]) -> bool:
    places = [place.get("pointer", "") for place in problem["location"]]
    return any(
        rule == problem["ruleId"] and any(part in place for place in places)
        for rule, part in ACCEPTED_FINDINGS
    )


def test_a_linter_finds_nothing_new(document_file: Path) -> None:
    script = package_script("@redocly", "cli", "bin", "cli.js")
    options = ("--extends=recommended", "--format=json", "--max-problems=1000")
    done = run_node(script, "lint", str(document_file), *options, folder=document_file.parent)
    assert done.stdout, done.stderr
    problems = json.loads(done.stdout)["problems"]
    assert [problem for problem in problems if not _accepted(problem)] == []


def _with_defaults(part: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        if "default" in part and not place.endswith(("/responses", "/properties")):
            yield place, part
        for name, inner in part.items():
            yield from _with_defaults(inner, f"{place}/{name}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _with_defaults(inner, f"{place}/{number}")


def test_every_default_is_allowed_by_its_own_schema() -> None:
    """Beside a `$ref` too, where the outside validator does not look."""
    document = served_document()
    checked = list(_with_defaults(document))
    refused = {
        place: list(schema_errors)
        for place, schema in checked
        if (
            schema_errors := [
                error.message
                for error in Draft202012Validator(
                    schema | {"components": document["components"]}
                ).iter_errors(schema["default"])
            ]
        )
    }
    assert len(checked) > 50
    assert refused == {}


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_says_what_it_does(name: str) -> None:
    operation = OPERATIONS[name]
    declared = {tag["name"] for tag in served_document()["tags"]}
    assert re.fullmatch(r"[a-z][a-z0-9_]*", operation["operationId"])
    assert operation["description"]
    assert set(operation["tags"]) <= declared
    assert len(operation["tags"]) == 1
    assert 2 < len(operation["summary"]) <= 100
    assert not _PRONOUN.match(operation["summary"]), operation["summary"]
    assert not operation["summary"].endswith(".")


@pytest.mark.parametrize("part", ["operationId", "summary"])
def test_no_two_operations_share_a_name(part: str) -> None:
    counts = Counter(operation[part] for operation in OPERATIONS.values())
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", API)
def test_errors_are_problem_documents(name: str) -> None:
    document, responses = served_document(), API[name]["responses"]
    refusals = {status: found for status, found in responses.items() if status[0] in "45d"}
    assert any(status.startswith("4") for status in refusals)
    for status, found in refusals.items():
        if (name, status) == ("GET /api/v1/health/ready", "503"):
            continue  # its parts, as in a 200
        content = document["components"]["responses"][found["$ref"].rpartition("/")[2]]["content"]
        assert list(content) == ["application/problem+json"]


def _parameters(operation: dict[str, Any]) -> set[str]:
    shared = served_document()["components"]["parameters"]
    references = (one.get("$ref", "").rpartition("/")[2] for one in operation.get("parameters", ()))
    return {shared[name]["name"] for name in references if name}


def _headers(operation: dict[str, Any], status: str) -> set[str]:
    return set(operation["responses"][status].get("headers", ()))


def test_headers_of_requests_and_answers_are_described() -> None:
    optimise = OPERATIONS["POST /api/v1/portfolio/optimize"]
    assert _parameters(optimise) == {"Prefer", "Idempotency-Key", "as_of"}
    assert _headers(optimise, "202") == {"Location", "Retry-After", "Idempotent-Replay"}
    history = OPERATIONS["GET /api/v1/history"]
    assert "If-None-Match" in _parameters(history)
    assert _headers(history, "200") == _headers(history, "304") == {"ETag"}
    assert _parameters(OPERATIONS["GET /api/v1/jobs"]) == {"If-None-Match", "limit", "cursor"}
    assert _headers(OPERATIONS["GET /api/v1/exports/bars"], "200") == {"Content-Disposition"}
    responses = served_document()["components"]["responses"]
    for name in ("TooManyRequests", "Unavailable"):
        assert set(responses[name]["headers"]) == {"Retry-After"}


def test_a_change_has_no_defaults() -> None:
    """A client that fills defaults in would reset every field that it did not mean."""
    schemas = served_document()["components"]["schemas"]
    changes = {name: shape for name, shape in schemas.items() if name.startswith("Patched")}
    assert len(changes) >= 4
    for name, shape in changes.items():
        assert not shape.get("required"), name
        assert [f for f, field in shape["properties"].items() if "default" in field] == [], name


def test_lists_that_may_not_be_empty_have_a_least_length() -> None:
    """The generator reads `min_length` alone, and the server refuses by `allow_empty` too."""
    schemas = served_document()["components"]["schemas"]
    for place in ("OptimizeRequestRequest", "WeightGroupRequest"):
        assert schemas[place]["properties"]["symbols"]["minItems"] == 1, place


def _requested(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield place and schema of all that is sent: parameters, and bodies at any depth."""
    schemas = document["components"]["schemas"]
    bodies = [operation.get("requestBody") for operation in API.values()]
    waiting, seen = list(referred(bodies)), set[str]()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(referred(schemas[name]))
            for field, schema in schemas[name].get("properties", {}).items():
                yield f"{name}.{field}", schema
    for name, operation in API.items():
        for one in operation.get("parameters", ()):
            if "schema" in one:
                yield f"{name}.{one['name']}", one["schema"]


def test_what_holds_many_says_how_many() -> None:
    found = dict(_requested(served_document()))
    lists = {place: one for place, one in found.items() if one.get("type") == "array"}
    by_name = {place: one for place, one in found.items() if "additionalProperties" in one}
    assert len(lists) > 8
    assert len(by_name) == 2
    assert [place for place, one in lists.items() if "maxItems" not in one] == []
    assert [place for place, one in by_name.items() if "maxProperties" not in one] == []
    assert found["PortfolioRiskQueryRequest.weights"]["minProperties"] == 1


def test_every_list_of_values_is_named_and_its_members_too() -> None:
    """Name a new list in `OPENAPI_ENUMS` (config/settings/openapi.py)."""
    document = served_document()
    assert unnamed_enums(document) == {}
    schemas = document["components"]["schemas"]
    assert set(settings.OPENAPI_ENUMS) <= set(schemas)
    for name, shape in schemas.items():
        if "enum" in shape:
            members = shape["x-enum-varnames"]
            assert len(set(members)) == len(shape["enum"]), name
            assert all(re.fullmatch(r"[A-Z][A-Z0-9_]*", member) for member in members), name
    assert schemas["Interval"]["x-enum-varnames"] == [
        "SECOND_1", "MINUTE_1", "MINUTE_5", "MINUTE_15", "HOUR_1", "DAY_1", "WEEK_1", "MONTH_1",
    ]  # fmt: skip


def test_signing_in_is_described_for_programs_and_browsers() -> None:
    for route in (
        "POST /_allauth/{}/v1/auth/login",
        "POST /_allauth/{}/v1/auth/signup",
        "POST /_allauth/{}/v1/auth/2fa/authenticate",
        "POST /_allauth/{}/v1/auth/password/request",
        "POST /_allauth/{}/v1/auth/password/reset",
        "GET /_allauth/{}/v1/auth/session",
        "DELETE /_allauth/{}/v1/auth/session",
        "POST /_allauth/{}/v1/account/authenticators/totp",
    ):
        assert route.format("app") in OPERATIONS
        assert route.format("browser") in OPERATIONS
    schemes = served_document()["components"]["securitySchemes"]
    assert schemes["XSessionTokenAuth"]["name"] == "X-Session-Token"
    assert "session_token" in served_document()["info"]["description"]
