"""The address of a mail server, read from one variable."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import env_str

_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """How a mail server is reached."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


def mail_server(name: str) -> MailServer | None:
    """Return the server of a variable, None when it is not set; a wrong one is not repeated.

    The scheme says how the connection is kept secret: `smtps` from its first byte,
    `smtp+starttls` after the greeting, `smtp` not at all.
    """
    text = env_str(name)
    if not text:
        return None
    wrong = ImproperlyConfigured(
        f"{name} is no address of a mail server; write it like smtps://user:password@host, "
        "smtp+starttls://user:password@host:587 or smtp://host:25."
    )
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise wrong from None  # the error repeats the address, which may hold a password
    if parts.scheme not in _PORTS or not parts.hostname:
        raise wrong
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp+starttls",
    )
