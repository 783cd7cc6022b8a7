"""A frozen dataclass is its own description, and goes out as the description says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, TypedDict
from uuid import UUID

import numpy as np
import pytest
from drf_spectacular.generators import SchemaGenerator
from numpy.typing import NDArray
from typing_extensions import Doc

from apps.core.json import plain
from apps.core.openapi.answers import record_schema, type_schema
from apps.core.typed.hints import Schema
from apps.core.web.pagination import page_of

Point = TypedDict("Point", {"return": float})


@dataclass(frozen=True)
class Inner:
    """A part."""

    value: float | None


@dataclass(frozen=True)
class Whole:
    """Everything that an answer may be made of."""

    id: UUID
    name: Annotated[str, Doc("What people call it.")]
    state: Literal["open", "done"]
    verdict: Literal["good", "bad"] | None
    share: Annotated[float, Schema(minimum=0, maximum=1)]
    inner: Inner | None
    parts: tuple[Inner, ...]
    points: tuple[Point, ...]
    counts: Mapping[str, int]
    series: NDArray[np.float64]
    day: date
    at: datetime
    amount: Decimal
    any: Mapping[str, object] | None


ANSWER = Whole(
    id=UUID(int=1),
    name="x",
    state="open",
    verdict=None,
    share=0.5,
    inner=Inner(float("nan")),
    parts=(Inner(1.0),),
    points=({"return": 0.1},),
    counts={"a": 1},
    series=np.array([1.0, np.nan]),
    day=date(2026, 1, 2),
    at=datetime(2026, 1, 2, tzinfo=UTC),
    amount=Decimal("1.5"),
    any=None,
)


def _refer(kind: type) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def test_an_answer_goes_out_as_it_is() -> None:
    assert plain(ANSWER) == {
        "id": "00000000-0000-0000-0000-000000000001",
        "name": "x",
        "state": "open",
        "verdict": None,
        "share": 0.5,
        "inner": {"value": None},  # JSON has no NaN
        "parts": [{"value": 1.0}],
        "points": [{"return": 0.1}],
        "counts": {"a": 1},
        "series": [1.0, None],
        "day": "2026-01-02",
        "at": "2026-01-02T00:00:00Z",
        "amount": 1.5,
        "any": None,
    }


def test_its_schema_says_all_of_it() -> None:
    schema = record_schema(Whole, _refer)
    number = {"type": "number", "format": "double"}
    assert schema["description"] == "Everything that an answer may be made of."
    assert schema["required"] == sorted(schema["properties"])
    assert schema["properties"] == {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "description": "What people call it."},
        "state": {"type": "string", "enum": ["open", "done"]},
        "verdict": {"type": ["string", "null"], "enum": ["good", "bad", None]},
        "share": {"minimum": 0, "maximum": 1, **number},
        "inner": {"oneOf": [_refer(Inner), {"type": "null"}]},
        "parts": {"type": "array", "items": _refer(Inner)},
        "points": {"type": "array", "items": _refer(Point)},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
        "series": {"type": "array", "items": number},
        "day": {"type": "string", "format": "date"},
        "at": {"type": "string", "format": "date-time"},
        "amount": number,
        "any": {"type": ["object", "null"], "additionalProperties": {}},
    }


def test_a_name_that_python_keeps_for_itself_is_one_of_a_typed_dict() -> None:
    assert list(record_schema(Point, _refer)["properties"]) == ["return"]


@pytest.mark.parametrize("hint", [int | str, set[int], complex, Literal[1, 2]])
def test_what_no_client_could_distinguish_is_no_part_of_an_answer(hint) -> None:
    with pytest.raises(TypeError, match="an answer cannot carry"):
        type_schema(hint, _refer)


def test_a_tuple_with_places_of_their_own_is_no_list() -> None:
    with pytest.raises(TypeError, match="name them in a dataclass"):
        type_schema(tuple[float, int], _refer)


def test_limits_and_null_and_lists_go_together() -> None:
    share = Annotated[float, Schema(minimum=0, enum=[0.0, 1.0])]
    number = {"minimum": 0, "enum": [0.0, 1.0], "type": "number", "format": "double"}
    assert type_schema(tuple[share, ...], _refer) == {"type": "array", "items": number}
    found = type_schema(share | None, _refer)
    assert (found["type"], found["minimum"]) == (["number", "null"], 0)


def test_a_page_of_answers_is_one() -> None:
    schema = record_schema(page_of(Inner), _refer)
    assert schema["description"] == "A page of Inner."
    assert schema["properties"] == {
        "results": {"type": "array", "items": _refer(Inner)},
        "next": {"type": ["string", "null"], "description": "Cursor of the next page."},
    }


def test_the_document_has_them_among_its_components() -> None:
    document = SchemaGenerator().get_schema(request=None, public=True)
    found = document["components"]["schemas"]["SavedOptimization"]
    assert found["properties"]["result"] == {"$ref": "#/components/schemas/Optimization"}
