"""The hosted services that an alert may go to, and what may be set of each."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class HostedService:
    """One service.

    Parameters
    ----------
    title : str
        Its name for people.
    module, plugin : str
        Where Apprise keeps its class. The class is taken from here and not looked up by the
        address, which could otherwise name one that posts to a host of its own choice.
    example : str
        How an address looks.
    options : frozenset of str
        Names that may stand behind the question mark: only such that neither open a file, nor
        fetch from an address, nor change how the connection is made.
    """

    title: str
    module: str
    plugin: str
    example: str
    options: frozenset[str]


_PLUGINS: Final = "apprise.plugins."
_EMAIL: Final = frozenset({"format", "to", "cc", "bcc"})

SERVICES: Final = {
    "discord": HostedService(
        "Discord",
        f"{_PLUGINS}discord",
        "NotifyDiscord",
        "discord://WEBHOOK_ID/WEBHOOK_TOKEN",
        frozenset({"format", "thread", "tts", "avatar", "footer", "fields"}),
    ),
    "slack": HostedService(
        "Slack",
        f"{_PLUGINS}slack",
        "NotifySlack",
        "slack://TOKEN_A/TOKEN_B/TOKEN_C/CHANNEL",
        frozenset({"format", "to", "footer"}),
    ),
    "tgram": HostedService(
        "Telegram",
        f"{_PLUGINS}telegram",
        "NotifyTelegram",
        "tgram://BOT_TOKEN/CHAT_ID",
        frozenset({"format", "to", "silent", "preview", "topic", "thread"}),
    ),
    "pover": HostedService(
        "Pushover",
        f"{_PLUGINS}pushover",
        "NotifyPushover",
        "pover://USER_KEY@TOKEN/DEVICE",
        frozenset({"format", "to", "priority", "sound", "expire", "interval"}),
    ),
    "pbul": HostedService(
        "Pushbullet",
        f"{_PLUGINS}pushbullet",
        "NotifyPushBullet",
        "pbul://ACCESS_TOKEN/DEVICE",
        frozenset({"format", "to"}),
    ),
    "mailgun": HostedService(
        "Mailgun",
        f"{_PLUGINS}mailgun",
        "NotifyMailgun",
        "mailgun://USER@DOMAIN/API_KEY/EMAIL",
        _EMAIL | {"from", "name", "region"},
    ),
    "sendgrid": HostedService(
        "SendGrid",
        f"{_PLUGINS}sendgrid",
        "NotifySendGrid",
        "sendgrid://API_KEY:FROM_EMAIL/TO_EMAIL",
        _EMAIL,
    ),
    "twilio": HostedService(
        "Twilio",
        f"{_PLUGINS}twilio",
        "NotifyTwilio",
        "twilio://ACCOUNT_SID:AUTH_TOKEN@FROM_PHONE/TO_PHONE",
        frozenset({"format", "to", "from"}),
    ),
}
