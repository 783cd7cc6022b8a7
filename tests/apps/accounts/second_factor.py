"""What the tests of the second factor do again and again."""

from dataclasses import dataclass
from typing import Any, Final

from django.test import Client

from tests.one_time_codes import PERIOD_S, one_time_code

API: Final = "/_allauth/browser/v1"
TOTP: Final = f"{API}/account/authenticators/totp"
CODES: Final = f"{API}/account/authenticators/recovery-codes"
CODE: Final = f"{API}/auth/2fa/authenticate"
PASSWORD: Final = "alice-long-password"  # the cast's
NOW: Final = 1_700_000_010.0


@dataclass
class Clock:
    """The time of phone and server."""

    now: float

    def next_code(self, secret: str) -> str:
        """Wait for the next code and return it."""
        self.now += PERIOD_S
        return one_time_code(secret, self.now)


def post(client: Client, url: str, **body: str) -> Any:
    """Send JSON."""
    return client.post(url, body, content_type="application/json")


def enter(client: Client, name: str = "alice", password: str = PASSWORD) -> Any:
    """Type name and password."""
    return post(client, f"{API}/auth/login", username=name, password=password)


def confirm(client: Client, password: str = PASSWORD) -> Any:
    """Type the password again."""
    return post(client, f"{API}/auth/reauthenticate", password=password)


def set_up(client: Client) -> str:
    """Turn the factor on as the screens do; returns its secret."""
    enter(client)
    confirm(client)
    secret: str = client.get(TOTP).json()["meta"]["secret"]
    assert post(client, TOTP, code=one_time_code(secret, NOW)).status_code == 200
    return secret


def leave(client: Client) -> None:
    """Sign out."""
    client.delete(f"{API}/auth/session")
