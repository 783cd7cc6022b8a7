"""What was found before findings had records becomes the first record of each."""

from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.data_quality.mappers import finding_from_record, finding_from_row
from apps.data_quality.models import FindingRecord, SeriesHealth
from apps.data_quality.services.history import findings_note
from tests.flows.world import make_instrument

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=30)


def _finding(old: Any, instrument: int, start: int, state: str) -> Any:
    return old.get_model("quality", "Finding").objects.create(
        instrument_id=instrument, interval="1d", kind="jump", severity="warning", rank=1,
        start_us=start, end_us=start, sentence="A jump.", evidence={"size": 0.4}, state=state,
        mend={"action": "drop", "start_us": start, "end_us": start, "bars": []},
        first_seen=BEFORE, opened_at=BEFORE, last_seen=NOW,
    )  # fmt: skip


def test_findings_and_series_of_before(transactional_db: None, django_user_model: Any) -> None:
    person = django_user_model.objects.create(username="ann")
    instrument = make_instrument("AAA").pk
    with time_machine.travel(NOW, tick=False):
        old = MigrationExecutor(connection).migrate([("quality", "0005_rooms")]).apps
        try:
            _finding(old, instrument, 1, "open")
            repaired = _finding(old, instrument, 2, "repaired")
            old.get_model("quality", "Repair").objects.create(
                finding=repaired, made_by_id=person.pk, action="drop", start_us=2, end_us=2,
                bars=1, before="", after="", made_at=BEFORE,
            )  # fmt: skip
            old.get_model("quality", "SeriesHealth").objects.create(
                instrument_id=instrument, interval="1d", source="x", bars=3, missing=0,
                checked_at=BEFORE,
            )  # fmt: skip
        finally:
            executor = MigrationExecutor(connection)
            executor.migrate(executor.loader.graph.leaf_nodes())
        assert SeriesHealth.objects.get().market_time == BEFORE
        records = FindingRecord.objects.order_by("market_time")
        assert [(row.state, row.market_time) for row in records] == [
            ("open", BEFORE), ("repaired", NOW)
        ]  # fmt: skip
        for record in records:
            assert finding_from_record(record) == finding_from_row(record.finding)
        findings_note([record.finding_id for record in records])  # nothing has changed
        assert FindingRecord.objects.count() == 2
