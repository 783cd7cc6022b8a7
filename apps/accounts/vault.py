"""Secrets at rest: encrypted by the first of `FIELD_KEYS`, readable by each of them."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.FIELD_KEYS])


def seal(secret: str) -> str:
    """Return a secret as it may be stored."""
    return _cipher().encrypt(secret.encode()).decode()


def unseal(stored: str) -> str | None:
    """Return what was sealed; None when none of the installation's keys opens it."""
    try:
        return _cipher().decrypt(stored.encode()).decode()
    except InvalidToken:
        return None
