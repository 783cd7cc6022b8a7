"""The one door of yfinance to the network: our hosts, limits and breaker; typed errors.

The library takes any curl session. This one judges each answer before the library sees it, because
the library reads a refused, cut or foreign body as "no data".
"""

from typing import Any, Final
from urllib.parse import unquote, urlsplit

import orjson
from curl_cffi.const import CurlOpt
from curl_cffi.requests import Response, Session
from curl_cffi.requests.exceptions import ConnectionError as CurlConnectionError
from curl_cffi.requests.exceptions import RequestException, Timeout
from django.conf import settings
from typing_extensions import override

from apps.core.outbound.http import MAX_BYTES, OutboundError, breaker
from apps.core.outbound.pauses import retry_after_s
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderRefusedError,
    ProviderUnavailableError,
    ProviderUnknownSymbolError,
)
from apps.providers.shared.budget import Budget
from apps.providers.shared.rest import LATER, status_error
from apps.providers.shared.symbols import from_yahoo
from apps.providers.yahoo.terms import CAPABILITIES, NAME

CHART: Final = "/v8/finance/chart/"
SEARCH: Final = "/v1/finance/search"
_HOST: Final = ".yahoo.com"
_COOKIE_TIMEOUT_S: Final = 5.0
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class YahooSession(Session[Response]):
    """A browser-like session that keeps to Yahoo's hosts, or to the address that is set.

    Parameters
    ----------
    timeout_s : float
        Of a call, whatever the library asks for.
    """

    def __init__(self, *, timeout_s: float) -> None:
        base: str = settings.OUTBOUND_SERVICES[NAME]
        host = urlsplit(base).hostname or ""
        super().__init__(
            impersonate="chrome",
            allow_redirects=False,
            # A proxy of the environment is for the outside; it cannot reach this machine.
            trust_env=host not in _LOOPBACK,
            curl_options={CurlOpt.MAXFILESIZE_LARGE: MAX_BYTES},
        )
        self._base = "" if host.endswith(_HOST) else base
        self._budget = Budget(NAME, CAPABILITIES.limits)
        self._timeout_s = timeout_s
        self._breaker = breaker(NAME)
        self._refusals = 0
        self.document: dict[str, Any] = {}

    @override
    def request(self, method: Any, url: str, *args: Any, **kwargs: Any) -> Response:
        """Send one request; `document` keeps the last chart or search that came."""
        path = urlsplit(url).path
        data = path.startswith((CHART, SEARCH))
        kwargs["timeout"] = self._timeout_s if data else min(self._timeout_s, _COOKIE_TIMEOUT_S)
        kwargs["allow_redirects"] = False
        address = self._address(url)
        if not data:
            # Without taking the one try that an open breaker lets through: data needs it.
            self._refuse_while(waiting=self._breaker.state().open)
            return super().request(method, address, *args, **kwargs)
        self._refuse_while(waiting=not self._breaker.allows())
        self._budget.spend()
        try:
            response = super().request(method, address, *args, **kwargs)
        except RequestException as error:
            self._breaker.failed()
            raise ProviderUnavailableError(NAME, self._away(path, error), fix=LATER) from error
        self._judge(path, response)
        return response

    def _away(self, path: str, error: RequestException) -> str:
        """Return why nothing came, in words."""
        if isinstance(error, Timeout):
            return f"It did not answer within {self._timeout_s:g} s."
        if isinstance(error, CurlConnectionError):
            return "It cannot be reached."
        return f"{path} failed: {_first_line(error)}."

    def _address(self, url: str) -> str:
        parts = urlsplit(url)
        if not (parts.hostname or "").endswith(_HOST):
            raise OutboundError(f"{parts.hostname} is not a host of {NAME}; refused.")
        return f"{self._base}{parts.path or '/'}" if self._base else url

    def _refuse_while(self, *, waiting: bool) -> None:
        if waiting:
            until = self._breaker.state().retry_at
            raise ProviderUnavailableError(
                NAME, f"It failed repeatedly; it is asked again at {until:%H:%M:%S} UTC.", fix=LATER
            )

    def _judge(self, path: str, response: Response) -> None:
        """Raise what the answer means; a key's cookie is renewed by the library once."""
        status = response.status_code
        wait = response.headers.get("Retry-After") or ""
        if status in {401, 403} and not self._refusals:
            self._refusals += 1
            return
        self._refusals = 0
        if status == 429 or status >= 500:
            self._breaker.failed(pause_s=retry_after_s(wait))
            raise status_error(NAME, status, f"{path} answered {status}.", wait)
        self._breaker.succeeded()
        if status in {401, 403}:
            raise ProviderRefusedError(
                NAME,
                f"{path} answered {status}.",
                fix="Yahoo blocks this address for now; enter a key of another provider.",
            )
        self.document = _document(path, response)
        if path.startswith(CHART):
            _check_chart(path, status, self.document)


def _document(path: str, response: Response) -> dict[str, Any]:
    try:
        content = orjson.loads(response.content)
    except orjson.JSONDecodeError as error:
        raise ProviderAnswerError(
            NAME, f"{path} answered no JSON: {_excerpt(response)}.", fix=LATER
        ) from error
    wanted = "chart" if path.startswith(CHART) else "quotes"
    if not isinstance(content, dict) or wanted not in content:
        raise ProviderAnswerError(
            NAME, f"{path} answered another shape: {_excerpt(response)}.", fix=LATER
        )
    return content


def _check_chart(path: str, status: int, content: dict[str, Any]) -> None:
    chart = content["chart"]
    if isinstance(chart, dict) and isinstance(chart.get("error"), dict):
        raise _chart_error(path, chart["error"])
    try:
        meta = chart["result"][0]["meta"]
        known = isinstance(meta["exchangeTimezoneName"], str) and "indicators" in chart["result"][0]
    except (KeyError, TypeError, IndexError):
        known = False
    if status != 200 or not known:
        raise ProviderAnswerError(NAME, f"{path} answered a chart without content.", fix=LATER)


def _chart_error(path: str, error: dict[str, Any]) -> ProviderError:
    if error.get("code") == "Not Found":
        return ProviderUnknownSymbolError(NAME, from_yahoo(unquote(path[len(CHART) :])))
    said = str(error.get("description") or error.get("code"))[:160]
    return ProviderRefusedError(
        NAME, f"It says: {said}", fix="Ask for other dates.", retryable=False
    )


def _excerpt(response: Response) -> str:
    return repr(response.content[:120])


def _first_line(error: Exception) -> str:
    return str(error).partition(" See https")[0].rstrip(".")[:160]
