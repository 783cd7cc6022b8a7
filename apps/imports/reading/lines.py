"""The lines of a file, one at a time and bounded, whatever the file holds."""

import codecs
import csv
from collections.abc import Iterator
from typing import IO, Final

from apps.imports.errors import FileProblemError, LineError
from apps.imports.types import MAX_COLUMNS, MAX_LINE

CHUNK: Final = 256 * 1024
UTF8: Final = "utf-8"
# A line feed in these is two or four bytes, so they become UTF-8 before they are cut into lines.
_WIDE: Final = frozenset({"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"})
_BOM: Final = b"\xef\xbb\xbf"
_UNDECODABLE: Final = "sightline_undecodable"
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


def _lone(error: UnicodeError) -> tuple[str, int]:
    """Put a lone surrogate where bytes are no text: its line fails to decode as UTF-8 later."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error(_UNDECODABLE, _lone)


def check_kind(head: bytes) -> None:
    """Refuse what is plainly no text, by its first bytes."""
    for mark, name in _ARCHIVES.items():
        if head.startswith(mark):
            raise FileProblemError(
                f"this is {name}, not a CSV. Send the plain text file.", code="not_csv"
            )


def _chunks(file: IO[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a file's bytes, those of wide encodings as UTF-8."""
    if encoding not in _WIDE:
        while chunk := file.read(CHUNK):
            yield chunk
        return
    decoder = codecs.getincrementaldecoder(encoding)(_UNDECODABLE)
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk).encode(UTF8, "surrogatepass")
    yield decoder.decode(b"", final=True).encode(UTF8, "surrogatepass")


def raw_lines(file: IO[bytes], encoding: str = UTF8) -> Iterator[tuple[int, bytes]]:
    """Yield (line number, bytes without the line's end); a longer line than allowed is cut.

    Lines end with LF, CRLF or CR. The lines of wide encodings come in UTF-8.
    """
    rest, number, first, overlong = b"", 0, True, False
    for chunk in _chunks(file, encoding):
        if first:
            check_kind(chunk)
        body, first = chunk.removeprefix(_BOM) if first else chunk, False
        parts = (rest + body).splitlines(keepends=True)
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


def text_of(raw: bytes, encoding: str = UTF8) -> str:
    """Return a line as text, or say why it is none."""
    if len(raw) > MAX_LINE:
        raise LineError(f"the line is longer than {MAX_LINE:,} bytes")
    if b"\x00" in raw:
        raise LineError("the line holds a NUL byte, which no text does")
    inner = UTF8 if encoding in _WIDE else encoding
    try:
        return raw.decode(inner)
    except UnicodeDecodeError as error:
        place = "" if encoding in _WIDE else f"byte {error.start + 1} of "
        raise LineError(
            f"{place}the line is not {encoding.upper()}, which the file is written in"
        ) from error


def is_blank(text: str, delimiter: str = "") -> bool:
    """Return whether a line says nothing: spreadsheets write rows of separators alone."""
    bare = text.strip()
    return not bare or (bool(delimiter) and not bare.replace(delimiter, "").strip(' "\t'))


def noted_separator(text: str) -> str | None:
    """Return what a spreadsheet's note `sep=;` says; None for any other line."""
    return text[4:5] or None if text[:4].lower() == "sep=" else None


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
