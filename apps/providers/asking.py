"""Asking providers for an instrument: who is asked, in which order, and what is not taken.

Keys are read at each call, so one that is entered in Settings counts at once.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from apps.accounts.provider_keys import provider_key_stored
from apps.instruments.types import AssetClass, Attempt, Instrument
from apps.providers.fallback import (
    AllProvidersFailedError,
    Answered,
    attempt_of,
    first_answer,
)
from apps.providers.notes import note_failures, note_success
from apps.providers.registry import history_chain, quote_chain, search_chain
from apps.providers.shared.base import (
    HistoryProvider,
    Provider,
    ProviderAnswerError,
    ProviderError,
    ProviderHistory,
    ProviderMatch,
    ProviderQuote,
    QuoteProvider,
)
from apps.providers.shared.budget import Budget

ASKED = TypeVar("ASKED", bound=Provider)
VALUE = TypeVar("VALUE")
MANY: Final = 10
"""Calls a minute, from which on prices may be asked for as well."""
SHORTEST_S: Final = 60
"""Of a limit by the second the next call simply waits."""


@dataclass(frozen=True, slots=True)
class Found:
    """Matches of a search, and who was asked in vain."""

    matches: tuple[ProviderMatch, ...]
    tried: tuple[Attempt, ...]
    asked: tuple[str, ...]


def has_provider(asset_class: AssetClass) -> bool:
    """Return whether anybody can be asked for bars of such an instrument."""
    return bool(history_chain(asset_class, provider_key_stored))


def history_fetch(*, instrument: Instrument, start: date, end: date) -> Answered[ProviderHistory]:
    """Return raw daily bars and actions of [start, end] from the first provider that answers.

    Raises
    ------
    AllProvidersFailedError
        Naming what each of them said.
    """
    chain = _first(history_chain(instrument.asset_class, provider_key_stored), instrument)

    def call(provider: HistoryProvider) -> ProviderHistory:
        received = provider.daily(instrument.symbol, start, end)
        _check_currency(provider.name, received.bars.currency, instrument)
        return received

    return _noted(chain, call)


def second_fetch(
    *, instrument: Instrument, start: date, end: date, resting: Collection[str] = ()
) -> Answered[ProviderHistory]:
    """Return the same days as `history_fetch` by a provider that the stored bars are not from.

    A provider is asked while half of its calls are left: bars go before opinions about them.

    Parameters
    ----------
    instrument : Instrument
        Its `source` is where the stored bars came from.
    start, end : date
        The days.
    resting : collection of str
        Providers that are not asked now.

    Raises
    ------
    AllProvidersFailedError
        Naming what each of them said; nobody when there is no other or none may be asked now.
    """
    chain = [one for one in _others(instrument) if one.name not in resting and has_spare_calls(one)]

    def call(provider: HistoryProvider) -> ProviderHistory:
        received = provider.daily(instrument.symbol, start, end)
        _check_currency(provider.name, received.bars.currency, instrument)
        return received

    return _noted(chain, call)


def has_second(instrument: Instrument) -> bool:
    """Return whether another provider than that of an instrument's bars could be asked."""
    return bool(_others(instrument))


def has_spare_calls(provider: Provider) -> bool:
    """Return whether at most half of a provider's calls are used; those of a second come back."""
    quotas = Budget(provider.name, provider.capabilities.limits).quotas()
    return all(one.used <= one.limit // 2 for one in quotas if one.period_s >= SHORTEST_S)


def _others(instrument: Instrument) -> list[HistoryProvider]:
    chain = history_chain(instrument.asset_class, provider_key_stored)
    return [one for one in chain if one.name != instrument.source]


def quote_fetch(*, instrument: Instrument) -> Answered[ProviderQuote]:
    """Return the latest price from the first provider that answers.

    Providers with few calls keep them for bars, and are not asked.

    Raises
    ------
    AllProvidersFailedError
        Naming what each of them said.
    """
    chain = [
        one
        for one in quote_chain(instrument.asset_class, provider_key_stored)
        if all(limit.calls * 60 >= MANY * limit.period_s for limit in one.capabilities.limits)
    ]

    def call(provider: QuoteProvider) -> ProviderQuote:
        received = provider.quote(instrument.symbol)
        _check_currency(provider.name, received.currency, instrument)
        return received

    return _noted(_first(chain, instrument), call)


def matches_fetch(*, text: str, only: str = "") -> Found:
    """Return what providers find, best first.

    Each kind of instrument is looked up at the first provider that knows the kind and finds
    something: a provider is asked only for kinds that nobody before it answered for.
    """
    found: dict[str, ProviderMatch] = {}
    tried: list[Attempt] = []
    asked: list[str] = []
    answered: set[AssetClass] = set()
    for provider in search_chain(provider_key_stored):
        kinds = set(provider.capabilities.asset_classes)
        if (only and provider.name != only) or kinds <= answered:
            continue
        asked.append(provider.name)
        try:
            matches = provider.search(text)
        except ProviderError as error:
            tried.append(attempt_of(error))
            continue
        note_success(provider.name)
        for match in matches:
            found.setdefault(match.symbol, match)
        if matches and provider.capabilities.knows_all:
            answered |= kinds
    note_failures(tried)
    return Found(tuple(found.values()), tuple(tried), tuple(asked))


def _noted(chain: Sequence[ASKED], call: Callable[[ASKED], VALUE]) -> Answered[VALUE]:
    try:
        answered = first_answer(chain, call)
    except AllProvidersFailedError as error:
        note_failures(error.tried)
        raise
    note_success(answered.provider)
    note_failures(answered.tried)
    return answered


def _first(chain: Sequence[ASKED], instrument: Instrument) -> tuple[ASKED, ...]:
    return tuple(sorted(chain, key=lambda provider: provider.name != instrument.provider))


def _check_currency(provider: str, currency: str, instrument: Instrument) -> None:
    """Refuse prices of another listing: they must never share a series.

    Raises
    ------
    ProviderAnswerError
        Naming both currencies.
    """
    if currency and currency != instrument.currency:
        raise ProviderAnswerError(
            provider,
            f"It has {instrument.symbol} in {currency}, and the bars here are in "
            f"{instrument.currency}.",
            fix="Choose another provider for this symbol.",
            retryable=False,
        )
