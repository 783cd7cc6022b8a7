"""What answers about several symbols say of those that they are not about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final

from typing_extensions import Doc

_NAMED: Final = 2


@dataclass(frozen=True)
class Skipped:
    """A symbol that was left out of an answer about several."""

    component: ClassVar[str] = "SkippedSymbol"

    symbol: str
    reason: Annotated[str, Doc("Why it cannot be used, and what would help.")]


def failures_text(failed: Mapping[str, str], *, of: int, what: str) -> str:
    """Return how many of some members failed and why; empty where none did.

    Parameters
    ----------
    failed : mapping of str to str
        The cause by member.
    of : int
        How many there are.
    what : str
        What could not be done, such as "symbols could not be fetched".
    """
    if not failed:
        return ""
    causes: dict[str, list[str]] = {}
    for member, cause in failed.items():
        causes.setdefault(cause, []).append(member)
    # What most of them have in common comes first: a message has room for little.
    often = sorted(causes.items(), key=lambda one: -len(one[1]))[:_NAMED]
    said = [f"{_members(members)}: {cause}" for cause, members in often]
    return " ".join([f"{len(failed)} of {of} {what}.", *said])


def _members(members: list[str]) -> str:
    shown = ", ".join(members[:_NAMED])
    return shown if len(members) <= _NAMED else f"{shown} and {len(members) - _NAMED} more"
