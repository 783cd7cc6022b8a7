"""Which encoding a file is written in: UTF-8 first, then what its bytes and words speak for."""

import codecs
import re
from collections.abc import Iterator
from typing import IO, Final

from charset_normalizer import from_bytes

from apps.imports.errors import FileProblemError
from apps.imports.reading.lines import CHUNK, UTF8, check_kind
from apps.imports.values.months import month_of
from apps.imports.values.names import known_name
from apps.imports.values.numbers import is_number

_MARKS: Final = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# By how often they are met; of encodings that the bytes do not distinguish the first is taken.
_LEGACY: Final = (
    "cp1252", "cp1250", "cp1251", "cp1254", "cp1253", "cp1257", "iso8859_15", "iso8859_2",
    "iso8859_9", "iso8859_7", "iso8859_5", "koi8_r", "mac_roman", "cp850", "cp852", "cp932",
    "gb18030", "big5", "euc_kr",
)  # fmt: skip
_SAMPLE: Final = 64 * 1024
_JUDGED: Final = 4 * 1024  # judging costs a millisecond a KiB for each of the encodings
_CONTEXT: Final = 20
_CELLS: Final = re.compile(r'[;,\t|\n"]+')
_HALF: Final = 0.4


def detect(file: IO[bytes]) -> str:
    """Return the name of a file's encoding.

    Parameters
    ----------
    file : binary file
        At its beginning; it is read until 64 KiB of lines beyond ASCII are found.

    Raises
    ------
    FileProblemError
        When the bytes are of no encoding that is known here.
    """
    head = file.read(4_096)
    check_kind(head)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if wide := _without_mark(head):
        return wide
    lines, first = _beyond_ascii(head, file)
    if not lines:
        return UTF8
    good = sum(_is_utf8(line) for line in lines)
    # A damaged byte here and there leaves UTF-8 what it is; its lines are refused one by one.
    if good and good >= len(lines) - good:
        return UTF8
    context = b"\n".join(head.splitlines()[:_CONTEXT])
    return _legacy((context + b"\n" + b"\n".join(lines))[:_JUDGED], first)


def _without_mark(head: bytes) -> str | None:
    """Return UTF-16 by its zero bytes, which ASCII in it has at every second place."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[0::2].count(0) / pairs, head[1::2].count(0) / pairs
    if odd > _HALF and even < _HALF / 4:
        return "utf-16-le"
    return "utf-16-be" if even > _HALF and odd < _HALF / 4 else None


def _beyond_ascii(head: bytes, file: IO[bytes]) -> tuple[list[bytes], int]:
    """Return lines that hold more than ASCII, 64 KiB at most, and where the first of them is."""
    found: list[bytes] = []
    first = number = size = 0
    for line in _lines(head, file):
        number += 1
        if line.isascii():
            continue
        first = first or number
        found.append(line[:_SAMPLE])
        size += len(found[-1])
        if size >= _SAMPLE:
            break
    return found, first


def _lines(head: bytes, file: IO[bytes]) -> Iterator[bytes]:
    rest = head
    while chunk := file.read(CHUNK):
        *whole, rest = (rest + chunk).splitlines(keepends=True) or [b""]
        yield from whole
        if len(rest) > _SAMPLE:  # an endless line: its beginning is enough
            yield rest
            return
    yield from rest.splitlines()


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _legacy(sample: bytes, first: int) -> str:
    """Return the encoding in which most of the words and numbers make sense."""
    scores = {name: _sense(sample, name) for name in _LEGACY}
    best = max(scores.values())
    likely = [name for name in _LEGACY if scores[name] == best]
    if best > 0 and len(likely) == 1:
        return likely[0]
    matches = from_bytes(sample, cp_isolation=list(_LEGACY))
    ranked = [name for match in matches for name in match.could_be_from_charset]
    if best > 0:
        return next((name for name in likely if name in ranked), likely[0])
    found = next((name for name in _LEGACY if name in ranked), None)
    if found is None:
        raise FileProblemError(
            "its bytes are text of no encoding that is known here. Save the file as UTF-8 and "
            "send it again.",
            code="unknown_encoding",
            line=max(first, 1),
        )
    return found


def _sense(sample: bytes, encoding: str) -> int:
    """Count the cells beyond ASCII that are a known column, a month or a number."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return -1
    cells = {cell.strip() for cell in _CELLS.split(text) if not cell.isascii()}
    return sum(known_name(cell) or is_number(cell) or _has_month(cell) for cell in cells)


def _has_month(cell: str) -> bool:
    return any(not word.isascii() and month_of(word) for word in re.split(r"[\s.\-/]+", cell))
