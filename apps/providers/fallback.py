"""Ask one provider after another; whoever asked sees what each of them said."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final, Generic, TypeVar

from apps.core.clock import now
from apps.core.errors import UnavailableError
from apps.instruments.types import Attempt
from apps.providers.shared.base import Provider, ProviderError, ProviderUnknownSymbolError

ASKED = TypeVar("ASKED", bound=Provider)
VALUE = TypeVar("VALUE")
MAX_RETRY_AFTER_S: Final = 86_400.0


@dataclass(frozen=True, slots=True)
class Answered(Generic[VALUE]):
    """A value with who gave it and when, and who was asked before in vain.

    `stale` is true for an earlier answer that stands in while no provider answers.
    """

    value: VALUE
    provider: str
    as_of: datetime
    tried: tuple[Attempt, ...] = ()
    stale: bool = False


class AllProvidersFailedError(UnavailableError):
    """No provider answered; `tried` holds what each of them said."""

    default_code = "providers_failed"
    default_title = "No provider answered"

    def __init__(self, tried: Sequence[Attempt]) -> None:
        self.tried = tuple(tried)
        self.unknown_symbol = bool(tried) and all(one.unknown_symbol for one in tried)
        waits = [one.retry_after_s for one in tried if one.retry_after_s is not None]
        wait = min(*waits, MAX_RETRY_AFTER_S) if waits else None
        super().__init__(
            " ".join(_sentence(one) for one in tried) or _NOBODY,
            # Where nobody is set up to be asked, waiting changes nothing: 409 and not 503.
            status=404 if self.unknown_symbol else 0 if self.tried else 409,
            code="unknown_symbol" if self.unknown_symbol else "",
            retryable=any(one.retryable for one in tried),
            headers={} if wait is None else {"Retry-After": str(max(1, round(wait)))},
            extra={"tried": [asdict(one) for one in tried]},
        )


_NOBODY: Final = (
    "No provider is set for this. Start with SIGHTLINE_MODE=live, or enter a provider's key."
)


def first_answer(chain: Sequence[ASKED], call: Callable[[ASKED], VALUE]) -> Answered[VALUE]:
    """Return the first answer along the chain.

    Raises
    ------
    AllProvidersFailedError
        Every provider failed, or there is none.
    """
    tried: list[Attempt] = []
    for provider in chain:
        try:
            value = call(provider)
        except ProviderError as error:
            tried.append(attempt_of(error))
        else:
            return Answered(value, provider.name, now(), tuple(tried))
    raise AllProvidersFailedError(tried)


def attempt_of(error: ProviderError) -> Attempt:
    """Return what a screen shows of a failure."""
    return Attempt(
        error.provider,
        error.cause,
        error.fix,
        error.retryable,
        error.retry_after_s,
        isinstance(error, ProviderUnknownSymbolError),
    )


def _sentence(one: Attempt) -> str:
    return f"{one.provider}: {one.cause} {one.fix}".strip()
