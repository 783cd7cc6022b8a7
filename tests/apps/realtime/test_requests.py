"""What clients may say, and nothing else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.realtime.requests import BadMessageError, ParsedRequest, parse


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ('{"action": "ping"}', ParsedRequest("ping")),
        ('{"action": "subscribe", "topics": ["a", "a"]}', ParsedRequest("subscribe", ("a",))),
        ('{"topics": ["a"], "action": "unsubscribe"}', ParsedRequest("unsubscribe", ("a",))),
    ],
)
def test_good_messages(text: str, request_: ParsedRequest) -> None:
    assert parse(text) == request_


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        '{"action": "subscribe"}',
        '{"action": "subscribe", "topics": []}',
        '{"action": "subscribe", "topics": "a"}',
        '{"action": "subscribe", "topics": ["a"], "extra": 1}',
        '{"action": "shout", "topics": ["a"]}',
        '{"action": ["ping"]}',
        '{"action": "ping", "topics": ["a"]}',
        b"\xff\xfe",
    ],
)
def test_bad_messages(text: str | bytes) -> None:
    with pytest.raises(BadMessageError, match="Send"):
        parse(text)


def test_a_malformed_topic_does_not_take_the_others_with_it() -> None:
    long = "a" * 129
    body = {"action": "subscribe", "topics": [1, "b", "", long, None, {}, "c", "b"]}
    assert parse(json.dumps(body)) == ParsedRequest(
        "subscribe", ("b", "c"), malformed=(None, "", "a" * 128)
    )


@given(text=st.text() | st.binary())
def test_any_other_message_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(BadMessageError):
        parse(text)
