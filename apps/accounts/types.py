"""What travels out of this app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


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
