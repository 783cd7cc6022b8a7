"""What travels out of this app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """A personal token without its secret."""

    id: int
    name: str
    scope: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewToken:
    """A personal token at its making: the only time its secret is known."""

    info: TokenInfo
    secret: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """A one-time socket ticket."""

    secret: str
    expires_at: datetime


class SignUpClosedError(Exception):
    """Somebody else has become the owner in the meantime."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves a person: a session, or one of their personal tokens."""

    user_id: int
    session_key: str = ""
    token_id: int | None = None


KeyOrigin = Literal["stored", "environment"]


@dataclass(frozen=True, slots=True)
class KeyInfo:
    """A provider's key as people see it: whence it comes and how it ends."""

    provider: str
    origin: KeyOrigin
    last_four: str
    readable: bool = True
    set_at: datetime | None = None
