"""People, their tokens and this installation as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, TypeAlias, TypedDict

from typing_extensions import Doc

from apps.core.extension.setup import SetupStep
from apps.core.typed.hints import Schema

Mode: TypeAlias = Literal["demo", "live"]
Scope: TypeAlias = Literal["read", "write"]
Theme: TypeAlias = Literal["dark", "light", "system"]
Palette: TypeAlias = Literal["blue_orange", "red_green"]
MailOrigin: TypeAlias = Literal["none", "stored", "environment"]
MailSecurity: TypeAlias = Literal["tls", "starttls", "none"]


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
    hide_setup: Annotated[bool, Doc("Whether the setup's steps were put away from Home.")]
    tour_seen: Annotated[bool, Doc("Whether the tour of the demo was taken, or declined.")]


class DisplayChanges(TypedDict, total=False):
    """What a person changes of it, and nothing else."""

    theme: Theme
    palette: Palette
    locale: str
    timezone: str
    hide_balances: bool
    hide_setup: bool
    tour_seen: bool


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


@dataclass(frozen=True, kw_only=True)
class MailServerInfo:
    """How mail leaves, without the password."""

    component: ClassVar[str] = "MailServer"

    host: str
    port: int
    security: Annotated[
        MailSecurity, Doc("TLS from the first byte, after the greeting, or not at all.")
    ]
    user: Annotated[str, Doc("Empty where the server asks for no login.")]
    has_password: bool
    readable: Annotated[
        bool, Doc("False when the installation's secret is not the one that sealed the password.")
    ]
    from_address: Annotated[str, Doc("Who mail is from; SIGHTLINE_FROM_EMAIL goes first.")]
    set_at: datetime | None
    tested_at: Annotated[
        datetime | None,
        Doc("When the server took a test message; null since a change or a refusal."),
    ]


@dataclass(frozen=True, kw_only=True)
class MailSettings:
    """Where mail goes out, and why it does not."""

    origin: MailOrigin
    may_change: Annotated[bool, Doc("Whether you are the owner, who sets the server.")]
    problem: Annotated[str | None, Doc("Why no mail leaves, and the fix; null when it does.")]
    server: Annotated[
        MailServerInfo | None, Doc("For the owner alone; null when there is none to show.")
    ]


@dataclass(frozen=True)
class MailTest:
    """What the mail server said to a test message."""

    ok: bool
    cause: str = ""


@dataclass(frozen=True)
class Setup:
    """The first steps of an installation, in the order in which a person goes through them."""

    steps: Annotated[tuple[SetupStep, ...], Doc("Empty for who is not the owner.")]
