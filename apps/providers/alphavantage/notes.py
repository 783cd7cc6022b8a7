"""What Alpha Vantage says with status 200 instead of data."""

from collections.abc import Mapping
from typing import Any, Final

from apps.providers.alphavantage.terms import NAME
from apps.providers.shared.base import (
    ProviderError,
    ProviderLimitError,
    ProviderRefusedError,
    ProviderUnknownSymbolError,
)

_SHORT_WAIT_S: Final = 60.0
_LONG_WAIT_S: Final = 3_600.0


class PremiumOnlyError(ProviderRefusedError):
    """The function, or the length asked for, is part of a paid plan."""


def note_error(content: Mapping[str, Any], symbol: str, said: str) -> ProviderError | None:
    """Return the error that an answer is, if it is one; `said` is its text without the key."""
    if "Error Message" in content:
        if "apikey" in str(content["Error Message"]):
            return ProviderRefusedError(
                NAME, f"It says: {said}.", fix="Check the key in Settings.", retryable=False
            )
        return ProviderUnknownSymbolError(NAME, symbol)
    words = str(content.get("Information") or content.get("Note") or "")
    if not words:
        return None
    # A limit's note speaks of premium plans and endpoints too, to sell them.
    if "is a premium" in words:
        return PremiumOnlyError(
            NAME, f"It says: {said}.", fix="Use a key of a paid plan.", retryable=False
        )
    return ProviderLimitError(
        NAME,
        f"It says: {said}.",
        fix="Wait for the limit to pass; other providers are asked meanwhile.",
        retry_after_s=_wait(words),
    )


def _wait(words: str) -> float:
    """Return how long to wait: the note on bursts names the day's limit as well."""
    return _LONG_WAIT_S if "per day" in words and "sparingly" not in words else _SHORT_WAIT_S
