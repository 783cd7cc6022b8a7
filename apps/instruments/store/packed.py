"""Whole columns in PostgreSQL's binary array format, made by numpy.

psycopg packs a list number by number in Python, which took longer than the server takes to store
the rows. An array on the wire is a head (dimensions, nulls, type, length, first index) and then
each element behind its length.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from psycopg import Connection, Cursor
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format
from typing_extensions import override

_LENGTH: Final = ">i4"


class Packed:
    """A column that is ready for the wire."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content


class Int4(Packed):
    """An int4[]."""


class Int8(Packed):
    """An int8[]."""


class Float8(Packed):
    """A float8[]."""


class Bool(Packed):
    """A bool[]."""


class _Dumper(Dumper):
    format = Format.BINARY

    @override
    def dump(self, obj: Packed) -> Buffer:
        """Hand the bytes on."""
        return obj.content


def _dumper(oid: int) -> type[_Dumper]:
    return type("PackedDumper", (_Dumper,), {"oid": oid})


_DUMPERS: Final = {
    Int4: _dumper(1007),
    Int8: _dumper(1016),
    Float8: _dumper(1022),
    Bool: _dumper(1000),
}


def _pack(values: Sequence[float], element: str, oid: int) -> bytes:
    cells = np.empty(len(values), dtype=[("length", _LENGTH), ("value", element)])
    cells["length"] = np.dtype(element).itemsize
    cells["value"] = values
    head = np.array([1, 0, oid, len(values), 1], dtype=_LENGTH)
    return head.tobytes() + cells.tobytes()


def pack_int4(values: Sequence[int]) -> Int4:
    """Pack integers of 32 bits."""
    return Int4(_pack(values, ">i4", 23))


def pack_int8(values: Sequence[int]) -> Int8:
    """Pack integers of 64 bits."""
    return Int8(_pack(values, ">i8", 20))


def pack_float8(values: Sequence[float]) -> Float8:
    """Pack doubles, bit for bit."""
    return Float8(_pack(values, ">f8", 701))


def pack_bool(values: Sequence[bool]) -> Bool:
    """Pack truth values."""
    return Bool(_pack(values, "?", 16))


def packed_cursor(connection: Connection[Any]) -> Cursor[Any]:
    """Return a cursor that sends packed columns as they are.

    It binds on the server; Django's own cursors write every value into the text of the statement.
    """
    cursor = Cursor(connection)
    for cls, dumper in _DUMPERS.items():
        cursor.adapters.register_dumper(cls, dumper)
    return cursor
