"""Tables as files: CSV that spreadsheets cannot run, and Parquet with its types.

A file is written to disk whole, page by page, before its first byte is sent: memory stays small,
and a failure half-way is a problem with its cause, never a file that is silently short.
"""

import asyncio
import csv
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import TextIOWrapper
from math import isnan
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Final, Literal, cast

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.request import Request
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.clock import microseconds_iso, utc_iso
from apps.core.web.bodies import query_of
from apps.core.web.throttling import ComputeThrottle, UserBurstThrottle

Kind = Literal["text", "number", "integer", "time", "flag"]
Format = Literal["csv", "parquet"]
Page = Mapping[str, Any]
"""Columns by name: sequences or numpy arrays of one length."""

_IN_MEMORY: Final = 4 * 1024 * 1024
_CHUNK: Final = 256 * 1024
_TYPES: Final[dict[str, str]] = {
    "csv": "text/csv; charset=utf-8",
    "parquet": "application/vnd.apache.parquet",
}
EXPORT_ANSWERS: Final[dict[Any, Any]] = {
    (200, "text/csv"): OpenApiTypes.STR,
    (200, "application/vnd.apache.parquet"): OpenApiTypes.BINARY,
}
# Signs with which a cell of text starts a formula in a spreadsheet, full-width ones of East Asian
# input included. Where the list separator is a semicolon, or a tab was chosen, a spreadsheet ends
# a cell at these although they stand inside of ours; a line of provenance has no cells, so there a
# comma does it as well.
_FORMULA: Final = "=+\\-@\t\r\uff1d\uff0b\uff0d\uff20"
_CELL_STARTS: Final = re.compile(f"""(^|[;\t\r\n]["' ]*)(?=[{_FORMULA}])""")
_LINE_STARTS: Final = re.compile(f"""([,;\t]["' ]*)(?=[{_FORMULA}])""")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; times are microseconds since 1970, UTC."""

    name: str
    kind: Kind = "number"


@dataclass(frozen=True, slots=True)
class Table:
    """What is exported.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    columns : sequence of Column
        In order.
    pages : iterable of mappings
        Columns by name, each page's of one length; read once.
    about : mapping
        Where the numbers come from: comment lines of a CSV, metadata of a Parquet file. Values are
        written as in the cells, whatever their type.
    """

    name: str
    columns: Sequence[Column]
    pages: Iterable[Page]
    about: Mapping[str, object] = field(default_factory=dict)


class ExportFormatSerializer(serializers.Serializer[Any]):
    """Which kind of file."""

    format = serializers.ChoiceField(choices=("csv", "parquet"), default="csv")


class _AnyAnswer(BaseContentNegotiation):
    """`format` chooses the file here; problems stay JSON."""

    @override
    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0] if parsers else None

    @override
    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        return renderers[0], renderers[0].media_type


class ExportView(APIView):
    """A GET that answers a file."""

    content_negotiation_class = _AnyAnswer
    throttle_classes = (UserBurstThrottle, ComputeThrottle)

    @override
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read the kind of file first: a table is not computed to be refused."""
        super().initial(request, *args, **kwargs)
        self.kind: Format = query_of(ExportFormatSerializer, request).validated_data["format"]

    def export(self, request: Request, table: Table) -> StreamingHttpResponse:
        """Answer a table as the kind of file that was asked for."""
        return export_response(table, self.kind, under_asgi=hasattr(request._request, "scope"))  # noqa: SLF001  its only way to ASGI


def export_response(table: Table, kind: Format, *, under_asgi: bool) -> StreamingHttpResponse:
    """Write a table to a temporary file and answer its bytes as a download."""
    # Closed with the response, when its bytes are sent.
    file = cast("IO[bytes]", SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
    try:
        (write_csv if kind == "csv" else write_parquet)(table, file)
    except BaseException:
        file.close()
        raise
    size = file.tell()
    file.seek(0)
    body = _ChunksLater(file) if under_asgi else _Chunks(file)
    response = StreamingHttpResponse(body, content_type=_TYPES[kind])
    name = content_disposition_header(as_attachment=True, filename=f"{table.name}.{kind}")
    response["Content-Disposition"] = name or "attachment"
    response["Content-Length"] = str(size)
    response["Cache-Control"] = "private, no-store"
    return response


class _Chunks:
    """A file's bytes for a server that waits for each; closed with the response."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        with self.file:
            while chunk := self.file.read(_CHUNK):
                yield chunk

    def close(self) -> None:
        """Let the file go."""
        self.file.close()


class _ChunksLater:
    """The same for a server that must not be kept waiting."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with self.file:
            while chunk := await asyncio.to_thread(self.file.read, _CHUNK):
                yield chunk

    def close(self) -> None:
        """Let the file go."""
        self.file.close()


def safe_text(value: object) -> str:
    """Return text that no spreadsheet runs; a quote in front makes a formula text again."""
    text = "" if value is None else str(value)
    return _CELL_STARTS.sub(r"\1'", text)


def safe_line(name: str, value: str) -> str:
    """Return a comment line of provenance in which no part between separators is a formula."""
    return _LINE_STARTS.sub(r"\1'", f"# {name}: {' '.join(value.split())}")


def stated(value: object) -> str:
    """Return a value of the provenance as text: flags, times and what is missing as in cells."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, datetime):
        return utc_iso(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: Any) -> Any:
    if value is None or isnan(value):
        return ""
    return value or abs(value)  # no zero has a sign


_CELLS: Final[dict[Kind, Any]] = {
    "text": safe_text,
    "number": _number,
    "integer": lambda value: "" if value is None else int(value),
    "time": lambda value: "" if value is None else microseconds_iso(int(value)),
    "flag": lambda value: "" if value is None else str(bool(value)).lower(),
}


def _plain(values: Sequence[Any]) -> Sequence[Any]:
    """Return numpy's values as Python's, which print without their type."""
    return values.tolist() if hasattr(values, "tolist") else values


def write_csv(table: Table, file: IO[bytes]) -> None:
    """Write a table as CSV in UTF-8, its provenance as comment lines before the header."""
    text = TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    try:
        for name, value in table.about.items():
            text.write(f"{safe_line(name, stated(value))}\r\n")
        lines = csv.writer(text)
        lines.writerow([safe_text(column.name) for column in table.columns])
        for page in table.pages:
            cells = [map(_CELLS[c.kind], _plain(page[c.name])) for c in table.columns]
            lines.writerows(zip(*cells, strict=True))
    finally:
        text.detach()


def write_parquet(table: Table, file: IO[bytes]) -> None:
    """Write a table as Parquet, a row group a page; NaN becomes null."""
    # Takes a while to import: only those who ask for Parquet pay for it.
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import parquet  # noqa: PLC0415

    types = {
        "text": pa.string(),
        "number": pa.float64(),
        "integer": pa.int64(),
        "time": pa.timestamp("us", tz="UTC"),
        "flag": pa.bool_(),
    }
    fields = [pa.field(column.name, types[column.kind]) for column in table.columns]
    about = {name: stated(value) for name, value in table.about.items()}
    schema = pa.schema(fields, metadata=about)
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        for page in table.pages:
            arrays = [
                pa.array(page[column.name], type=types[column.kind], from_pandas=True)
                for column in table.columns
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
