"""Data providers, their budgets and what a test of one gave, as they go out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Literal, TypeAlias

from typing_extensions import Doc

from apps.accounts.types import KeyInfo

ProviderState: TypeAlias = Literal["off", "needs_key", "used_up", "ready", "working", "failing"]


@dataclass(frozen=True)
class Quota:
    """One limit of calls; the next call comes back at `resets_at`."""

    limit: int
    period_s: int
    used: int
    resets_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ProviderStatus:
    """One data provider; its state is what keeps it from being asked, or how its last call went."""

    component: ClassVar[str] = "Provider"

    name: str
    title: str
    place: Annotated[int | None, Doc("Its turn among those that are asked; null when it never is.")]
    state: ProviderState
    needs_key: bool
    key_site: Annotated[str, Doc("Where keys are had.")]
    asset_classes: tuple[str, ...]
    key: KeyInfo | None
    quotas: tuple[Quota, ...]
    succeeded_at: datetime | None = None
    failed_at: datetime | None = None
    cause: Annotated[str, Doc("Of a failure that lasts.")] = ""
    fix: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True)
class Providers:
    """All data providers, in the order in which they are asked."""

    results: tuple[ProviderStatus, ...]
    may_change: Annotated[bool, Doc("Whether you are the owner, who sets keys.")]
    next: Annotated[str | None, Doc("Always null: they are few.")] = None


@dataclass(frozen=True)
class TestCall:
    """What a provider said to a test call."""

    component: ClassVar[str] = "ProviderTest"

    ok: bool
    cause: str = ""
    fix: str = ""
