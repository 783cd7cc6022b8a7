"""Every topic has one spelling that events use, however a subscriber writes it."""

from uuid import UUID

import pytest

from apps.realtime.events import EVENTS
from apps.realtime.topics import UnknownTopicError, find, source_of

JOB = "0f8fad5b-d9cb-469f-a165-70867728950e"


@pytest.mark.parametrize(
    ("asked", "source"),
    [
        ("prices:aapl", "prices:AAPL"),
        (" PRICES : AaPl ", "prices:AAPL"),
        ("bars:btcusdt:1m", "bars:BTCUSDT:1m"),
        ("predictions:brk.b", "predictions:BRK.B"),
        ("pairs:btcusdt:ethUSDT:1h", "pairs:BTCUSDT:ETHUSDT:1h"),
        (f"jobs:{JOB.upper()}", f"jobs:{JOB}"),
        (f"jobs:{UUID(JOB).hex}", f"jobs:{JOB}"),
        ("Jobs", "jobs"),
        ("alerts", "alerts"),
    ],
)
def test_the_source_is_what_events_carry(asked: str, source: str) -> None:
    assert source_of(asked) == source
    assert source_of(source) == source


def test_the_case_of_an_interval_is_kept() -> None:
    """A minute and a month differ by it at venues: 1M is no 1m."""
    assert source_of("bars:aapl:1M") == "bars:AAPL:1M"


@pytest.mark.parametrize("topic", ["", ":", "prices:", "prices::", "nothing:AAPL"])
def test_what_is_no_topic_is_unknown(topic: str) -> None:
    with pytest.raises(UnknownTopicError):
        find(topic)


def test_every_event_is_sent_to_a_canonical_name() -> None:
    for event in EVENTS:
        values = {"symbol": "AAPL", "y": "A", "x": "B", "interval": "1m"}
        topic = event.pattern.format_map(values)
        assert source_of(topic) == topic
