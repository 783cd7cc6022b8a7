"""Who may sign up, which passwords are good, and how guesses are slowed down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from typing_extensions import override

from apps.accounts.models import OwnerClaim
from apps.accounts.selectors import owner_exists
from apps.accounts.services import owner_claim
from apps.accounts.sign_in import guesses
from apps.accounts.sign_in.reset_mail import behind_the_answer


def signup_open() -> bool:
    """Return whether the first visit may still make the owner."""
    return settings.SIGHTLINE_MODE == "live" and not owner_exists()


class AccountAdapter(DefaultAccountAdapter):
    """Makes one owner, keeps the demo password, and slows guesses down fairly."""

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return signup_open()

    @override
    @transaction.atomic
    def save_user(
        self, request: HttpRequest, user: AbstractBaseUser, form: Any, commit: bool = True
    ) -> AbstractBaseUser:
        owner_claim()  # before the password is hashed: who comes second waits for nothing costly
        made: AbstractBaseUser = super().save_user(request, user, form, commit)
        OwnerClaim.objects.update(user=made)
        return made

    @override
    def clean_password(self, password: str, user: AbstractBaseUser | None = None) -> str:
        if getattr(user, "is_demo", False):
            raise ValidationError("Nobody may change the demo user's password.", "demo_account")
        good: str = super().clean_password(password, user)
        return good

    @override
    def send_password_reset_mail(
        self, user: AbstractBaseUser, email: str, context: dict[str, Any]
    ) -> None:
        send = super().send_password_reset_mail
        behind_the_answer(lambda: send(user, email, context))

    @override
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        super().pre_authenticate(request, **credentials)
        account = guesses.account_of(credentials)
        usage = guesses.attempt_note(request, account)
        if usage is None:
            raise self.validation_error("too_many_login_attempts")
        # A right password takes its attempt back, this one with allauth's own.
        self._login_failed_rl_usage.usage.extend(usage.usage)

    @override
    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        # By address too: guesses from one place must not keep the person out from everywhere.
        return f"{guesses.account_of(credentials)}|{guesses.address_of(request)}"
