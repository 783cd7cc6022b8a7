"""Every provider with its key, budget and last calls, for the Settings screen."""

from django.conf import settings

from apps.accounts.provider_keys import provider_key_infos, provider_key_stored
from apps.accounts.types import KeyInfo
from apps.core.errors import NotFoundError
from apps.core.typed.hints import shallow
from apps.instruments.types import ProviderNote
from apps.providers.answers import ProviderState, ProviderStatus, Quota
from apps.providers.keys import with_environment
from apps.providers.notes import provider_notes
from apps.providers.registry import FACTORIES
from apps.providers.shared.base import Provider
from apps.providers.shared.budget import Budget


def provider_names() -> tuple[str, ...]:
    """Return every provider there is an adapter for, in the order of asking, the others last."""
    asked = [name for name in settings.PROVIDER_ORDER if name in FACTORIES]
    return tuple(dict.fromkeys([*asked, *FACTORIES]))


def provider_statuses() -> tuple[ProviderStatus, ...]:
    """Return all providers."""
    keys, notes = provider_key_infos(), provider_notes()
    return tuple(_status(name, keys.get(name), notes.get(name)) for name in provider_names())


def provider_known(name: str) -> str:
    """Return a provider's name if there is an adapter for it."""
    if name not in FACTORIES:
        raise NotFoundError(
            f"There is no provider {name[:40]!r}. Those there are: {', '.join(provider_names())}.",
            code="unknown_provider",
        )
    return name


def provider_made(name: str) -> Provider:
    """Return a provider's adapter with the key that counts now."""
    return FACTORIES[name](with_environment(provider_key_stored)(name))


def is_enabled(name: str) -> bool:
    """Return whether this mode and these settings let a provider be asked."""
    if name not in settings.PROVIDER_ORDER:
        return False
    return settings.SIGHTLINE_MODE == "live" or name in settings.CHOSEN_PROVIDERS


def _status(name: str, key: KeyInfo | None, note: ProviderNote | None) -> ProviderStatus:
    order = tuple(settings.PROVIDER_ORDER)
    capabilities = FACTORIES[name]("").capabilities
    quotas = Budget(name, capabilities.limits).quotas()
    return ProviderStatus(
        name=name,
        title=capabilities.title or name.title(),
        place=order.index(name) + 1 if name in order else None,
        state=_hindrance(name, key, quotas) or _last_call(note),
        needs_key=capabilities.needs_key,
        key_site=capabilities.key_site,
        asset_classes=capabilities.asset_classes,
        key=key,
        quotas=quotas,
        **({} if note is None else shallow(note)),
    )


def _hindrance(name: str, key: KeyInfo | None, quotas: tuple[Quota, ...]) -> ProviderState | None:
    """Return what keeps a provider from being asked, in one word."""
    if not is_enabled(name):
        return "off"
    if FACTORIES[name]("").capabilities.needs_key and (key is None or not key.readable):
        return "needs_key"
    return "used_up" if any(quota.used >= quota.limit for quota in quotas) else None


def _last_call(note: ProviderNote | None) -> ProviderState:
    if note is None:
        return "ready"
    return "failing" if note.cause else "working"
