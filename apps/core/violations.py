"""Which constraint an `IntegrityError` is about: the error alone says that some rule was broken.

Whoever catches one expects one rule. Any other one, such as a row that was deleted while something
was made to refer to it, is not what its answer would say, and is raised on.
"""

import re
from typing import Final

from django.db import IntegrityError

_FOREIGN_KEY: Final = "23503"
_SQLITE_UNIQUE: Final = "UNIQUE constraint failed: "
_SQLITE_FOREIGN_KEY: Final = "FOREIGN KEY constraint failed"
# Its words are in the server's language, its signs are not.
_POSTGRES_KEY: Final = re.compile(r"\((?P<columns>[^)]+)\)=\(")


def unique_broken(error: IntegrityError, table: str, *columns: str) -> bool:
    """Return whether the values of these columns together are in the table already."""
    return _broken(error) == {f"{table}.{column}" for column in columns}


def reference_broken(error: IntegrityError) -> bool:
    """Return whether a row would refer to one that is not there any more."""
    code = getattr(error.__cause__, "sqlstate", None)
    return code == _FOREIGN_KEY or _SQLITE_FOREIGN_KEY in str(error)


def _broken(error: IntegrityError) -> set[str]:
    """Return the columns, with their table, that had to be unique and would not be."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is None:
        listed = str(error).partition(_SQLITE_UNIQUE)[2]
        return {place.strip() for place in listed.split(",")}
    found = _POSTGRES_KEY.search(diagnosis.message_detail or "")
    names = found["columns"].split(",") if found else []
    return {f"{diagnosis.table_name}.{name.strip(' ' + chr(34))}" for name in names}
