"""What the product writes down for a person by itself: the newest stay, others keep theirs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings

from apps.accounts.models import User
from apps.alerts.evaluation import observe
from apps.alerts.models import AlertDelivery, AlertEvent, AlertRule
from apps.core.quota import Bound
from apps.data_quality.models import Finding, Repair
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.services import NewForecast, NewVersion, version_store
from apps.instruments.models import InstrumentRow
from apps.pipelines.models import FeatureRun
from apps.pipelines.services import run_record
from apps.pipelines.types import FeatureAsk
from tests.apps.alerts.conftest import make_rule, seen
from tests.apps.data_quality.conftest import MakeSeries, make_series, run_check
from tests.apps.data_quality.test_repairs import URL, saturday
from tests.apps.forecasts.contents import one_step
from tests.flows.world import feature_result

MOST = 3
TIMES = 6
DAY = datetime(2026, 3, 2, tzinfo=UTC)

__all__ = ["make_series"]


@pytest.fixture
def instrument(db: None) -> InstrumentRow:
    return InstrumentRow.objects.create(
        symbol="AAA", name="AAA", asset_class="crypto", exchange="TEST", currency="USD",
        calendar="24/7", source="test", last_bar=date(2026, 3, 1),
    )  # fmt: skip


def _bound(monkeypatch: pytest.MonkeyPatch, *models: type[Any]) -> None:
    for model in models:
        monkeypatch.setattr(model, "per_person", Bound(MOST, "oldest_go"))


def test_the_newest_alerts_stay(
    alice: User, bob: User, instrument: InstrumentRow, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bound(monkeypatch, AlertEvent)
    for user in (bob, alice):
        make_rule(
            user,
            channels=[
                {"type": "in_app", "target": ""},
                {"type": "webhook", "target": "https://a.org"},
            ],
        )
    # One that both rules fire at, then more for Alice's alone.
    observe([seen(101.0)])
    AlertRule.objects.filter(owner=bob).delete()
    for n in range(1, TIMES):
        observe([seen(99.0, 2 * n), seen(101.0 + n, 2 * n + 1)])
    kept = AlertEvent.objects.filter(owner=alice)
    assert [event.value for event in kept] == [106.0, 105.0, 104.0]
    assert AlertDelivery.objects.filter(event__owner=alice).count() == MOST
    assert AlertEvent.objects.filter(owner=bob).count() == 1


def test_the_newest_feature_runs_stay(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bound(monkeypatch, FeatureRun)
    ask = FeatureAsk(("AAA",), "polars", "1d")
    run_record(job_id=uuid4(), owner_id=bob.pk, ask=ask, result=feature_result(rows=99))
    for n in range(TIMES):
        run_record(job_id=uuid4(), owner_id=alice.pk, ask=ask, result=feature_result(rows=n))
    runs = FeatureRun.objects.order_by("created_at").values_list("rows", flat=True)
    assert list(runs.filter(owner=alice)) == [3, 4, 5]
    assert list(runs.filter(owner=bob)) == [99]


def test_the_newest_repairs_stay_and_can_be_undone(
    alice: User, alice_api: Any, make_series: MakeSeries, monkeypatch: pytest.MonkeyPatch
) -> None:
    _bound(monkeypatch, Repair)
    for n in range(MOST + 1):
        make_series(f"ODD{n}", change=saturday)
    run_check()
    findings = list(Finding.objects.filter(kind="impossible_time", state="open").order_by("pk"))
    for finding in findings:
        assert alice_api.post(f"{URL}/{finding.pk}/repair").status_code == 200
    kept = Repair.objects.order_by("pk").values_list("finding", flat=True)
    assert list(kept) == [finding.pk for finding in findings[1:]]
    # What was repaired stays so; only the way back is gone, and it says so.
    gone = alice_api.post(f"{URL}/{findings[0].pk}/undo")
    assert (gone.status_code, gone.json()["code"]) == (409, "nothing_to_undo")
    assert alice_api.get(f"{URL}/{findings[0].pk}").json()["repair"] is None
    assert alice_api.post(f"{URL}/{findings[-1].pk}/undo").status_code == 200


def _train(owner: User | None, instrument: InstrumentRow, n: int) -> None:
    who = owner.pk if owner else None
    version = NewVersion(
        who, "ridge", 5, f"data-{n}", ["AAA"], date(2020, 1, 1), date(2026, 3, 2),
        f"{who}-{n}", "0", [],
    )  # fmt: skip
    folder = django_settings.MODELS_DIR / version.folder
    folder.mkdir(parents=True)
    (folder / "model").write_text("weights")
    issued = NewForecast(
        instrument.pk, who, "AAA", DAY + timedelta(days=n), 10.0,
        one_step(DAY + timedelta(days=n + 1)), [], f"{n}",
    )  # fmt: skip
    version_store(version, [issued])


@pytest.fixture
def folders(settings: Any, tmp_path: Any) -> Any:
    settings.MODELS_DIR = tmp_path
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_the_newest_models_stay_with_their_files(
    alice: User, bob: User, instrument: InstrumentRow, folders: Any, monkeypatch: Any
) -> None:
    _bound(monkeypatch, ModelVersion)
    for user in (None, bob):
        _train(user, instrument, 0)
    for n in range(TIMES):
        _train(alice, instrument, n)
    kept = ModelVersion.objects.filter(owner=alice).values_list("data_version", flat=True)
    assert list(kept) == ["data-5", "data-4", "data-3"]
    assert {forecast.version.data_version for forecast in Forecast.objects.filter(owner=alice)} == {
        *kept
    }
    mine = {f"{alice.pk}-{n}" for n in (3, 4, 5)}
    assert {folder.name for folder in folders.iterdir()} == mine | {"None-0", f"{bob.pk}-0"}


def test_the_newest_forecasts_stay(
    alice: User, bob: User, instrument: InstrumentRow, folders: Any, monkeypatch: Any
) -> None:
    _bound(monkeypatch, Forecast)
    for user in (None, bob):
        for n in range(2):
            _train(user, instrument, n)
    for n in range(TIMES):
        _train(alice, instrument, n)
    left = Forecast.objects.filter(owner=alice).values_list("forecast_hash", flat=True)
    assert sorted(left) == ["3", "4", "5"]
    assert Forecast.objects.filter(owner=bob).count() == 2
    assert Forecast.objects.filter(owner=None).count() == 2
