"""Which ways out exist, and what an address of each must look like."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from apps.accounts.selectors import mail_problem
from apps.alerts.errors import invalid
from apps.alerts.hosted.notifier import notifier
from apps.alerts.types import StoredChannel
from apps.core.errors import FieldProblem, ProblemError, UnprocessableError
from apps.core.outbound.webhook import refuse_private


class ChannelError(UnprocessableError):
    """An address that a channel cannot use."""

    default_code = "channel_refused"


def webhook_secret(user_id: int) -> str:
    """Return what a person's webhooks are signed with: HMAC-SHA256 over the body."""
    return salted_hmac("apps.alerts.webhook", str(user_id), algorithm="sha256").hexdigest()


def channels_check(channels: Sequence[StoredChannel]) -> None:
    """Refuse channels that cannot carry anything, with the field and the reason."""
    for place, channel in enumerate(channels):
        if channel["type"] == "email" and (problem := mail_problem()):
            raise invalid(f"channels[{place}].type", problem)
        try:
            channel_check(channel["type"], channel["target"])
        except ProblemError as error:
            error.errors = (FieldProblem(f"channels[{place}].target", error.detail),)
            raise


def channel_check(kind: str, target: str) -> None:
    """Refuse an address that its channel cannot use, with the reason."""
    if kind == "webhook":
        refuse_private(target)
    elif kind == "apprise":
        notifier(target)
    elif kind == "email":
        _check_email(target)


def _check_email(target: str) -> None:
    """Refuse what the mail server would read as several addresses, or as headers."""
    try:
        validate_email(target)
    except ValidationError as error:
        raise ChannelError(
            "An e-mail channel needs one address such as name@example.org."
        ) from error
