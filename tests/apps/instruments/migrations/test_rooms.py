"""Rows that moved to an app of their own are those that were there before."""

from typing import Any

import pytest
from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.core.clock import now
from apps.explain.models import AlignmentRun
from apps.providers.models import ProviderCalls, ProviderState
from apps.refresh.models import SecondOpinion
from apps.streaming.models import StreamProcess

BEFORE: list[tuple[str, str | None]] = [
    ("market", "0011_quoted_in"),
    ("quality", "0004_repair_overtaken"),
    ("providers", None),
    ("streaming", None),
    ("refresh", None),
    ("explain", None),
]
TABLES = (
    "market_provider_calls",
    "market_provider_state",
    "market_second_opinion",
    "market_stream_process",
    "quality_alignment",
)

pytestmark = pytest.mark.django_db(transaction=True)


def _migrate(targets: Any) -> Apps:
    executor = MigrationExecutor(connection)
    apps: Apps = executor.migrate(targets).apps
    return apps


def _rows(apps: Apps, label: str, name: str) -> Any:
    return apps.get_model(label, name).objects


def _newest() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return found


def _columns() -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        description = connection.introspection.get_table_description
        return {table: [one.name for one in description(cursor, table)] for table in TABLES}


def test_rows_of_the_former_apps_are_kept(make_instrument: Any) -> None:
    instrument = make_instrument("AAA")
    columns = _columns()
    old = _migrate(BEFORE)
    try:
        # Nothing is renamed or lost on the way; what came since was added.
        assert all(set(one) <= set(columns[table]) for table, one in _columns().items())
        _rows(old, "market", "ProviderCalls").create(provider="yahoo", moments_us=[7])
        _rows(old, "market", "ProviderState").create(provider="yahoo", cause="busy")
        _rows(old, "market", "SecondOpinion").create(
            instrument_id=instrument.pk, provider="polygon", asked_at=now()
        )
        _rows(old, "quality", "AlignmentRun").create(
            started_at=now(), finished_at=now(), measures=3, failing=1, symbols=2, compared=9,
            score=0.5, code="abc",
        )  # fmt: skip
        stream = _rows(old, "market", "StreamProcess")
        stream.create(holder="one", state={"venue": "x"})
    finally:
        _migrate(_newest())
    assert _columns() == columns
    assert ProviderCalls.objects.get().moments_us == [7]
    assert ProviderState.objects.get().cause == "busy"
    assert SecondOpinion.objects.get().instrument == instrument
    assert AlignmentRun.objects.get().measures == 3
    assert StreamProcess.objects.get(holder="one").state == {"venue": "x"}
