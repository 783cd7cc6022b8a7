"""The ledger, the record and forecasts as of a day: as issued by then, scored by then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models import F
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.clock import utc_iso
from apps.forecasts.answers.packed import cards_pack
from apps.forecasts.models import Forecast, ModelVersion, Outcome, SymbolScore
from apps.instruments.models import InstrumentRow
from apps.instruments.services import watchlist_create
from tests.flows.world import build_market

DAY = date(2022, 6, 15)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
END = datetime(2022, 6, 16, tzinfo=UTC)
READS = {
    "forecasts/ledger": "forecasts/ledger?symbol=AAA",
    "forecasts/record": "forecasts/record?horizon=2",
    "forecasts/leaderboard": "forecasts/leaderboard?symbol=AAA",
    "prediction": "prediction?symbol=AAA&model=ridge",
    "ledger_file": "exports/ledger?symbol=AAA&format=csv",
    "home": "home?since=2022-05-25",
    "flips": "alerts/rules/preview",
}
WHYS = {
    "forecasts.prediction": "forecast.predicted_price?symbol=AAA&model=ridge&horizon=1",
    "forecasts.leaderboard": "leaderboard.r2?symbol=AAA&horizon=1&row=ridge",
    "forecasts.record": "record.issued?symbol=AAA&horizon=2&row=ridge",
    "forecasts.ledger": "ledger.predicted?id={first}",
}
READS.update({f"why_{name}": f"quality/measures/{why}" for name, why in WHYS.items()})
_SKILL = {
    "r2_vs_random_walk": 0.01, "mae_ratio": 0.99, "dm_statistic": 1.0, "p_value": 0.3,
    "verdict": "no_edge", "observations": 500, "days": 500,
}  # fmt: skip
_DIRECTION = {
    "accuracy": 0.5, "base_rate": 0.5, "edge_t": 0.0, "pt_statistic": 0.0, "pt_p_value": 0.5,
    "brier": 0.25, "brier_base_rate": 0.25, "calls": 0, "calls_accuracy": None, "observations": 500,
}  # fmt: skip
_COVERAGE = {
    "levels": {"50": 0.5, "80": 0.8, "90": 0.9, "95": 0.95}, "observations": 500, "by_year": {},
    "by_volatility": {}, "worst_60_days": 0.9, "winkler_95": 0.1,
}  # fmt: skip
CARDS: Any = [
    {"first": "2020-01-02", "last": "2022-05-31", "skill": _SKILL, "direction": _DIRECTION,
     "coverage": _COVERAGE}
] * 5  # fmt: skip


def _version(instrument: Any, when: datetime) -> ModelVersion:
    version = ModelVersion.objects.create(
        kind="ridge", horizons=5, data_version=f"{when}", seed=1, pool=["AAA"], folder="none",
        first_bar=date(2020, 1, 2), last_bar=when.date(), sha256="0" * 64, scores=CARDS,
        trained_at=when, market_time=when,
    )  # fmt: skip
    SymbolScore.objects.create(
        version=version, instrument=instrument, packed=cards_pack(CARDS), market_time=when
    )
    return version


def _step(number: int, target: datetime) -> dict[str, Any]:
    bounds = {f"{side}_{level}": 100.0 for side in ("lower", "upper") for level in (50, 80, 90, 95)}
    return {
        "step": number, "target_time": utc_iso(target), "predicted_price": 101.0,
        "predicted_return": 0.01, "predicted_volatility": 0.02, "value_at_risk_95": 0.03,
        "direction": "no_edge", "probability_up": 0.5, "probability_error": 0.02,
        "base_rate_up": 0.5, **bounds,
    }  # fmt: skip


def _issue(version: ModelVersion, instrument: Any, as_of: datetime) -> None:
    targets = [as_of + timedelta(days=ahead) for ahead in range(1, 6)]
    row = Forecast.objects.create(
        version=version, instrument=instrument, symbol="AAA", model="ridge", as_of=as_of,
        issued_at=as_of, market_time=as_of, last_price=100.0, forecast_hash=f"{as_of}",
        content={
            "scores": 500, "notices": [],
            "steps": [_step(place, target) for place, target in enumerate(targets, start=1)],
        },
    )  # fmt: skip
    Outcome.objects.bulk_create(
        Outcome(
            forecast=row, step=step, known_at=target, scored_at=target, price=100.0 + step,
            realised_return=0.01 * step, error=0.005, inside_50=True, inside_80=True,
            inside_90=True, inside_95=True, brier=0.25, brier_base_rate=0.25,
        )
        for step, target in enumerate(targets, start=1)
    )  # fmt: skip


@pytest.fixture
def ledger(alice: User) -> None:
    """Forecasts of forty days, twenty of them after the day that is asked about."""
    build_market()
    watchlist_create(owner_id=alice.pk, name="Watched", symbols=["AAA"])
    instrument = _known("AAA")
    version = _version(instrument, END - timedelta(days=60))
    for day in range(-20, 20):
        _measure(version, instrument, END - timedelta(hours=3) + timedelta(days=day), 600 + day)
        _issue(version, instrument, END - timedelta(hours=3) + timedelta(days=day))


def _measure(version: ModelVersion, instrument: Any, when: datetime, seen: int) -> None:
    cards = [card | {"skill": _SKILL | {"observations": seen}} for card in CARDS]
    SymbolScore.objects.create(
        version=version, instrument=instrument, packed=cards_pack(cards), market_time=when
    )


def _known(symbol: str) -> Any:
    return InstrumentRow.objects.get(symbol=symbol)


def _scramble() -> None:
    Forecast.objects.filter(market_time__gt=END).update(last_price=7.0, symbol="ZZZ")
    Outcome.objects.filter(known_at__gt=END).update(error=9.0, inside_90=False, price=1.0)
    SymbolScore.objects.filter(market_time__gt=END).update(packed=cards_pack(CARDS[:1]))


def _add() -> None:
    instrument = _known("AAA")
    later = _version(instrument, END + timedelta(days=90))
    for version in ModelVersion.objects.all():
        _measure(version, instrument, END + timedelta(days=91), 7)
    _issue(later, instrument, END + timedelta(days=91))


def _delete() -> None:
    Outcome.objects.filter(known_at__gt=END).delete()
    Forecast.objects.filter(market_time__gt=END).delete()
    ModelVersion.objects.filter(market_time__gt=END).delete()
    SymbolScore.objects.filter(market_time__gt=END).delete()


def _ask(api: APIClient, path: str) -> bytes:
    oldest = Forecast.objects.order_by("market_time").values_list("pk", flat=True)[0]
    mark = "&" if "?" in path else "?"
    url = f"/api/v1/{path.format(first=oldest)}{mark}as_of={DAY}"
    flips = {"kind": "forecast_flip", "symbol": "AAA"}
    answer: Any = api.get(url) if "rules" not in path else api.post(url, flips, format="json")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content
    return content


@pytest.mark.parametrize("name", READS)
def test_what_comes_later_changes_no_byte(ledger: None, alice_api: APIClient, name: str) -> None:
    with time_machine.travel(NOW, tick=False):
        first = _ask(alice_api, READS[name])
        for later in (_scramble, _add, _delete):
            later()
            assert _ask(alice_api, READS[name]) == first, later.__name__


def test_a_past_day_shows_what_had_been_issued_and_come_out(
    ledger: None, alice_api: APIClient
) -> None:
    with time_machine.travel(NOW, tick=False):
        rows = alice_api.get("/api/v1/forecasts/ledger", {"symbol": "AAA", "as_of": f"{DAY}"})
        found = rows.json()["results"]
        assert len(found) == 21
        assert [len(row["outcome"]["steps"]) if row["outcome"] else 0 for row in found[:7]] == [
            0,
            1,
            2,
            3,
            4,
            5,
            5,
        ]
        present = alice_api.get("/api/v1/forecasts/ledger", {"symbol": "AAA"}).json()["results"]
    assert len(present) == 40


def test_before_the_first_forecast_there_is_none(ledger: None, alice_api: APIClient) -> None:
    """And no job is started to make one up."""
    with time_machine.travel(NOW, tick=False):
        answer = alice_api.get("/api/v1/prediction", {"symbol": "AAA", "as_of": "2021-01-04"})
    assert answer.status_code == 404
    assert "by then" in answer.json()["detail"]


def test_each_day_shows_the_skill_that_had_been_measured_by_then(
    ledger: None, alice_api: APIClient
) -> None:
    seen = {}
    with time_machine.travel(NOW, tick=False):
        for day in ("2022-05-20", "2022-06-10", "2022-06-15", None):
            past = {"as_of": day} if day else {}
            for route in ("prediction", "forecasts/leaderboard"):
                body = alice_api.get(f"/api/v1/{route}", {"symbol": "AAA", **past}).json()
                found = body["results"][0] if "results" in body else body
                seen[route, day] = found.get("skill", {}).get("observations")
    days = {"2022-06-10": 595, "2022-06-15": 600, None: 619}
    for route in ("prediction", "forecasts/leaderboard"):
        assert {day: seen[route, day] for day in days} == days
    assert seen["prediction", "2022-05-20"] is None  # nothing had been issued
    assert seen["forecasts/leaderboard", "2022-05-20"] == 500  # as it was trained


def test_a_skill_that_was_measured_later_is_not_shown(ledger: None, alice_api: APIClient) -> None:
    SymbolScore.objects.update(market_time=F("market_time") + timedelta(days=90))
    ModelVersion.objects.update(market_time=END + timedelta(days=3))
    with time_machine.travel(NOW, tick=False):
        body = alice_api.get("/api/v1/prediction", {"symbol": "AAA", "as_of": f"{DAY}"}).json()
    assert body["skill"]["verdict"] == "unknown"
    assert body["pooled_skill"] is None
    assert body["trained_at"] is None
