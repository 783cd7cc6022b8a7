"""What travels out of this app."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from typing_extensions import Doc


class SignUpClosedError(Exception):
    """Somebody else has become the owner in the meantime."""


@dataclass(frozen=True, slots=True)
class Credential:
    """What proves a person: a session, or one of their personal tokens."""

    user_id: int
    session_key: str = ""
    token_id: int | None = None


KeyOrigin = Literal["stored", "environment"]


@dataclass(frozen=True)
class KeyInfo:
    """A provider's key as people see it, never the key itself: whence it comes and how it ends."""

    origin: KeyOrigin
    last_four: Annotated[str, Doc("Empty for a short key.")]
    readable: Annotated[
        bool, Doc("False when the installation's secret is not the one that sealed it.")
    ] = True
    set_at: datetime | None = None
