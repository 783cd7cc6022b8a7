"""Careful use of yfinance: one session a process, its caches in our folder, our errors."""

import atexit
import os
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from apps.core.errors import ProblemError
from apps.providers.shared.base import (
    ProviderAnswerError,
    ProviderError,
    ProviderLimitError,
    ProviderUnavailableError,
)
from apps.providers.shared.rest import LATER
from apps.providers.yahoo.terms import NAME

if TYPE_CHECKING:
    from pandas import DataFrame

    from apps.providers.yahoo.session import YahooSession

# The library keeps its session in a singleton: two threads would judge each other's answers.
_LOCK: Final = Lock()


def chart(
    symbol: str, interval: str, start: date, timeout_s: float
) -> tuple["DataFrame | None", dict[str, Any]]:
    """Return the library's bars from a date to now (None when there are none), and Yahoo's words.

    Raises
    ------
    ProviderError
        Yahoo limits, refuses, fails, is away, or answers another shape.
    """
    with _session(timeout_s) as session:
        from yfinance import Ticker  # noqa: PLC0415  takes a second, which few processes need
        from yfinance.exceptions import YFPricesMissingError  # noqa: PLC0415

        frame: DataFrame | None = None
        # Missing: a listed symbol without a trade in that time; the answer passed the door.
        with suppress(YFPricesMissingError):
            # Prices divided by later splits, not by dividends: see `raw_of_split_adjusted`.
            frame = Ticker(symbol, session=session).history(
                interval=interval, start=start, auto_adjust=False, repair=False, actions=False
            )
        result: dict[str, Any] = session.document["chart"]["result"][0]
        return frame, result


def search(text: str, count: int, timeout_s: float) -> list[dict[str, Any]]:
    """Return Yahoo's matches of a part of a name."""
    with _session(timeout_s) as session:
        from yfinance import Search  # noqa: PLC0415  takes a second

        found = Search(text, max_results=count, news_count=0, lists_count=0, session=session)
        return list(found.quotes)


@contextmanager
def _session(timeout_s: float) -> Iterator["YahooSession"]:
    from curl_cffi.requests.exceptions import RequestException  # noqa: PLC0415  brings curl
    from yfinance.data import YfData  # noqa: PLC0415
    from yfinance.exceptions import YFRateLimitError  # noqa: PLC0415

    with _LOCK:
        session = _door(settings.OUTBOUND_SERVICES[NAME], timeout_s)
        # The library would answer a repeated question from memory, also when the prices moved.
        YfData(session=session).cache_get.cache_clear()
        try:
            yield session
        except (ProviderError, ProblemError):
            raise
        except YFRateLimitError as error:
            raise ProviderLimitError(NAME, "It asks to slow down.", fix=LATER) from error
        except RequestException as error:
            raise ProviderUnavailableError(NAME, f"It does not answer: {error}.") from error
        # Whatever a body that passed the door still makes the library stumble over.
        except Exception as error:
            raise ProviderAnswerError(
                NAME, f"Its answer cannot be read: {error!r:.160}.", fix=LATER
            ) from error


@cache
def _door(_base: str, timeout_s: float) -> "YahooSession":
    """Return the process's session for an address; the library is set up at its first use."""
    from yfinance import config, set_tz_cache_location  # noqa: PLC0415

    from apps.providers.yahoo.session import YahooSession  # noqa: PLC0415

    # Its files are SQLite without our settings: processes must not share them.
    folder = settings.PROVIDER_CACHE_DIR / f"yahoo-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    set_tz_cache_location(str(folder))
    config.debug.hide_exceptions = False
    # Of its own use of pandas; the library asks Python to show them.
    warnings.filterwarnings("ignore", category=DeprecationWarning, module="yfinance")
    return YahooSession(timeout_s=timeout_s)
