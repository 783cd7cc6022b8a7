"""How each provider's calls go, written down for the Settings screen and the badge."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from apps.core import clock
from apps.core.redact import redacted
from apps.instruments.types import Attempt, ProviderNote
from apps.providers.models import ProviderState

_STEP: Final = timedelta(minutes=1)
"""A success is written down once a minute: a write for each call would be too many."""


def note_success(provider: str) -> None:
    """Note that a provider answered."""
    moment = clock.now()
    row = ProviderState.objects.filter(pk=provider).first()
    if row and not row.cause and row.succeeded_at and moment - row.succeeded_at < _STEP:
        return
    ProviderState.objects.update_or_create(
        pk=provider,
        defaults={"succeeded_at": moment, "cause": "", "fix": "", "retry_at": None},
    )


def note_failures(tried: Sequence[Attempt]) -> None:
    """Note why providers did not answer; not knowing a symbol is an answer."""
    moment = clock.now()
    for one in tried:
        if one.unknown_symbol:
            continue
        wait = one.retry_after_s
        ProviderState.objects.update_or_create(
            pk=one.provider,
            defaults={
                "failed_at": moment,
                "cause": redacted(one.cause),
                "fix": redacted(one.fix),
                "retry_at": None if wait is None else moment + timedelta(seconds=wait),
            },
        )


def provider_notes() -> dict[str, ProviderNote]:
    """Return the notes by provider."""
    return {
        row.provider: ProviderNote(
            row.succeeded_at, row.failed_at, row.cause, row.fix, row.retry_at
        )
        for row in ProviderState.objects.all()
    }
