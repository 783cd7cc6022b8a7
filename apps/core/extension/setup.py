"""The first steps of an installation: each app registers its own, one route asks them all."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar, Final, Literal, TypeAlias, get_args

from typing_extensions import Doc

from apps.core.extension.registry import Registry

SetupName: TypeAlias = Literal[
    "account", "symbols", "provider_key", "mail", "upload", "second_factor", "backup"
]
SetupState: TypeAlias = Literal["done", "open", "attention"]


@dataclass(frozen=True, kw_only=True)
class SetupStep:
    """One step, and how far it is by the rows that are there."""

    component: ClassVar[str] = "SetupStep"

    name: SetupName
    state: Annotated[
        SetupState, Doc("`attention`: it was begun, and something is wrong or missing.")
    ]
    detail: Annotated[str, Doc("How far it is, in a sentence.")]
    at: Annotated[datetime | None, Doc("When it was done last, where that is known.")] = None
    command: Annotated[str, Doc("What to type where no screen does it; empty else.")] = ""


Reader = Callable[[int], SetupStep]
READERS: Final = Registry[SetupName, Reader]("step of the setup")


def register(name: SetupName, reader: Reader) -> None:
    """Add a step; its reader is given the owner's id and asks a query or two."""
    READERS.add(name, reader)


def steps(user_id: int) -> tuple[SetupStep, ...]:
    """Return every step in the order in which a person goes through them."""
    return tuple(READERS[name](user_id) for name in get_args(SetupName))
