"""Trying out a data provider."""

from typing import Final

from django.conf import settings

from apps.accounts.models import User
from apps.accounts.provider_keys import require_owner
from apps.core.errors import ConflictError
from apps.providers.answers import TestCall
from apps.providers.fallback import attempt_of
from apps.providers.notes import note_failures, note_success
from apps.providers.selectors import is_enabled, provider_made
from apps.providers.shared.base import ProviderError, QuoteProvider, SearchProvider

_QUESTION: Final = {"binance": "BTCUSDT"}
_USUALLY: Final = "IBM"
_DEMO: Final = "This provider is not asked in demo mode. Start with SIGHTLINE_MODE=live."
_LEFT_OUT: Final = "This provider is not asked. Name it in SIGHTLINE_PROVIDERS."
_NO_FOLDER: Final = "No folder of CSV files is set. Start with SIGHTLINE_CSV_DIR."


def provider_test(*, user: User, name: str) -> TestCall:
    """Ask a provider something small with the key that counts now; it costs one call.

    Raises
    ------
    ConflictError
        `provider_off`: this mode or these settings keep it from being asked.
    """
    require_owner(user=user)
    if not is_enabled(name):
        raise ConflictError(_why_off(name), code="provider_off")
    provider, text = provider_made(name), _QUESTION.get(name, _USUALLY)
    try:
        if isinstance(provider, SearchProvider):
            provider.search(text)
        elif isinstance(provider, QuoteProvider):
            provider.quote(text)
    except ProviderError as error:
        attempt = attempt_of(error)
        note_failures([attempt])
        return TestCall(ok=False, cause=attempt.cause, fix=attempt.fix)
    note_success(name)
    return TestCall(ok=True)


def _why_off(name: str) -> str:
    if name == "csv" and settings.CSV_FOLDER is None:
        return _NO_FOLDER
    return _DEMO if name in settings.PROVIDER_ORDER else _LEFT_OUT
