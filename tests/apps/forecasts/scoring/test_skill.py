"""What was measured of a model stays beside what is measured later."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.forecasts.answers.packed import cards_of
from apps.forecasts.models import ModelVersion, SymbolScore
from apps.forecasts.scoring.skill import KEPT, Measured, scores_store
from apps.instruments.models import InstrumentRow
from tests.apps.forecasts.conftest import add_instrument

NOW = datetime(2026, 3, 2, 21, tzinfo=UTC)
CARD: Any = {"first": "2020-01-02", "last": "2026-02-27", "skill": {"p_value": 0.1}}
VERSION: dict[str, Any] = {
    "kind": "ridge", "horizons": 1, "data_version": "1", "seed": 1, "pool": ["AAA"],
    "folder": "none", "first_bar": "2020-01-02", "last_bar": "2026-02-27", "sha256": "0" * 64,
    "scores": [], "trained_at": NOW, "market_time": NOW,
}  # fmt: skip


def _store(version: ModelVersion, instrument: InstrumentRow, moment: datetime, p: float) -> None:
    card = CARD | {"skill": {"p_value": p}}
    scores_store(version, [Measured(instrument.pk, moment, [card])])


def _held() -> list[tuple[datetime, float]]:
    rows = SymbolScore.objects.order_by("market_time")
    return [(row.market_time, cards_of(row.packed)[0]["skill"]["p_value"]) for row in rows]  # type: ignore[misc]  # known here


def test_each_moment_has_its_scores_once(db: None) -> None:
    version, instrument = ModelVersion.objects.create(**VERSION), add_instrument("AAA")
    day = timedelta(days=1)
    for moment, p in ((NOW, 0.1), (NOW + day, 0.2), (NOW + day, 0.3)):
        _store(version, instrument, moment, p)
    assert _held() == [(NOW, 0.1), (NOW + day, 0.3)]


def test_scores_are_kept_for_three_years_and_the_newest_for_ever(db: None) -> None:
    version = ModelVersion.objects.create(**VERSION)
    still, going = add_instrument("OLD"), add_instrument("NEW")
    for moment in (NOW - 2 * KEPT, NOW - KEPT - timedelta(days=1)):
        for instrument in (still, going):
            _store(version, instrument, moment, 0.1)
    _store(version, going, NOW, 0.2)
    left = [(row.instrument, row.market_time) for row in SymbolScore.objects.order_by("pk")]
    assert left == [(still, NOW - KEPT - timedelta(days=1)), (going, NOW)]


def test_scores_of_before_are_the_first_of_their_model(transactional_db: None) -> None:
    instrument = add_instrument("AAA")
    old = MigrationExecutor(connection).migrate([("forecasts", "0002_outcomes_and_market_time")])
    try:
        version = old.apps.get_model("forecasts", "ModelVersion").objects.create(**VERSION)
        old.apps.get_model("forecasts", "SymbolScore").objects.create(
            version=version, instrument_id=instrument.pk, scores=[CARD], market_time=NOW
        )
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    assert _held() == [(NOW, 0.1)]
