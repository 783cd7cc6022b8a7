"""The lines of a file, one at a time and bounded, whatever the file holds."""

import csv
from collections.abc import Iterator
from typing import IO, Final

from apps.market.uploads.errors import FileProblemError, LineError
from apps.market.uploads.types import MAX_COLUMNS, MAX_LINE

CHUNK: Final = 256 * 1024
_BOM: Final = b"\xef\xbb\xbf"
_ARCHIVES: Final = {
    b"PK\x03\x04": "a ZIP archive or an Excel workbook",
    b"PK\x05\x06": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"Rar!": "a RAR archive",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF document",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"SQLite format 3": "a database",
}
_OTHER_TEXT: Final = (b"\xff\xfe", b"\xfe\xff")


def check_kind(head: bytes) -> None:
    """Refuse what is plainly no text in UTF-8, by its first bytes."""
    for mark, name in _ARCHIVES.items():
        if head.startswith(mark):
            raise FileProblemError(
                f"this is {name}, not a CSV. Send the plain text file.", code="not_csv"
            )
    if head.startswith(_OTHER_TEXT):
        raise FileProblemError(
            "the text is in UTF-16. Save the file as UTF-8 and send it again.", code="not_utf8"
        )


def raw_lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield (line number, bytes without the line's end); a longer line than allowed is cut.

    Lines end with LF, CRLF or CR.
    """
    rest, number, first, overlong = b"", 0, True, False
    while chunk := file.read(CHUNK):
        if first:
            check_kind(chunk)
            chunk, first = chunk.removeprefix(_BOM), False
        parts = (rest + chunk).splitlines(keepends=True)
        # The last part may go on; a CR at its end may be half of a CRLF.
        rest = parts.pop() if parts and not parts[-1].endswith(b"\n") else b""
        for part in parts:
            number += 1
            yield number, b"\x00" * (MAX_LINE + 1) if overlong else part.rstrip(b"\r\n")
            overlong = False
        if len(rest) > MAX_LINE:
            overlong, rest = True, b""
    if rest or overlong:
        yield number + 1, b"\x00" * (MAX_LINE + 1) if overlong else rest.rstrip(b"\r\n")


def text_of(raw: bytes) -> str:
    """Return a line as text, or say why it is none."""
    if len(raw) > MAX_LINE:
        raise LineError(f"the line is longer than {MAX_LINE:,} bytes")
    if b"\x00" in raw:
        raise LineError("the line holds a NUL byte, which no text does")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LineError(
            f"byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8"
        ) from error


def is_void(text: str) -> bool:
    """Return whether a line is empty, a comment, or a spreadsheet's word on its separator."""
    return not text.strip() or text.startswith("#") or text[:4].lower() == "sep="


def cells_of(text: str, delimiter: str) -> list[str]:
    """Return the cells of a line."""
    if '"' not in text:
        cells = text.split(delimiter)
    else:
        try:
            cells = next(csv.reader([text], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise LineError(f"the quotes do not match ({error})") from error
    if len(cells) > MAX_COLUMNS:
        raise LineError(f"there are more than {MAX_COLUMNS} columns")
    return cells
