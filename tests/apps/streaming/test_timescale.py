"""TimescaleDB: what is said to it, that nothing is said without it, and, where one is, equality.

Set SIGHTLINE_TEST_TIMESCALE_URL to an empty database with the extension to run the last test.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Self
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apps.instruments.store import timescale
from apps.streaming.bars.retention import HOUR_US, MARGIN_US, Retention

URL = os.environ.get("SIGHTLINE_TEST_TIMESCALE_URL", "")
ROOT = Path(__file__).resolve().parents[3]


class Recorder:
    """A cursor that notes statements; `rows` are the answers to its questions."""

    def __init__(self, *rows: object) -> None:
        self.rows = list(rows)
        self.said: list[tuple[str, object]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def execute(self, statement: str, params: object = None) -> None:
        self.said.append((statement, params))

    def fetchone(self) -> object:
        return self.rows.pop(0)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch):
    def speak(*rows: object) -> Recorder:
        recorder = Recorder(*rows)
        fake = patch.object(timescale, "connection")
        mock = fake.start()
        mock.vendor, mock.cursor.return_value = "postgresql", recorder
        return recorder

    yield speak
    patch.stopall()


@pytest.mark.django_db
def test_without_the_extension_nothing_happens(django_assert_num_queries) -> None:
    questions = 1 if connection.vendor == "postgresql" else 0
    with django_assert_num_queries(questions):
        assert timescale.install() is False
    assert timescale.is_hypertable() is False
    with pytest.raises(CommandError, match="CREATE EXTENSION timescaledb"):
        call_command("timescale")


def test_the_key_holds_the_time_before_the_table_is_cut_into_chunks(spoken) -> None:
    recorder = spoken((1,), (1,), None)
    assert timescale.install() is True
    said = [statement for statement, _ in recorder.said[3:]]
    assert said == timescale.statements()
    keyed = next(n for n, text in enumerate(said) if "PRIMARY KEY" in text)
    assert "(venue, symbol, trade_id, timestamp_us)" in said[keyed]
    assert "create_hypertable" in said[keyed + 1]
    aggregates = [text for text in said if "MATERIALIZED VIEW" in text]
    assert ["60000000" in text or "300000000" in text for text in aggregates] == [True, True]


def test_a_hypertable_is_left_as_it_is(spoken) -> None:
    recorder = spoken((1,), (1,), (1,))
    assert timescale.install() is True
    assert len(recorder.said) == 3


def test_the_retention_setting_becomes_a_policy(spoken) -> None:
    recorder = spoken((1,), (1,))
    Retention(ticks_h=48, second_bars_h=48).apply()
    assert "remove_retention_policy" in recorder.said[-2][0]
    assert recorder.said[-1][1] == [48 * HOUR_US + MARGIN_US]


def test_aggregates_equal_the_folded_bars(tmp_path: Path) -> None:
    if not URL:
        pytest.skip("SIGHTLINE_TEST_TIMESCALE_URL names no database: TIMESCALEDB IS NOT TESTED")
    done = subprocess.run(
        [sys.executable, "-m", "tests.apps.streaming.timescale_check"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": URL, "SIGHTLINE_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3_000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {"1m": True, "5m": True, "twice": 0}
