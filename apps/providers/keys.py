"""Keys of providers: the environment's first, else what a person entered in Settings."""

from django.conf import settings

from apps.providers.shared.base import KeyReader


def no_keys(_name: str) -> str:
    """Return no key, whoever is asked for."""
    return ""


def with_environment(given: KeyReader) -> KeyReader:
    """Return a reader that prefers the environment's keys."""

    def read(name: str) -> str:
        return settings.PROVIDER_KEYS.get(name) or given(name)

    return read
