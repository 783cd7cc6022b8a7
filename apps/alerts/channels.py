"""Which ways out exist, and what an address of each must look like."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.crypto import salted_hmac

from apps.alerts.errors import invalid
from apps.core.errors import UnprocessableError
from apps.core.mail import mail_problem
from apps.core.webhook import refuse_private

# Hosted services only: with an address of their own choice people could reach into this network.
APPRISE_SERVICES: Final = frozenset(
    {"discord", "slack", "tgram", "pover", "pbul", "msteams", "mailgun", "sendgrid", "twilio"}
)


class ChannelError(UnprocessableError):
    """An address that a channel cannot use."""

    default_code = "channel_refused"


def webhook_secret(user_id: int) -> str:
    """Return what a person's webhooks are signed with: HMAC-SHA256 over the body."""
    return salted_hmac("apps.alerts.webhook", str(user_id), algorithm="sha256").hexdigest()


def apprise_url_check(url: str) -> None:
    """Refuse notification addresses that do not belong to a known hosted service."""
    service = url.partition("://")[0].lower()
    if service not in APPRISE_SERVICES:
        known = ", ".join(sorted(APPRISE_SERVICES))
        raise ChannelError(f"{service or 'The address'} is not one of: {known}.")


def channels_check(channels: Sequence[Mapping[str, str]]) -> None:
    """Refuse channels that cannot carry anything, with the reason."""
    for place, channel in enumerate(channels):
        if channel["type"] == "email" and (problem := mail_problem()):
            raise invalid(f"channels[{place}].type", problem)
        channel_check(channel["type"], channel.get("target", ""))


def channel_check(kind: str, target: str) -> None:
    """Refuse an address that its channel cannot use, with the reason."""
    if kind == "webhook":
        refuse_private(target)
    elif kind == "apprise":
        apprise_url_check(target)
    elif kind == "email" and "@" not in target:
        raise ChannelError("An e-mail channel needs an address such as name@example.org.")
