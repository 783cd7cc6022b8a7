"""Whether a SQLite file is whole: every finding is read again before it counts as damage."""

import errno
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from resource import RLIM_INFINITY, RLIMIT_FSIZE, getrlimit

from launcher.errors import LauncherError, obstacle

# As many as there are: false alarms, one a row, would use up the usual hundred before a true one.
_CHECK = f"PRAGMA integrity_check({2**31 - 1})"
_SHOWN = 5
_NULL = re.compile(r"NULL value in (?P<table>[^.]+)\.(?P<column>.+)")
_INDEX = re.compile(
    r"wrong # of entries in index |row \d+ missing from index |non-unique entry in index "
    r"|Page \d+(: | is )never used"
)
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
# First words of SQLite's error names: what is in the way, and what to do about it.
_OBSTACLES = {
    "SQLITE_FULL": ("the disk is full", "free some space and run this again"),
    "SQLITE_BUSY": ("another program has locked it", "let that program end and run this again"),
    "SQLITE_LOCKED": ("another program has locked it", "let that program end and run this again"),
    "SQLITE_READONLY": (
        "this user may not write it or its folder",
        "make both writable for this user",
    ),
    "SQLITE_CANTOPEN": ("this user cannot open it", "look at its owner and mode"),
    "SQLITE_PERM": ("this user cannot open it", "look at its owner and mode"),
    "SQLITE_NOMEM": ("there is not enough memory", "free some memory and run this again"),
    "SQLITE_IOERR": (
        "the disk answers with errors",
        "read the system's log about the disk before anything is written to it",
    ),
}


class State(Enum):
    """What the check of a file came to."""

    WHOLE = "whole"
    INDEXES = "its rows are whole, its indexes are not"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of a file and the first findings that speak for it."""

    state: State
    findings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The findings in one line."""
        return "; ".join(self.findings)


def examine(path: Path) -> Verdict:
    """Read the whole file; what keeps it from being read is a `LauncherError` and no damage."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return verdict_of(database)
    except sqlite3.Error as error:
        return damage_or_raise(error, path)


def verdict_of(database: sqlite3.Connection) -> Verdict:
    """Judge an open database."""
    state, shown = State.WHOLE, list[str]()
    for finding in _findings(database):
        if state is State.WHOLE or not _INDEX.match(finding):
            state = State.INDEXES if _INDEX.match(finding) else State.DAMAGED
        shown.append(finding)
        if state is State.DAMAGED and len(shown) >= _SHOWN:
            break
    return Verdict(state, tuple(shown[-_SHOWN:]))


def damage_or_raise(error: sqlite3.Error, path: Path) -> Verdict:
    """The verdict when SQLite itself says damaged; any other error is raised with its cause."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(_DAMAGE):
        return Verdict(State.DAMAGED, (str(error),))
    if name.startswith("SQLITE_IOERR") and getrlimit(RLIMIT_FSIZE)[0] != RLIM_INFINITY:
        # SQLite does not say which error of the disk it met; a limit is no fault of the disk.
        raise obstacle(OSError(errno.EFBIG, ""), f"The database {path} cannot be used") from error
    for begin, (cause, fix) in _OBSTACLES.items():
        if name.startswith(begin):
            raise LauncherError(f"The database {path} cannot be used, because {cause}", fix) from (
                error
            )
    raise LauncherError(
        f"The database {path} cannot be checked by SQLite {sqlite3.sqlite_version} ({error})",
        "use a Python with a newer SQLite; this says nothing about the database",
    ) from error


def _findings(database: sqlite3.Connection) -> Iterator[str]:
    """What the check reports, each finding once and without false alarms."""
    seen: set[str] = set()
    for (finding,) in database.execute(_CHECK):
        if finding == "ok" or finding in seen:
            continue
        if len(seen) < 10_000:
            seen.add(finding)
        if not _is_false_alarm(database, finding):
            yield finding


def _is_false_alarm(database: sqlite3.Connection, finding: str) -> bool:
    """Whether the rows contradict a finding.

    SQLite 3.40 reports NULLs in tables without rowid whose key is not declared first, see
    https://www.sqlite.org/changes.html. `typeof` reads the row, where `IS NULL` would trust the
    declaration that the column holds none.
    """
    found = _NULL.fullmatch(finding)
    if found is None:
        return False
    table, column = (found[name].replace('"', '""') for name in ("table", "column"))
    probe = f'SELECT 1 FROM "{table}" WHERE typeof("{column}") = \'null\' LIMIT 1'  # noqa: S608  names quoted above
    try:
        return database.execute(probe).fetchone() is None
    except sqlite3.OperationalError:
        return False
