"""Plain JSON comes back as the frozen type that it was, and nothing else passes for it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Literal, TypedDict
from uuid import UUID

import pytest
from typing_extensions import Doc

from apps.core.json import plain
from apps.core.typed.decoding import MismatchError, decode

Point = TypedDict("Point", {"return": float})


@dataclass(frozen=True)
class Leg:
    """A part."""

    symbol: str
    weight: float = 1.0


@dataclass(frozen=True)
class Question:
    """Everything that a question may be made of."""

    id: UUID
    method: Literal["sample", "ewma"]
    legs: tuple[Leg, ...]
    held: Mapping[str, float]
    day: date
    at: datetime
    points: tuple[Point, ...] = ()
    limit: Annotated[float | None, Doc("None for no limit.")] = None
    count: int = 1
    exact: bool = False
    extra: Mapping[str, object] = field(default_factory=dict)
    method_before: Literal["sample", "ewma"] | None = None
    amounts: tuple[tuple[Decimal, ...], ...] = ()
    levels: tuple[Literal[1, 2], ...] = ()


WHOLE = Question(
    id=UUID(int=7),
    method="ewma",
    legs=(Leg("KO"), Leg("PEP", 0.5)),
    held={"KO": 0.25},
    day=date(2026, 1, 2),
    at=datetime(2026, 1, 2, 3, tzinfo=UTC),
    points=({"return": 0.1},),
    limit=0.3,
    extra={"any": [1, None]},
)


def test_what_goes_out_as_json_comes_back_equal() -> None:
    assert decode(Question, plain(WHOLE)) == WHOLE


def test_validated_data_with_values_of_their_types_are_taken_as_they_are() -> None:
    values = {name: getattr(WHOLE, name) for name in Question.__dataclass_fields__}
    assert decode(Question, values | {"legs": [{"symbol": "KO"}, WHOLE.legs[1]]}) == WHOLE


def test_what_an_older_version_left_out_has_its_default() -> None:
    older = {name: value for name, value in plain(WHOLE).items() if name not in {"limit", "exact"}}
    found = decode(Question, older)
    assert (found.limit, found.exact) == (None, False)


def test_a_whole_number_is_a_number() -> None:
    assert isinstance(decode(Leg, {"symbol": "KO", "weight": 2}).weight, float)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"limits": 3}, "Question does not know: limits."),
        ({"legs": [{"symbol": "KO", "wieght": 1}]}, r"Leg of legs\[0\] does not know: wieght."),
        ({"legs": [{}]}, r"Leg of legs\[0\] needs: symbol."),
        ({"legs": "KO"}, "legs is 'KO' and must be a list."),
        ({"method": "oas"}, "method is 'oas' and must be one of: sample, ewma."),
        ({"held": {"KO": "much"}}, "held.KO is 'much' and must be a number."),
        ({"count": True}, "count is 'True' and must be a number."),
        ({"count": 1.5}, "count is '1.5' and must be a number."),
        ({"day": "tomorrow"}, "day: Invalid isoformat string: 'tomorrow'"),
        ({"id": None}, "id is 'None' and must be UUID."),
        ({"points": [{"returns": 1.0}]}, r"Point of points\[0\] does not know: returns."),
        ({"points": [{}]}, r"Point of points\[0\] needs: return."),
        ({"method": None}, "method is 'None' and must be one of: sample, ewma."),
        ({"method": ["ewma"]}, r"method is .* and must be one of: sample, ewma."),
        ({"legs": {"symbol": "KO"}}, r"legs is .* and must be a list."),
        ({"limit": "0.3"}, "limit is '0.3' and must be a number."),
        ({"exact": 1}, "exact is '1' and must be bool."),
        ({"held": [1]}, r"held is .* and must be an object."),
        ({"day": WHOLE.at}, "day is '2026-01-02 .*' and must be date."),
        ({"day": "2026-01-02T00:00:00Z"}, "day: Invalid isoformat string"),
        ({"at": "2026-01-02T03:00:00"}, "at: '2026-01-02T03:00:00' does not state its zone"),
        ({"amounts": [[1.5]]}, r"amounts\[0\]\[0\] is '1.5' and must be Decimal."),
        ({"levels": [0]}, r"levels\[0\] is '0' and must be one of: 1, 2."),
        ({"levels": [True]}, r"levels\[0\] is 'True' and must be one of: 1, 2."),
    ],
)
def test_what_is_not_of_the_type_is_refused_with_its_place(change, message) -> None:
    with pytest.raises(MismatchError, match=message):
        decode(Question, plain(WHOLE) | change)


def test_a_value_may_be_null_where_none_is_one_of_its_types() -> None:
    found = decode(Question, plain(WHOLE) | {"limit": None, "method_before": None})
    assert (found.limit, found.method_before) == (None, None)


def test_what_is_nested_stays_nested_and_exact_amounts_stay_exact() -> None:
    amounts = ((Decimal("0.10"), Decimal(2)), ())
    found = decode(Question, plain(WHOLE) | {"amounts": [list(one) for one in amounts]})
    assert found.amounts == amounts


def test_a_number_that_is_not_known_is_none_in_json_and_no_number() -> None:
    assert math.isnan(decode(Leg, {"symbol": "KO", "weight": math.nan}).weight)
    sent = plain(Leg("KO", math.nan))
    assert sent["weight"] is None
    with pytest.raises(MismatchError, match="weight is 'None' and must be a number"):
        decode(Leg, sent)


@dataclass(frozen=True)
class Crooked:
    """A question that no JSON can be read as: its declaration is at fault, not what was sent."""

    span: tuple[float, int] = (0.0, 1)
    either: int | str = 0


@pytest.mark.parametrize(
    ("values", "message"),
    [({"span": [0.0, 1]}, "name them in a dataclass"), ({"either": 1}, "either")],
)
def test_a_type_that_could_be_read_in_two_ways_is_a_defect(values, message) -> None:
    with pytest.raises(TypeError, match=message):
        decode(Crooked, values)


def test_an_object_is_needed() -> None:
    with pytest.raises(MismatchError, match="must be an object"):
        decode(Leg, ["KO"])
