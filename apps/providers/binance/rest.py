"""Binance's REST: pages of trades, finished bars, symbols; every failure is a typed error."""

from typing import Any, Final

import httpx
import orjson

from apps.core.outbound.http import OutboundError, async_client
from apps.core.outbound.pauses import retry_after_s
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnavailableError,
)

NAME: Final = "binance"
_LIMITED: Final = frozenset({418, 429})
_WAIT_S: Final = 5.0  # where the venue names none


class BinanceRest:
    """Calls of one venue over one kept-alive client; `close` it at the end."""

    def __init__(self) -> None:
        self._client: httpx.AsyncClient | None = None

    async def rows(self, path: str, **params: str | int) -> list[Any]:
        """Ask for a list.

        Raises
        ------
        ProviderError
            The venue limits, refuses, fails, is away, or answers something that is not a list.
        """
        content = await self._get(path, params)
        if not isinstance(content, list):
            raise ProviderAnswerError(NAME, f"{path} answered {_excerpt(content)}, not a list.")
        return content

    async def symbols(self) -> tuple[str, ...]:
        """Ask which symbols trade now."""
        path = "/fapi/v1/exchangeInfo"
        content = await self._get(path, {})
        try:
            return tuple(
                str(one["symbol"]) for one in content["symbols"] if one["status"] == "TRADING"
            )
        except (KeyError, TypeError) as error:
            raise ProviderAnswerError(NAME, f"{path} answered {_excerpt(content)}.") from error

    async def close(self) -> None:
        """Close the client's connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _get(self, path: str, params: dict[str, str | int]) -> Any:
        if self._client is None:
            self._client = async_client(NAME)
        try:
            response = await self._client.get(path, params=params)
        except OutboundError as error:
            raise ProviderUnavailableError(NAME, error.detail) from error
        except httpx.HTTPError as error:
            raise ProviderUnavailableError(NAME, f"{path} failed: {error!r}.") from error
        if response.status_code != 200:
            raise _refusal(path, response)
        try:
            return orjson.loads(response.content)
        except orjson.JSONDecodeError as error:
            raise ProviderAnswerError(
                NAME, f"{path} answered {_excerpt(response.text)}, not JSON."
            ) from error


def _refusal(path: str, response: httpx.Response) -> ProviderError:
    status = response.status_code
    cause = f"{path} answered {status}: {_excerpt(response.text)}"
    if status in _LIMITED:
        asked = retry_after_s(response.headers.get("Retry-After"))
        return ProviderLimitError(NAME, cause, retry_after_s=_WAIT_S if asked is None else asked)
    if status >= 500:
        return ProviderUnavailableError(NAME, cause)
    return ProviderRefusedError(
        NAME, cause, fix="Check the symbol and the base URL.", retryable=False
    )


def _excerpt(content: object) -> str:
    return repr(content)[:120]
