"""Bodies of JSON are strict; what queries and forms say as text is read one way."""

from typing import Any

import pytest
from django.http import QueryDict
from rest_framework import serializers

from apps.core.fields import NumberField, NumbersField
from apps.core.wire_kinds import mistyped


class _Inner(serializers.Serializer[Any]):
    on = serializers.BooleanField(required=False)


class _Shape(serializers.Serializer[Any]):
    text = serializers.CharField(required=False)
    choice = serializers.ChoiceField(choices=["1", "one"], required=False)
    whole = serializers.IntegerField(required=False, allow_null=True)
    number = NumberField(required=False)
    flag = serializers.BooleanField(required=False)
    words = serializers.ListField(child=serializers.CharField(), required=False)
    weights = NumbersField(child=NumberField(), most=3, required=False)
    inner = _Inner(required=False)
    several = _Inner(many=True, required=False)


def _refused(sent: Any) -> list[str]:
    return [one.path for one in mistyped(_Shape(data=sent), sent)]


@pytest.mark.parametrize(
    ("name", "value", "places"),
    [
        ("text", 1, ["text"]),
        ("text", True, ["text"]),
        ("choice", 1, ["choice"]),
        ("whole", "1", ["whole"]),
        ("whole", True, ["whole"]),
        ("whole", 1.5, ["whole"]),
        ("whole", float("inf"), ["whole"]),
        ("number", "1", ["number"]),
        ("number", False, ["number"]),
        ("flag", 1, ["flag"]),
        ("flag", "true", ["flag"]),
        ("words", ["a", 1, None, True], ["words[1]", "words[3]"]),
        ("weights", {"A": 1, "B": "1"}, ["weights.B"]),
        ("inner", {"on": 0}, ["inner.on"]),
        ("several", [{"on": True}, {"on": "on"}], ["several[1].on"]),
    ],
)
def test_json_of_another_type_is_refused_where_it_stands(
    name: str, value: Any, places: list[str]
) -> None:
    assert _refused({name: value}) == places


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "1", "choice": "1", "whole": 1, "number": 1, "flag": True, "words": []},
        {"whole": 2.0},  # JSON has one kind of number, and this one is whole
        {"text": None, "inner": None, "several": {}, "words": "a"},  # left to the fields themselves
        [],
        "text",
    ],
)
def test_json_of_the_right_types_passes(sent: Any) -> None:
    assert _refused(sent) == []


@pytest.mark.parametrize("text", ["true", "True", "0", "FALSE", "1"])
def test_a_flag_is_written_as_true_or_false(text: str) -> None:
    assert _refused(QueryDict(f"flag={text}")) == []


@pytest.mark.parametrize(
    "query",
    ["flag=yes", "flag=t", "flag=", "whole=1_0", "whole=%D9%A3", "whole=1.0", "number=nan",
     "number=.5", "number=1e", "number=%201", "text=", "choice="],
)  # fmt: skip
def test_other_texts_are_refused(query: str) -> None:
    assert _refused(QueryDict(query)) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"text": 1}, "It must be text, not a number."),
        ({"whole": "1"}, "It must be a whole number, not text."),
        ({"whole": 1.5}, "It must be a whole number, not a fraction."),
        ({"flag": 1}, "It must be true or false, not a number."),
        ({"number": False}, "It must be a number, not true or false."),
        ({"text": ["a"]}, "It must be text, not a list."),
        ({"text": {}}, "It must be text, not an object."),
        (QueryDict("whole=1.0"), "'1.0' is not a whole number, written as in 5."),
        (QueryDict("number=.5"), "'.5' is not a number, written as in 0.5."),
        (QueryDict("flag=yes"), "'yes' is not true or false."),
        (QueryDict(f"whole={'x' * 99}"), f"'{'x' * 40}' is not a whole number, written as in 5."),
    ],
)
def test_a_refusal_says_what_was_sent_and_what_belongs_there(sent: Any, message: str) -> None:
    assert [one.message for one in mistyped(_Shape(data=sent), sent)] == [message]


def test_an_empty_text_is_null_where_null_is_allowed() -> None:
    assert _refused(QueryDict("whole=")) == []


def test_a_field_without_a_rule_is_no_way_past_them() -> None:
    class Lax(serializers.Serializer[Any]):
        when = serializers.DurationField()

    with pytest.raises(LookupError, match="DurationField"):
        list(mistyped(Lax(data={"when": 1}), {"when": 1}))
