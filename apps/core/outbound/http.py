"""Every call to the outside: named services only, no redirects, bounded time and size, a breaker.

A service's base URL is a setting (`OUTBOUND_SERVICES`), so nobody who uses the product can point
a request elsewhere; webhooks have their own rules in the alerts app.
"""

from functools import cache
from typing import Final

import httpx
from django.conf import settings
from typing_extensions import override

from apps.core.errors import UnavailableError
from apps.core.outbound.breaker import Breaker
from apps.core.outbound.pauses import retry_after_s

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
MAX_BYTES: Final = 32 * 1024 * 1024


class OutboundError(UnavailableError):
    """An outside service that cannot be asked now, with the reason."""

    default_code = "provider_unavailable"


@cache
def breaker(name: str) -> Breaker:  # noqa: ARG001  the cache keys on it
    """Return the process's breaker of a service."""
    return Breaker()


def client(name: str, timeout: httpx.Timeout = TIMEOUT) -> httpx.Client:
    """Return a client of a named service; paths are relative to its base URL."""
    base = _base(name)
    transport = _Guarded(name, base)
    return httpx.Client(base_url=base, transport=transport, timeout=timeout)


def async_client(name: str, timeout: httpx.Timeout = TIMEOUT) -> httpx.AsyncClient:
    """Return a client of a named service for the running event loop."""
    base = _base(name)
    transport = _AsyncGuarded(name, base)
    return httpx.AsyncClient(base_url=base, transport=transport, timeout=timeout)


def _base(name: str) -> str:
    services: dict[str, str] = settings.OUTBOUND_SERVICES
    if not services.get(name):
        raise OutboundError(f"No base URL is set for the service {name}.")
    return services[name]


def _origin(url: httpx.URL) -> tuple[str, bytes, int | None]:
    """Return what a request connects to; another port of the same host is another service."""
    return url.scheme, url.raw_host, url.port


class _Rules:
    """What holds for every request, whichever way it is sent."""

    def __init__(self, name: str, base: str) -> None:
        self._name = name
        self._origin = _origin(httpx.URL(base))
        self._breaker = breaker(name)

    def _check(self, request: httpx.Request) -> None:
        if _origin(request.url) != self._origin:
            raise OutboundError(f"{request.url.host} is not {self._name}'s host; refused.")
        if not self._breaker.allows():
            until = self._breaker.state().retry_at
            raise OutboundError(
                f"{self._name} failed repeatedly; it is asked again at {until:%H:%M:%S} UTC.",
                retryable=True,
            )

    def _judge(self, response: httpx.Response) -> None:
        status = response.status_code
        wait = retry_after_s(response.headers.get("Retry-After"))
        if (status in {418, 429} and wait is not None) or status >= 500:
            self._breaker.failed(pause_s=wait)
        else:
            self._breaker.succeeded()
        if int(response.headers.get("Content-Length") or 0) > MAX_BYTES:
            raise self._too_long()

    def _too_long(self) -> OutboundError:
        return OutboundError(f"{self._name} answered more than {MAX_BYTES:,} bytes; refused.")

    def _away(self, error: httpx.TransportError) -> OutboundError:
        self._breaker.failed()
        return OutboundError(f"{self._name} does not answer: {error!r}.", retryable=True)


class _Guarded(_Rules, httpx.HTTPTransport):
    def __init__(self, name: str, base: str) -> None:
        _Rules.__init__(self, name, base)
        httpx.HTTPTransport.__init__(self)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        self._check(request)
        try:
            response = super().handle_request(request)
            body = b""
            for chunk in response.iter_raw():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise self._too_long()
        except httpx.TransportError as error:
            raise self._away(error) from error
        self._judge(response)
        return httpx.Response(response.status_code, headers=response.headers, content=body)


class _AsyncGuarded(_Rules, httpx.AsyncHTTPTransport):
    def __init__(self, name: str, base: str) -> None:
        _Rules.__init__(self, name, base)
        httpx.AsyncHTTPTransport.__init__(self)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self._check(request)
        try:
            response = await super().handle_async_request(request)
            body = b""
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise self._too_long()
        except httpx.TransportError as error:
            raise self._away(error) from error
        self._judge(response)
        return httpx.Response(response.status_code, headers=response.headers, content=body)
