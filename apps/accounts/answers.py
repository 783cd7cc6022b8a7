"""People, their tokens and this installation as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, TypeAlias, TypedDict

from typing_extensions import Doc

from apps.core.typed.hints import Schema

Mode: TypeAlias = Literal["demo", "live"]
Scope: TypeAlias = Literal["read", "write"]
Theme: TypeAlias = Literal["dark", "light", "system"]
Palette: TypeAlias = Literal["blue_orange", "red_green"]


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What the sign-in page must know before anyone has signed in."""

    mode: Mode
    version: str
    demo_login: bool
    signup_open: bool
    password_min_length: Annotated[int, Doc("Characters that a new password needs at least.")]
    venue_simulated: bool
    market_replayed: Annotated[
        bool, Doc("Whether real history is played back, see the market clock.")
    ]
    mail_problem: Annotated[
        str | None,
        Doc("Why no e-mail can be sent and what to do; null when it can be."),
    ]


@dataclass(frozen=True)
class Me:
    """The person signed in."""

    id: int
    username: str
    email: str
    is_demo: bool


@dataclass(frozen=True)
class Display:
    """How one person wants to see the screens."""

    component: ClassVar[str] = "DisplaySettings"

    theme: Theme
    palette: Palette
    locale: str
    timezone: Annotated[str, Schema(format="iana-time-zone")]
    hide_balances: bool


class DisplayChanges(TypedDict, total=False):
    """What a person changes of it, and nothing else."""

    theme: Theme
    palette: Palette
    locale: str
    timezone: str
    hide_balances: bool


@dataclass(frozen=True)
class TokenInfo:
    """A personal token without its secret."""

    component: ClassVar[str] = "Token"

    id: int
    name: str
    scope: Scope
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True)
class NewToken(TokenInfo):
    """A token at its making."""

    token: Annotated[str, Doc("Shown this one time; only its hash is stored.")]


@dataclass(frozen=True)
class Ticket:
    """A one-time socket ticket."""

    ticket: str
    expires_at: datetime
