"""What answers about several symbols say of those that they are not about."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from typing_extensions import Doc


@dataclass(frozen=True)
class Skipped:
    """A symbol that was left out of an answer about several."""

    component: ClassVar[str] = "SkippedSymbol"

    symbol: str
    reason: Annotated[str, Doc("Why it cannot be used, and what would help.")]
