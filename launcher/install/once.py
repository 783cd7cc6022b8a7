"""Work on the data folder that is skipped when nothing it depends on changed."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from launcher.backups.damage import damage_error
from launcher.backups.integrity import State, examine
from launcher.backups.known import proven_advice
from launcher.command import CommandError, run_logged
from launcher.errors import LauncherError, put_back
from launcher.install.stamps import hash_files, is_stamped, write_stamp
from launcher.layout import Layout
from launcher.progress import Step, step

_MIGRATE, _DEMO = "migrations", "demo"
_UNREACHABLE = ("timeout expired", "connection timeout", "could not translate host name")


def uses_bundled_database(env: Mapping[str, str] = os.environ) -> bool:
    """Whether the database is the SQLite file in the data folder."""
    return not env.get("DATABASE_URL", "").strip()


def ensure_migrated(layout: Layout, env: Mapping[str, str]) -> None:
    """Bring the database to the present tables.

    A database elsewhere can be changed behind our back, so only the bundled one may skip this.
    """
    digest = hash_files(_migrations(layout))
    if _may_skip(layout, _MIGRATE, digest):
        return
    with step("Prepare the database") as shown:
        try:
            manage(layout, ["migrate", "--no-input"], env, shown)
        except CommandError as error:
            raise _database_error(layout, error) from error
    write_stamp(layout.stamps, _MIGRATE, digest)


def ensure_demo(layout: Layout, env: Mapping[str, str]) -> None:
    """Load the demo user and the real daily history that comes with the product."""
    digest = hash_files([*_migrations(layout), *_demo_inputs(layout)])
    if _may_skip(layout, _DEMO, digest):
        return
    with step("Load the demo data") as shown:
        try:
            manage(layout, ["load_demo"], env, shown)
        except CommandError as error:
            raise _demo_error(layout, error) from error
    write_stamp(layout.stamps, _DEMO, digest)


def forget(layout: Layout) -> None:
    """Do both again at the next start, e.g. after a restore."""
    layout.stamps.unlink(missing_ok=True)


def manage(layout: Layout, arguments: list[str], env: Mapping[str, str], shown: Step) -> None:
    """Run a management command to its end."""
    run_logged(
        [str(layout.python), "manage.py", *arguments],
        cwd=layout.root,
        env=env,
        log=layout.logs / "start.log",
        on_line=shown.note,
    )


def _may_skip(layout: Layout, name: str, digest: str) -> bool:
    there = uses_bundled_database() and layout.database.is_file()
    return there and is_stamped(layout.stamps, name, digest)


def _migrations(layout: Layout) -> Iterable[Path]:
    yield layout.root / "requirements.txt"
    yield from layout.root.glob("apps/*/migrations/*.py")


def _demo_inputs(layout: Layout) -> Iterable[Path]:
    yield from (file for file in layout.root.glob("fixtures/demo/**/*") if file.is_file())
    yield from layout.root.glob("apps/instruments/management/commands/*.py")


def _demo_error(layout: Layout, error: CommandError) -> LauncherError:
    if error.says("demo's files in"):
        return error.to_launcher_error(
            "The demo's files in fixtures/demo are damaged or missing",
            put_back("fixtures/demo"),
        )
    return _database_error(layout, error, "The demo data cannot be loaded")


def _database_error(
    layout: Layout, error: CommandError, failure: str = "The database cannot be prepared"
) -> LauncherError:
    if error.says("connection refused", "could not connect", "connection failed", *_UNREACHABLE):
        return LauncherError(
            "The database in DATABASE_URL does not answer",
            "start it or correct the URL",
            error.shown,
        )
    if error.says("file is not a database", "malformed") and uses_bundled_database():
        # What a program said in passing is no proof: the file is read before anything is advised.
        verdict = examine(layout.database)
        if verdict.state is not State.WHOLE:
            found = damage_error(layout.database, verdict, proven_advice(layout, ""))
            return LauncherError(found.cause, found.fix, error.shown)
    return error.to_launcher_error(failure, "correct what the lines above name")
