"""Guarded calls of a provider's REST, and the one table from answers to typed errors."""

from collections.abc import Mapping
from typing import Any, Final

import httpx
import orjson

from apps.core.outbound.http import OutboundError, client
from apps.core.outbound.pauses import retry_after_s
from apps.core.redact import redacted
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnavailableError,
    ProviderUnknownSymbolError,
)
from apps.providers.shared.budget import Budget

TIMEOUT_S: Final = 15.0
_DEFAULT_WAIT_S: Final = 60.0
_LIMITED: Final = frozenset({418, 429})
_KEY_REFUSED: Final = frozenset({401, 403})
LATER: Final = "Try again later; other providers are asked meanwhile."


class ProviderRest:
    """Calls of one provider, each within its budget.

    Parameters
    ----------
    name : str
        The provider's name, also in OUTBOUND_SERVICES.
    budget : Budget
        Spent once a call.
    key : str
        Never shown: it is cut out of whatever a provider echoes.
    timeout_s : float
        Of a whole answer's parts.
    headers : mapping
        Sent with each call.
    """

    def __init__(
        self,
        name: str,
        *,
        budget: Budget,
        key: str = "",
        timeout_s: float = TIMEOUT_S,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._name = name
        self._budget = budget
        self._key = key
        self._timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, 5.0))
        self._headers = dict(headers or {})

    def json(self, path: str, params: Mapping[str, str | int], *, symbol: str = "") -> Any:
        """Ask for a JSON document.

        With a symbol a status of 404 says that the provider does not know it.

        Raises
        ------
        ProviderError
            The budget is spent, or the provider limits, refuses, fails, is away or answers no JSON.
        """
        self._budget.spend()
        try:
            with client(self._name, self._timeout) as http:
                response = http.get(path, params=dict(params), headers=self._headers)
        except OutboundError as error:
            raise ProviderUnavailableError(self._name, self._away(error), fix=LATER) from error
        except httpx.HTTPError as error:
            raise ProviderUnavailableError(
                self._name, f"{path} failed: {error!r}.", fix=LATER
            ) from error
        if symbol and response.status_code == 404:
            raise ProviderUnknownSymbolError(self._name, symbol)
        if response.status_code != 200:
            raise status_error(
                self._name,
                response.status_code,
                f"{path} answered {response.status_code}: {self.excerpt(response.text)}.",
                response.headers.get("Retry-After", ""),
            )
        return self._document(path, response)

    def excerpt(self, content: object) -> str:
        """Return the beginning of what came, without the key."""
        text = content if isinstance(content, str) else repr(content)
        if self._key:
            text = text.replace(self._key, "[hidden]")
        return redacted(" ".join(text.split()))[:160].rstrip(".")

    def unexpected(self, path: str, content: object) -> ProviderAnswerError:
        """Return the error of a document that is not of the expected shape."""
        return ProviderAnswerError(
            self._name, f"{path} answered another shape: {self.excerpt(content)}.", fix=LATER
        )

    def _away(self, error: OutboundError) -> str:
        """Return why nothing came, in words."""
        if isinstance(error.__cause__, httpx.TimeoutException):
            return f"It did not answer within {self._timeout.read:g} s."
        if isinstance(error.__cause__, httpx.ConnectError):
            return "It cannot be reached."
        return error.detail

    def _document(self, path: str, response: httpx.Response) -> Any:
        try:
            return orjson.loads(response.content)
        except orjson.JSONDecodeError as error:
            raise ProviderAnswerError(
                self._name, f"{path} answered no JSON: {self.excerpt(response.text)}.", fix=LATER
            ) from error


def status_error(provider: str, status: int, cause: str, wait: str = "") -> ProviderError:
    """Return the typed error of an HTTP status."""
    if status in _LIMITED:
        asked = retry_after_s(wait)
        seconds = _DEFAULT_WAIT_S if asked is None else asked
        fix = f"It may be asked again in {seconds:.0f} s; other providers are asked meanwhile."
        return ProviderLimitError(provider, cause, fix=fix, retry_after_s=seconds)
    if status >= 500:
        return ProviderUnavailableError(provider, cause, fix=LATER)
    if status in _KEY_REFUSED:
        return ProviderRefusedError(
            provider,
            cause,
            fix="Check the provider's key in Settings and what its plan allows.",
            retryable=False,
        )
    return ProviderRefusedError(
        provider, cause, fix="Check the symbol and the provider's address.", retryable=False
    )
