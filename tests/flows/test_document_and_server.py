"""The document and the server refuse the same: every limit is tried from both sides.

What the document allows is not refused as malformed (400), whatever else comes of it; what it
forbids is refused with 400 and the name of the field. Symbols have so few bars that the work behind
a route ends with "too little history" soon after its input was read.

Apart by design
- A rule between fields, which no schema of one field says: `BETWEEN_FIELDS` lists them.
- Parts of a path: an address that no route has is 404, with whatever is wrong in it.
- U+0000 in texts, and a cursor, which only a former answer gives: said in the document in words.
- Queries may name parameters that a route does not have, as links on the web do.
- Routes of signing in (`/_allauth/`) are another product's, with errors of another form.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.openapi.headers import parameter_reference
from apps.pairs import monitors
from tests.clients.tools import operations, served_document
from tests.flows.boundaries import Schema, boundaries, resolved, text_boundaries
from tests.flows.world import (
    Belongings,
    give_belongings,
    make_instrument,
    store_closes,
    walk,
)

JSON: Final = "application/json"
FORM: Final = "multipart/form-data"
# Values that are valid wherever a name is required, or an object is made.
USUAL: Final[dict[str, Any]] = {
    "symbol": "AAA", "symbols": ["AAA", "BBB"], "y": "AAA", "x": "BBB", "name": "Mine", "q": "AA",
    "kind": "price", "threshold": 0.5, "scope": "read", "weights": {"AAA": 0.5, "BBB": 0.5},
    "key": "a-key-of-some-length", "objective": "hrp", "reason": "Checked by hand.",
    "type": "in_app", "action": "pause", "expected_return": 0.1,
    "current_weights": {"AAA": 0.5, "BBB": 0.5},
    "host": "mail.example.org", "port": 25, "security": "none", "from_address": "a@example.org",
    "to": "a@example.org",
}  # fmt: skip
OWN: Final = {"symbol": "MINE"}  # prices of one's own need a name that nobody else's have
PLACES: Final = {
    "finding_id": 1,
    "measure_id": "risk.volatility",
    "name": "tiingo",
    "symbol": "AAA",
}
# What a refusal of an allowed value says, and why no schema of the field can say it.
_RULE: Final = {
    "rule does not use it": "Parameters of another kind of rule.",
    "kind of rule needs it": "Parameters that this kind of rule needs.",
    "Give both hours, or none": "Quiet hours have a start and an end.",
    "has one side: above or below": "Only a z-score and a change have both sides.",
}
_MONITOR: Final = {"nearer to zero than the entry": "A position is left before it is entered."}
_PRESENT: Final = {"lies in the future": "What the present is no schema knows."}
BETWEEN_FIELDS: Final[dict[str, dict[str, str]]] = {
    "POST /api/v1/alerts/rules": _RULE,
    "POST /api/v1/alerts/rules/preview": _RULE,
    "PUT /api/v1/alerts/rules/{rule_id}": _RULE,
    "PATCH /api/v1/alerts/rules/{rule_id}": _RULE,
    "GET /api/v1/home": {
        "lies in the market's future": "What has not happened yet has changed nothing.",
    },
    "POST /api/v1/market/clock": {"Goes with `seek`": "A date is gone to, and nothing else."},
    "POST /api/v1/pairs": _MONITOR,
    "PUT /api/v1/pairs/{monitor_id}": _MONITOR,
    "PATCH /api/v1/pairs/{monitor_id}": _MONITOR,
    "POST /api/v1/pairs/backtest": {
        "exit must be inside the entry": "A position is left before it is entered.",
        "stop must be beyond the entry": "A position is given up after it is entered.",
    },
    "POST /api/v1/portfolio/optimize": {
        "Not among symbols": "Limits, views and present weights are about the symbols.",
        "Give every group a name of its own": "Conflicts are reported by the names of groups.",
        "needs the weights that are held now": "Turnover is counted from somewhere.",
    },
    "GET /api/v1/quality/measures/{measure_id}": {
        ".": "Each measure takes the parameters of its own screen; the route lists those of all.",
    },
}


class Case(NamedTuple):
    """A request with one value that is judged."""

    field: str
    value: Any
    is_allowed: bool
    data: dict[str, Any]


class Difference(NamedTuple):
    """What document and server disagree about."""

    field: str
    value: str
    is_allowed: bool
    status: int
    answer: str


@pytest.fixture
def belongings(alice: User, settings: Any, tmp_path: Path, monkeypatch: Any) -> Belongings:
    settings.PANEL_DIR = tmp_path / "panel"
    for seed, symbol in enumerate(("AAA", "BBB")):
        store_closes(make_instrument(symbol), walk(seed, 12))
    with monkeypatch.context() as patched:
        patched.setattr(monitors, "pair_check", lambda **_: None)  # it needs bars
        return give_belongings(alice)


class _Asker:
    """Sends requests of one operation and undoes what they changed."""

    def __init__(self, client: APIClient, operation: str, belongings: Belongings) -> None:
        method, _, path = operation.partition(" ")
        self.send = getattr(client, method.lower())
        known = PLACES | {name: str(value) for name, value in asdict(belongings).items()}
        self.path = path.format(**known)

    def __call__(self, data: dict[str, Any], **options: Any) -> Any:
        cache.clear()  # computations are throttled
        headers = {"Prefer": "wait=0"} | options.pop("headers", {})
        with transaction.atomic():
            answer = self.send(self.path, data, headers=headers, **options)
            transaction.set_rollback(True)
        if answer.streaming:
            answer.close()
        return answer


def _with(base: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    return base | {name: value}


def _body_cases(shape: Schema, base: dict[str, Any]) -> Iterator[Case]:
    """Yield a body for every value of every field, at any depth; the others keep `base`'s."""
    document = served_document()
    for name, field in shape.get("properties", {}).items():
        for value, is_allowed in boundaries(field, document):
            yield Case(name, value, is_allowed, base | {name: value})
        for inner in _inner_cases(name, field):
            yield inner._replace(data=base | inner.data)
    for name in shape.get("required", ()):
        without = {key: value for key, value in base.items() if key != name}
        yield Case(name, "missing", False, without)
    if shape.get("additionalProperties") is False:
        yield Case("no_such_field", 1, False, base | {"no_such_field": 1})


def _inner_cases(name: str, field: Schema) -> Iterator[Case]:
    """Yield the cases of what is within a field: an object, objects of a list, values by name."""
    document = served_document()
    field = resolved(field, document)
    for one in field.get("oneOf", ()):
        yield from _inner_cases(name, one)
    member = resolved(field.get("items", {}), document)
    by_name = field.get("additionalProperties")
    if "properties" in field:
        for case in _body_cases(field, _least(field)):
            yield case._replace(field=f"{name}.{case.field}", data={name: case.data})
    elif "properties" in member:
        for case in _body_cases(member, _least(member)):
            yield case._replace(field=f"{name}[0].{case.field}", data={name: [case.data]})
        most = field["maxItems"]
        yield Case(name, f"{most} members", True, {name: [_least(member)] * most})
        yield Case(name, f"{most + 1} members", False, {name: [_least(member)] * (most + 1)})
    elif isinstance(by_name, dict):
        for value, is_allowed in boundaries(by_name, document):
            rest = (1.0 - value) / 2 if _is_number(value) else 0.25
            held = {"AAA": value, "BBB": rest, "CCC": rest}
            yield Case(f"{name}.AAA", value, is_allowed, {name: held})


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _least(shape: Schema) -> dict[str, Any]:
    return {name: USUAL[name] for name in shape.get("required", ())}


def _query_cases(asked: list[Schema], usual: dict[str, Any] = USUAL) -> Iterator[Case]:
    base = {one["name"]: _text(usual[one["name"]]) for one in asked if one.get("required")}
    for one in asked:
        name = one["name"]
        for value, is_allowed in text_boundaries(one["schema"], served_document()):
            yield Case(name, value, is_allowed, base | {name: value})
        if one.get("required"):
            without = {key: value for key, value in base.items() if key != name}
            yield Case(name, "missing", False, without)


def _form_cases(shape: Schema) -> Iterator[Case]:
    fields = [
        {"name": name, "schema": schema, "required": name in shape["required"]}
        for name, schema in shape["properties"].items()
        if resolved(schema, served_document()).get("format") != "binary"
    ]
    yield from _query_cases(fields, OWN)
    base = {one["name"]: OWN[one["name"]] for one in fields if one["required"]}
    yield Case("no_such_field", "1", False, base | {"no_such_field": "1"})


def _text(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


def _file() -> io.BytesIO:
    return io.BytesIO(b"date,close\n2024-01-02,1\n2024-01-03,2\n2024-01-04,3\n")


def _asked_all(ask: _Asker, operation: Schema) -> Iterator[tuple[Case, Any]]:
    """Send every case of an operation; yield it with its answer."""
    document = served_document()
    asked = [resolved(one, document) for one in operation.get("parameters", ())]
    query = [one for one in asked if one["in"] == "query" and one["name"] != "cursor"]
    content = operation.get("requestBody", {}).get("content", {})
    for case in _query_cases(query) if not content else ():
        yield case, ask(case.data)
    if JSON in content:
        shape = resolved(content[JSON]["schema"], document)
        base = _least(shape) | ({"threshold": 0.5} if "threshold" in shape["properties"] else {})
        for case in _query_cases(query):
            yield case, ask(base, format="json", query_params=case.data)
        for case in _body_cases(shape, base):
            yield case, ask(case.data, format="json")
        for case in _header_cases(asked):
            yield case, ask(base, format="json", headers=case.data)
    if FORM in content:
        for case in _form_cases(resolved(content[FORM]["schema"], document)):
            yield case, ask(case.data | {"file": _file()}, format="multipart")


def _header_cases(asked: list[Schema]) -> Iterator[Case]:
    for one in asked:
        if one["in"] == "header" and one["name"] != "Prefer":  # of which nothing is refused
            for value, is_allowed in text_boundaries(one["schema"], served_document()):
                yield Case(one["name"], value, is_allowed, {one["name"]: value})


def _names(name: str, answer: Any) -> bool:
    """Return whether a refusal names a field, or a place within it."""
    fields = [one["field"] for one in answer.json().get("errors", ())]
    return any(f == name or f.startswith((f"{name}.", f"{name}[")) for f in fields)


def _agrees(case: Case, answer: Any) -> bool:
    if case.is_allowed:
        return answer.status_code != 400 and answer.status_code not in {500, 502}
    return answer.status_code == 400 and _names(case.field, answer)


def _difference(case: Case, answer: Any) -> Difference:
    is_problem = answer["Content-Type"].startswith("application/problem+json")
    said = answer.json()["detail"] if is_problem else ""
    status = answer.status_code
    return Difference(case.field, repr(case.value)[:50], case.is_allowed, status, said[:200])


def _has_input(operation: Schema) -> bool:
    asked = [resolved(one, served_document()) for one in operation.get("parameters", ())]
    return "requestBody" in operation or any(one["in"] == "query" for one in asked)


OPERATIONS = {
    name: operation
    for name, operation in operations(served_document()).items()
    if " /api/v1/" in name and _has_input(operation)
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", OPERATIONS)
def test_they_refuse_the_same(name: str, alice_api: APIClient, belongings: Belongings) -> None:
    ask = _Asker(alice_api, name, belongings)
    operation = OPERATIONS[name]
    by_design, met, tried = BETWEEN_FIELDS.get(name, {}), set(), 0
    if parameter_reference("AsOf") in operation.get("parameters", ()):
        by_design = by_design | _PRESENT
    differences = []
    for case, answer in _asked_all(ask, operation):
        tried += 1
        if _agrees(case, answer):
            continue
        found = _difference(case, answer)
        why = {text for text in by_design if case.is_allowed and re.search(text, found.answer)}
        met |= why
        if not why:
            differences.append(found)
    assert differences == [], "\n".join(map(str, differences))
    assert met == set(by_design), "no longer apart"
    assert tried >= 2


def test_every_operation_with_input_is_tried() -> None:
    assert len(OPERATIONS) > 40
