"""allauth's forms that take a code, each of which uses the code up."""

from typing import TYPE_CHECKING

from allauth.headless.mfa.inputs import ActivateTOTPInput, AuthenticateInput, ReauthenticateInput
from allauth.mfa.adapter import get_adapter

from apps.accounts.sign_in.codes import code_use

if TYPE_CHECKING:
    from apps.accounts.models import User


class SingleUseMixin:
    """Accepts each valid code once."""

    user: "User"

    def clean_code(self) -> str:
        """Check the code as allauth does, then use it up."""
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's form
        if not code_use(user=self.user, code=code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class SingleUseActivateInput(SingleUseMixin, ActivateTOTPInput):  # type: ignore[misc]  # library
    """The code that switches the second factor on."""


class SingleUseAuthenticateInput(SingleUseMixin, AuthenticateInput):  # type: ignore[misc]  # library
    """The code of a sign-in."""


class SingleUseReauthenticateInput(SingleUseMixin, ReauthenticateInput):  # type: ignore[misc]  # library
    """The code that stands for the password."""
