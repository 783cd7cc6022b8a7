"""A base URL may be a bare host, carry a path, or end in `/stream` or `/ws`."""

import pytest

from apps.providers.binance.address import later_streams, stream_names, stream_url

TWO = ["btcusdt@aggTrade", "ethusdt@aggTrade"]


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("ws://h:1", "ws://h:1/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade"),
        ("ws://h:1/", "ws://h:1/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade"),
        ("ws://h:1/stream", "ws://h:1/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade"),
        ("ws://h:1/ws", "ws://h:1/ws/btcusdt@aggTrade/ethusdt@aggTrade"),
        ("wss://h/market", "wss://h/market/stream?streams=btcusdt@aggTrade/ethusdt@aggTrade"),
    ],
)
def test_stream_url(base: str, url: str) -> None:
    assert stream_url(base, TWO) == url


def test_names_are_lower_case() -> None:
    assert stream_names(["BTCUSDT", "AAPL"]) == ["btcusdt@aggTrade", "aapl@aggTrade"]


def test_what_the_url_cannot_hold_comes_in_portions() -> None:
    streams = [str(number) for number in range(450)]
    assert stream_url("ws://h", streams).count("/") == 3 + 199
    assert [len(portion) for portion in later_streams(streams)] == [200, 50]
