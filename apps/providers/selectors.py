"""Every provider with its key, budget and last calls, for the Settings screen."""

from dataclasses import dataclass

from django.conf import settings

from apps.accounts.provider_keys import provider_key_infos, provider_key_stored
from apps.accounts.types import KeyInfo
from apps.core.errors import NotFoundError
from apps.instruments.types import ProviderNote
from apps.providers.keys import with_environment
from apps.providers.notes import provider_notes
from apps.providers.registry import FACTORIES
from apps.providers.shared.base import Provider
from apps.providers.shared.budget import Budget, Quota


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """A provider as the Settings screen shows it; `place` counts from 1 in the order of asking."""

    name: str
    title: str
    place: int | None
    enabled: bool
    needs_key: bool
    key_site: str
    asset_classes: tuple[str, ...]
    key: KeyInfo | None
    quotas: tuple[Quota, ...]
    note: ProviderNote | None

    @property
    def state(self) -> str:
        """What keeps it from being asked, or how its last call went, in one word."""
        if not self.enabled:
            return "off"
        if self.needs_key and (self.key is None or not self.key.readable):
            return "needs_key"
        if any(quota.used >= quota.limit for quota in self.quotas):
            return "used_up"
        if self.note is None:
            return "ready"
        return "failing" if self.note.cause else "working"


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
    return ProviderStatus(
        name=name,
        title=capabilities.title or name.title(),
        place=order.index(name) + 1 if name in order else None,
        enabled=is_enabled(name),
        needs_key=capabilities.needs_key,
        key_site=capabilities.key_site,
        asset_classes=capabilities.asset_classes,
        key=key,
        quotas=Budget(name, capabilities.limits).quotas(),
        note=note,
    )
