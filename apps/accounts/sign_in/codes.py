"""One-time codes that work once, in whatever process and wherever they are typed.

allauth remembers the codes of sign-ins in the memory of one process and forgets the code that
switches the factor on. Here each accepted code is a row with a unique key, so that of two requests
with the same code one is refused (RFC 6238, section 5.2).
"""

from datetime import timedelta
from hashlib import sha256
from typing import Final

from allauth.core.internal.cryptokit import normalize_user_code
from django.db import IntegrityError, transaction

from apps.accounts.models import UsedCode, User
from apps.core.clock import now
from apps.core.violations import unique_broken

REMEMBERED: Final = timedelta(minutes=5)
"""Longer than a one-time code is current; recovery codes are struck off for good by allauth."""


def code_use(*, user: User, code: str) -> bool:
    """Use a valid code up; False when it has been used already."""
    moment = now()
    UsedCode.objects.filter(used_at__lt=moment - REMEMBERED).delete()
    digest = sha256(normalize_user_code(code).encode()).hexdigest()
    try:
        with transaction.atomic():
            UsedCode.objects.create(user=user, digest=digest, used_at=moment)
    except IntegrityError as error:
        if not unique_broken(error, "accounts_usedcode", "user_id", "digest"):
            raise
        return False
    return True
