"""A copy of a SQLite database that may be in use, checked before anybody relies on it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from launcher.backups.damage import damage_error
from launcher.backups.integrity import State, Verdict, damage_or_raise, verdict_of
from launcher.terminal import paint, say


def copy_sqlite(source: Path, target: Path) -> Path:
    """Copy with SQLite's online backup: one moment, whole.

    Indexes that disagree with their rows are made anew in the copy, which loses nothing.
    """
    verdict = _copy(source, target)
    if verdict.state is State.INDEXES:
        verdict = _with_new_indexes(target)
        say(paint(f"  !! Indexes of {source} were made anew in the copy.", "yellow"))
    if verdict.state is not State.WHOLE:
        raise damage_error(source, verdict)
    return target


def _copy(source: Path, target: Path) -> Verdict:
    try:
        with (
            closing(sqlite3.connect(source, timeout=20)) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            return verdict_of(copy)
    except sqlite3.Error as error:
        return damage_or_raise(error, source)


def _with_new_indexes(database: Path) -> Verdict:
    try:
        with closing(sqlite3.connect(database)) as opened:
            opened.execute("REINDEX")
            opened.execute("VACUUM")
            return verdict_of(opened)
    except sqlite3.IntegrityError as error:
        return Verdict(State.DAMAGED, (str(error),))
    except sqlite3.Error as error:
        return damage_or_raise(error, database)
