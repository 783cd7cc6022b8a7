"""The records of a file: a line each, or several where a quoted cell holds line ends."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final

from apps.imports.errors import LineError
from apps.imports.reading.lines import cells_of, raw_lines, text_of
from apps.imports.types import MAX_LINE

# A damaged quote must not swallow the good lines after it.
_MOST_LINES: Final = 16
Fits = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Record:
    """Bytes of one record, the line where it begins (from 1), and how many lines it covers."""

    line: int
    raw: bytes
    lines: int = 1

    def text(self, encoding: str) -> str:
        """Return the record as text, or say why it is none."""
        return text_of(self.raw, encoding)


def records(file: IO[bytes], encoding: str, fits: Fits) -> Iterator[Record]:
    """Yield the records of a file.

    Parameters
    ----------
    file : binary file
        At its beginning.
    encoding : str
        What `detect` found.
    fits : callable
        Whether several lines that a quoted cell seems to join are one record; else the first of
        them stands alone and is judged by itself.
    """
    source, ahead = raw_lines(file, encoding), deque[tuple[int, bytes]]()
    while (current := ahead.popleft() if ahead else next(source, None)) is not None:
        line, raw = current
        if raw.count(b'"') % 2 == 0:
            yield Record(line, raw)
            continue
        parts = _joined(raw, source, ahead, lambda whole: _fits(whole, encoding, fits))
        for _ in parts[1:]:
            ahead.popleft()
        yield Record(line, b"\n".join(parts), len(parts))


def _joined(
    raw: bytes,
    source: Iterator[tuple[int, bytes]],
    ahead: deque[tuple[int, bytes]],
    fits: Callable[[bytes], bool],
) -> Sequence[bytes]:
    """Return the lines of the record that a line with an open quote begins; they stay ahead."""
    parts, length = [raw], len(raw)
    for place in range(_MOST_LINES):
        if place == len(ahead):
            following = next(source, None)
            if following is None:
                return parts[:1]
            ahead.append(following)
        parts.append(ahead[place][1])
        length += len(parts[-1]) + 1
        if length > MAX_LINE:
            return parts[:1]
        if parts[-1].count(b'"') % 2:
            return parts if fits(b"\n".join(parts)) else parts[:1]
    return parts[:1]


def _fits(whole: bytes, encoding: str, fits: Fits) -> bool:
    try:
        return fits(text_of(whole, encoding))
    except LineError:
        return False


def has_cells(delimiter: str, width: int) -> Fits:
    """Return a check that a record has so many cells."""

    def check(text: str) -> bool:
        try:
            return len(cells_of(text, delimiter)) == width
        except LineError:
            return False

    return check


def has_some_cells(delimiters: Sequence[str]) -> Fits:
    """Return a check for records whose separator is not known yet."""
    checks = [_widest(delimiter) for delimiter in delimiters]
    return lambda text: any(check(text) for check in checks)


def _widest(delimiter: str) -> Fits:
    def check(text: str) -> bool:
        try:
            return len(cells_of(text, delimiter)) > 1
        except LineError:
            return False

    return check
