"""Backup, restore and doctor's check on a migrated folder that holds the demo's data."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from launcher.backups.backup import backup
from launcher.backups.integrity import State, examine
from launcher.backups.restore import restore
from launcher.checks import diagnoses
from launcher.layout import ROOT, Layout, open_data_folder
from launcher.running.child_environment import product_environment
from tests.apps.instruments.migrations.old_tables import OLD

pytestmark = pytest.mark.slow


def manage(layout: Layout, *words: str) -> None:
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("SIGHTLINE_") and name != "DATABASE_URL"
    }
    env = product_environment(layout, mode="demo", inherited=inherited)
    env["DATABASE_URL"] = ""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


def bars(layout: Layout) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(layout.database)) as database:
        return database.execute(
            "SELECT instrument_id, timestamp_us, close, wire FROM market_bar ORDER BY 1, 2"
        ).fetchall()


def make_as_first_released(layout: Layout) -> None:
    """Give the tables the order of columns that they had before the key came first."""
    manage(layout, "migrate", "market", "0009_hold", "--verbosity=0")
    with closing(sqlite3.connect(layout.database)) as database:
        for table, declaration in OLD.items():
            names = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            columns = ", ".join(names)
            database.execute(declaration.format("old_one"))
            database.execute(f"INSERT INTO old_one ({columns}) SELECT {columns} FROM {table}")
            database.execute(f"DROP TABLE {table}")
            database.execute(f"ALTER TABLE old_one RENAME TO {table}")
        database.commit()


def test_a_loaded_folder_of_the_first_release_goes_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    layout = Layout(data=tmp_path / "var")
    open_data_folder(layout)
    manage(layout, "migrate", "--no-input", "--verbosity=0")
    manage(layout, "load_demo")
    loaded = bars(layout)
    assert len(loaded) > 200_000
    make_as_first_released(layout)
    assert "whole" in diagnoses.database(layout)
    backup(layout, tmp_path / "file", env={})

    fresh = Layout(data=tmp_path / "fresh")
    restore(fresh, tmp_path / "file", env={})
    assert "whole" in diagnoses.database(fresh)
    assert "whole" in diagnoses.secrets(fresh)
    manage(fresh, "migrate", "--no-input", "--verbosity=0")
    assert bars(fresh) == loaded
    with closing(sqlite3.connect(fresh.database)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert examine(fresh.database).state is State.WHOLE
    backup(fresh, tmp_path / "second", env={})
    restore(layout, tmp_path / "second", env={})
    assert bars(layout) == loaded
    manage(layout, "migrate", "--check")
