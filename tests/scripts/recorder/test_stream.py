"""What is kept of the socket gives back what came."""

from typing import Any

from scripts.recorder.stream import Topic


def _played(recorded: dict[str, Any]) -> list[Any]:
    """Play as the page does: frontend/src/backend/preview/track.ts."""
    data = recorded["state"]
    shown = []
    for _at, change, *partial in recorded["events"]:
        data = {**data, **change} if partial else change
        shown.append(data)
    return shown


def test_events_are_kept_as_what_differs_and_come_back_whole() -> None:
    quotes = [{"price": 1.0, "at": "a"}, {"price": 1.5, "at": "a"}, {"price": 1.5, "bid": 1.4}]
    topic = Topic(state=quotes[0], there=True, events=[(1_000, quotes[1]), (2_500, quotes[2])])
    recorded = topic.as_json(sparse=True)
    assert recorded["events"] == [[1_000, {"price": 1.5}, 1], [2_500, quotes[2]]]
    assert _played(recorded) == quotes[1:]


def test_of_a_busy_topic_the_newest_of_each_second_is_kept() -> None:
    events = [(at, {"price": at}) for at in range(0, 3_000, 100)]
    recorded = Topic(state={"price": -1}, there=True, events=events).as_json(sparse=True)
    prices = [one["price"] for one in _played(recorded)]
    assert len(prices) == 4
    assert prices[-1] == 2_900
    whole = Topic(state={"price": -1}, there=True, events=events).as_json(sparse=False)
    assert len(_played(whole)) == len(events)
