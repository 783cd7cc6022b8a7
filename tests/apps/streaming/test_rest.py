"""Whatever the venue answers, the adapter gives data or a typed error with cause and retry."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pytest_django import Settings

from apps.core.outbound import http
from apps.providers.binance.venue import BinanceVenue
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnavailableError,
)

Reply = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def answering(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Callable[[Reply], Any]:
    def make(reply: Reply) -> BinanceVenue:
        http.breaker.cache_clear()
        monkeypatch.setattr(
            "apps.providers.binance.rest.async_client",
            lambda name: httpx.AsyncClient(
                base_url="http://venue.test", transport=httpx.MockTransport(reply)
            ),
        )
        return BinanceVenue(name="binance", ws_url="ws://venue.test", simulated=False)

    return make


@pytest.mark.parametrize(
    ("response", "error", "retryable"),
    [
        (httpx.Response(429, headers={"Retry-After": "7"}), ProviderLimitError, True),
        (httpx.Response(418), ProviderLimitError, True),
        (httpx.Response(500, text="oops"), ProviderUnavailableError, True),
        (httpx.Response(503), ProviderUnavailableError, True),
        (
            httpx.Response(400, json={"code": -1121, "msg": "Invalid symbol."}),
            ProviderRefusedError,
            False,
        ),
        (httpx.Response(200, text="<html>busy</html>"), ProviderAnswerError, True),
        (httpx.Response(200, json={"Note": "limit"}), ProviderAnswerError, True),
        (httpx.Response(200, text=""), ProviderAnswerError, True),
        (httpx.Response(200, text='[{"a":1'), ProviderAnswerError, True),
    ],
)
async def test_failures(
    answering: Callable[[Reply], BinanceVenue],
    response: httpx.Response,
    error: type[ProviderError],
    *,
    retryable: bool,
) -> None:
    venue = answering(lambda _: response)
    with pytest.raises(error) as caught:
        await venue.trades("BTCUSDT", from_id=1, limit=10)
    assert caught.value.retryable is retryable
    assert caught.value.provider == "binance"
    assert "/fapi/v1/aggTrades" in caught.value.cause
    await venue.close()


async def test_retry_after_is_passed_on(answering: Callable[[Reply], BinanceVenue]) -> None:
    venue = answering(lambda _: httpx.Response(429, headers={"Retry-After": "7"}))
    with pytest.raises(ProviderLimitError) as caught:
        await venue.newest("BTCUSDT")
    assert caught.value.retry_after_s == 7.0


async def test_a_timeout_is_unavailable(answering: Callable[[Reply], BinanceVenue]) -> None:
    def late(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("late", request=request)

    with pytest.raises(ProviderUnavailableError):
        await answering(late).symbols()


async def test_the_page_is_asked_by_id(answering: Callable[[Reply], BinanceVenue]) -> None:
    asked: list[httpx.URL] = []

    def reply(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json=[])

    assert (await answering(reply).trades("BTCUSDT", from_id=5, limit=1000)).ticks == ()
    assert asked[0].path == "/fapi/v1/aggTrades"
    assert dict(asked[0].params) == {"symbol": "BTCUSDT", "limit": "1000", "fromId": "5"}


async def test_bars_of_another_shape(answering: Callable[[Reply], BinanceVenue]) -> None:
    venue = answering(lambda _: httpx.Response(200, json=[[1, 2], "x"]))
    with pytest.raises(ProviderAnswerError):
        await venue.bars("BTCUSDT", "1m", start_us=0, end_us=60_000_000)


async def test_symbols_of_another_shape(answering: Callable[[Reply], BinanceVenue]) -> None:
    with pytest.raises(ProviderAnswerError):
        await answering(lambda _: httpx.Response(200, json=[])).symbols()
