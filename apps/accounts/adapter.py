"""Who may sign up: the owner, once, in live mode."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from typing_extensions import override

from apps.accounts.selectors import owner_exists


def signup_open() -> bool:
    """Tell whether the first visit may still make the owner."""
    return settings.SIGHTLINE_MODE == "live" and not owner_exists()


class AccountAdapter(DefaultAccountAdapter):
    """Closes the sign-up once an owner exists."""

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return signup_open()
