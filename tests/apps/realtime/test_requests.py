"""What clients may say, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.realtime.requests import BadMessageError, StreamRequest, parse


@pytest.mark.parametrize(
    ("text", "request_"),
    [
        ('{"action": "ping"}', StreamRequest("ping")),
        ('{"action": "subscribe", "topics": ["a", "a"]}', StreamRequest("subscribe", ("a",))),
        ('{"topics": ["a"], "action": "unsubscribe"}', StreamRequest("unsubscribe", ("a",))),
    ],
)
def test_good_messages(text: str, request_: StreamRequest) -> None:
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
        '{"action": "subscribe", "topics": [1]}',
        '{"action": "subscribe", "topics": [""]}',
        '{"action": "subscribe", "topics": ["a"], "extra": 1}',
        '{"action": "shout", "topics": ["a"]}',
        '{"action": ["ping"]}',
        '{"action": "ping", "topics": ["a"]}',
        '{"action": "subscribe", "topics": ["%s"]}' % ("a" * 129),
        b"\xff\xfe",
    ],
)
def test_bad_messages(text: str | bytes) -> None:
    with pytest.raises(BadMessageError, match="Send"):
        parse(text)


@given(text=st.text() | st.binary())
def test_any_other_message_is_refused_in_words(text: str | bytes) -> None:
    with pytest.raises(BadMessageError):
        parse(text)
