"""A changed direction of the default model is reported once, with the forecast that changed it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from apps.accounts.models import User
from apps.alerts.models import AlertEvent
from apps.alerts.types import Question
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.services import NewForecast, forecasts_store
from apps.forecasts.types import ENSEMBLE
from apps.forecasts.watching import flip_history
from tests.apps.alerts.making import rule_create
from tests.apps.forecasts.conftest import add_instrument
from tests.apps.forecasts.contents import one_step

DAY = datetime(2026, 3, 2, 21, tzinfo=UTC)


@pytest.fixture
def instrument(alice: User, db: None):
    row = add_instrument("AAA", first_bar=date(2020, 1, 1), last_bar=date(2026, 3, 2))
    rule_create(
        user_id=alice.pk,
        fields={"kind": "forecast_flip", "symbol": "AAA", "repeat": "every", "cooldown_s": 0},
    )
    return row


def _version(kind: str = ENSEMBLE) -> ModelVersion:
    return ModelVersion.objects.create(
        kind=kind, horizons=5, data_version="v", seed=1, pool=["AAA"], first_bar=date(2020, 1, 1),
        last_bar=date(2026, 3, 2), folder="f", sha256="0", scores=[], trained_at=DAY,
        market_time=DAY,
    )  # fmt: skip


def _issue(version: ModelVersion, row, day: int, direction: str) -> None:
    content = one_step(DAY + timedelta(days=day + 1), direction=direction)
    new = NewForecast(
        row.pk, None, "AAA", DAY + timedelta(days=day), 10.0, content, [], f"{version.pk}-{day}"
    )
    forecasts_store(version, [new])


def test_a_flip_is_reported_and_the_same_direction_is_not(instrument) -> None:
    version = _version()
    for day, direction in enumerate(("no_edge", "no_edge", "up", "up", "down")):
        _issue(version, instrument, day, direction)
    assert list(AlertEvent.objects.order_by("pk").values_list("message", flat=True)) == [
        "The forecast of AAA changed from no edge to up",
        "The forecast of AAA changed from up to down",
    ]
    assert AlertEvent.objects.latest("pk").details["to"] == "down"


def test_a_forecast_that_is_stored_again_is_not_reported_again(instrument) -> None:
    version = _version()
    _issue(version, instrument, 0, "up")
    _issue(version, instrument, 1, "down")
    _issue(version, instrument, 1, "down")
    assert (Forecast.objects.count(), AlertEvent.objects.count()) == (2, 1)


def test_other_models_change_their_minds_in_silence(instrument) -> None:
    version = _version("ridge")
    _issue(version, instrument, 0, "up")
    _issue(version, instrument, 1, "down")
    assert AlertEvent.objects.count() == 0


def test_the_past_holds_every_forecast(alice: User, instrument) -> None:
    version = _version()
    for day, direction in enumerate(("up", "down")):
        _issue(version, instrument, day, direction)
    series = flip_history(Question("forecast_flip", "AAA", alice.pk))
    assert series.happened is not None
    assert series.happened.tolist() == [False, True]
