"""Notes about the lines of a file, counted while it is read."""

from dataclasses import dataclass, field
from typing import Final

from apps.imports.types import LineNote

MAX_NOTED: Final = 1_000


@dataclass(slots=True)
class Notes:
    """The first notes of a file, and how many there are in all."""

    noted: list[LineNote] = field(default_factory=list)
    total: int = 0

    def add(self, line: int, reason: str) -> None:
        """Count a note and keep it while there is room."""
        self.total += 1
        if len(self.noted) < MAX_NOTED:
            self.noted.append(LineNote(line, reason))

    def sort(self) -> None:
        """Bring the kept notes into the order of their lines."""
        self.noted.sort(key=lambda note: note.line)
