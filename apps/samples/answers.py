"""What a demo's person is shown of the samples."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from typing_extensions import Doc

from apps.samples.types import SampleKind


@dataclass(frozen=True)
class SampleItem:
    """Something that came with the demo."""

    component: ClassVar[str] = "Sample"

    kind: SampleKind
    id: Annotated[str, Doc("As the routes of its kind take it.")]
    title: str
    edited: Annotated[bool, Doc("Whether you changed it since; then it stays yours.")]


@dataclass(frozen=True)
class Samples:
    """What came with the demo and is still here."""

    made_at: Annotated[datetime | None, Doc("Null for whom none were made.")]
    removed_at: datetime | None
    preparing: Annotated[bool, Doc("Whether some are still being computed.")]
    items: tuple[SampleItem, ...]


@dataclass(frozen=True)
class SamplesRemoved:
    """What went, and what stayed since you had changed it."""

    removed: tuple[SampleItem, ...]
    kept: tuple[SampleItem, ...]
