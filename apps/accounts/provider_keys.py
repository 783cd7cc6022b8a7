"""Keys of data providers: one an installation, from the environment, else stored by its owner.

The environment goes first, as everywhere; a key that it hides is refused, not stored in vain. A
stored key is read from the database at each use, so that a new one counts at once in every process.
"""

from typing import Final

from django.conf import settings

from apps.accounts.models import ProviderKey, User
from apps.accounts.types import KeyInfo
from apps.accounts.vault import seal, unseal
from apps.core.clock import now
from apps.core.errors import ConflictError, NotFoundError, ProblemError

SHOWN: Final = 4
_SHORTEST_SHOWN: Final = 8
"""Of a shorter key four characters would be half of it or more."""


def _ending(secret: str) -> str:
    return secret[-SHOWN:] if len(secret) >= _SHORTEST_SHOWN else ""


def provider_key_stored(provider: str) -> str:
    """Return the stored key of a provider; empty when there is none that can be read."""
    row = ProviderKey.objects.filter(pk=provider).first()
    return (unseal(row.secret) if row is not None else None) or ""


def provider_key_infos() -> dict[str, KeyInfo]:
    """Return what people may know of every key that is there, by provider."""
    found = {
        row.provider: KeyInfo("stored", row.last_four, unseal(row.secret) is not None, row.set_at)
        for row in ProviderKey.objects.all()
    }
    keys: dict[str, str] = settings.PROVIDER_KEYS
    for name, secret in keys.items():
        if secret:
            found[name] = KeyInfo("environment", _ending(secret))
    return found


def provider_key_set(*, user: User, provider: str, secret: str) -> None:
    """Store or replace a provider's key.

    Raises
    ------
    ConflictError
        `key_in_environment`: the environment has one, which goes first.
    """
    require_owner(user=user)
    if settings.PROVIDER_KEYS.get(provider):
        raise ConflictError(
            f"The key of {provider} comes from the environment. Change or remove it there, then "
            "start again.",
            code="key_in_environment",
        )
    ProviderKey.objects.update_or_create(
        provider=provider,
        defaults={
            "secret": seal(secret),
            "last_four": _ending(secret),
            "set_at": now(),
            "set_by": user,
        },
    )


def provider_key_delete(*, user: User, provider: str) -> None:
    """Forget a stored key; one of the environment stays."""
    require_owner(user=user)
    deleted, _ = ProviderKey.objects.filter(pk=provider).delete()
    if not deleted:
        raise NotFoundError(
            "No key of this provider is stored. One that comes from the environment is removed "
            "there.",
            code="no_stored_key",
        )


def is_owner(*, user: User) -> bool:
    """Return whether a person owns the installation: staff, or who signed up first.

    The demo person owns it only while there is nobody else.
    """
    if user.is_staff:
        return True
    first = User.objects.filter(is_active=True).order_by("is_demo", "pk").first()
    return first is not None and first.pk == user.pk


def owns_installation(*, user_id: int) -> bool:
    """Return whether the person of an id owns the installation."""
    user = User.objects.filter(pk=user_id).first()
    return user is not None and is_owner(user=user)


def require_owner(*, user: User) -> None:
    """Refuse everybody but the owner.

    Raises
    ------
    ProblemError
        403 `owner_only`.
    """
    if not is_owner(user=user):
        raise ProblemError(
            "Only the owner of this installation, who signed up first, may do this.",
            code="owner_only",
            status=403,
            title="Not allowed",
        )
