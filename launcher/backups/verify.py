"""Whether an unpacked backup may replace a data folder: everything is looked at before."""

import json
import os
import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from launcher.backups.integrity import State, examine
from launcher.backups.parts import POSTGRES_NAME, SECRETS, SQLITE_NAME, is_postgres
from launcher.backups.postgres import dumped_migrations
from launcher.backups.secrets_file import SecretsError, read_field_keys, unopened
from launcher.errors import LauncherError
from launcher.layout import Layout
from launcher.terminal import paint, say

_UNCHANGED = "nothing was changed"
# A view in the place of a table could give rows without end.
_MOST_ROWS = 100_000
# What every database of ours has had since its first start.
_FIRST = {("accounts", "0001_initial"), ("market", "0001_initial")}
_LABEL = re.compile(r'^    label = "(\w+)"$', re.MULTILINE)
_SECRET_VARIABLES = ("SIGHTLINE_SECRET_KEY", "SIGHTLINE_FIELD_KEYS")


def verify(layout: Layout, folder: Path, url: str, env: Mapping[str, str] = os.environ) -> None:
    """Raise unless the folder holds a whole state of this product or of an older one."""
    _check_kind(folder, url)
    if not is_postgres(url):
        _check_whole(folder / SQLITE_NAME)
    applied = applied_migrations(layout, folder, url)
    if not applied >= _FIRST:
        raise LauncherError(
            "The database in the backup is empty or not of Sightline",
            f"use another backup; {_UNCHANGED}",
        )
    _refuse_newer(layout, applied)
    try:
        closed = closed_secrets(folder, url, env)
    except SecretsError as error:
        raise LauncherError(
            f"The backup's {SECRETS} cannot be used ({error})",
            f"use another backup; {_UNCHANGED}",
        ) from error
    if closed:
        text = f"{closed} stored keys or second factors cannot be opened with the secrets at hand"
        say(paint(f"  !! {text}; they have to be entered again.", "yellow"))


def verify_made(layout: Layout, folder: Path, url: str, env: Mapping[str, str]) -> None:
    """Raise when a backup that is being made could not be restored."""
    if not applied_migrations(layout, folder, url) >= _FIRST:
        raise LauncherError(
            "The database is empty or not of Sightline",
            "start the product once or name its --data folder; nothing was written",
        )
    try:
        closed_secrets(folder, url, env)
    except SecretsError as error:
        raise LauncherError(
            f"{SECRETS} cannot be used ({error}), so a backup could not be restored",
            "copy the data folder as it is and look for a copy of that file; nothing was written",
        ) from error


def _check_kind(folder: Path, url: str) -> None:
    there = {name for name in (SQLITE_NAME, POSTGRES_NAME) if (folder / name).is_file()}
    wanted = POSTGRES_NAME if is_postgres(url) else SQLITE_NAME
    if not there:
        raise LauncherError("The backup holds no database", f"use another; {_UNCHANGED}")
    if there != {wanted}:
        raise LauncherError(
            "The backup is of the other kind of database",
            f"set DATABASE_URL as it was for the backup; {_UNCHANGED}",
        )


def _check_whole(database: Path) -> None:
    verdict = examine(database)
    if verdict.state is not State.WHOLE:
        raise LauncherError(
            f"The database in the backup is not whole ({verdict.text})",
            f"use another backup; {_UNCHANGED}",
        )


def applied_migrations(layout: Layout, folder: Path, url: str) -> set[tuple[str, ...]]:
    """Return what the database of an unpacked backup says was done to it."""
    if is_postgres(url):
        return dumped_migrations(layout, folder / POSTGRES_NAME)
    return set(_select(folder / SQLITE_NAME, "SELECT app, name FROM django_migrations"))


def _refuse_newer(layout: Layout, applied: Iterable[tuple[str, ...]]) -> None:
    """Raise when a migration of ours is not known; missing ones are made up at the next start."""
    known = known_migrations(layout)
    newer = sorted(
        f"{app}.{name}" for app, name in applied if app in known and name not in known[app]
    )
    if newer:
        raise LauncherError(
            f"The backup is of a newer Sightline ({newer[-1]} is not known here)",
            f"update the product first, then restore; {_UNCHANGED}",
        )


def known_migrations(layout: Layout) -> dict[str, set[str]]:
    """The migrations of each of our apps, by the label that the database knows it by."""
    known: dict[str, set[str]] = {}
    for file in layout.root.glob("apps/*/migrations/[0-9]*.py"):
        known.setdefault(_label(file.parent.parent), set()).add(file.stem)
    return known


def _label(app: Path) -> str:
    """Return an app's label: the name of its folder unless its configuration says another."""
    found = _LABEL.search((app / "apps.py").read_text())
    return found[1] if found else app.name


def closed_secrets(folder: Path, url: str, env: Mapping[str, str]) -> int:
    """Check that secrets are there; return how many stored ones they do not open."""
    file, variables = folder / SECRETS, [env.get(name, "").strip() for name in _SECRET_VARIABLES]
    if not file.exists() and not all(variables):
        raise SecretsError(
            f"it is missing, and {' and '.join(_SECRET_VARIABLES)} are not set instead"
        )
    keys = read_field_keys(file) if file.exists() else []
    keys = [key.strip() for key in variables[1].split(",") if key.strip()] or keys
    return 0 if is_postgres(url) else unopened(_sealed(folder / SQLITE_NAME), keys)


def _sealed(database: Path) -> Iterator[str]:
    """Everything in the rows that the field keys have sealed."""
    for (token,) in _select(database, "SELECT secret FROM accounts_providerkey"):
        yield str(token)
    for (text,) in _select(database, "SELECT data FROM mfa_authenticator"):
        with suppress(ValueError, TypeError, RecursionError):
            data = dict(json.loads(text))
            yield from (str(data[name]) for name in ("secret", "seed") if name in data)


def _select(database: Path, statement: str) -> list[tuple[str, ...]]:
    """Rows of a table; none when an older version had no such table."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as opened:
            return opened.execute(statement).fetchmany(_MOST_ROWS)
    except sqlite3.Error as error:
        if "no such table" in str(error):
            return []
        raise LauncherError(
            f"The database in the backup cannot be read ({error})",
            f"use another backup; {_UNCHANGED}",
        ) from error
