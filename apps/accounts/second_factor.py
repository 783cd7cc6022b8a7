"""The second factor: secrets sealed in the database, and the way out for who lost it."""

import structlog
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from typing_extensions import override

from apps.accounts.models import User
from apps.accounts.vault import seal, unseal

log = structlog.get_logger(__name__)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # library
    """Keeps the secrets of one-time and recovery codes as keys of providers are kept."""

    @override
    def encrypt(self, text: str) -> str:
        return seal(text)

    @override
    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret; the forms that check a code show the refusal."""
        secret = unseal(encrypted_text)
        if secret is None:
            raise ValidationError(
                "The second factor cannot be read any more: the installation's keys have changed."
                " Turn it off on the machine that runs Sightline; SECURITY.md says how.",
                code="unreadable_second_factor",
            )
        return secret


def second_factor_remove(*, user: User) -> bool:
    """Turn a person's second factor off without asking for it; False when there was none."""
    deleted, _ = Authenticator.objects.filter(user=user).delete()
    if deleted:
        log.warning("second_factor_removed", user=user.pk)
    return bool(deleted)
