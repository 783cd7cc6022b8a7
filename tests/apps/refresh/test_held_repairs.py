"""A person's repairs survive refreshes, until the provider itself reports another value."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from apps.data_quality.models import Finding, Repair
from apps.instruments.models import Bar, DailyFeed, Hold
from apps.instruments.selectors import actions_of, instrument_get
from apps.instruments.selectors.bars import day_us
from apps.instruments.services.repairs import bars_correct, splits_correct
from apps.instruments.store import ActionRow, actions_replace, bars_whole
from apps.instruments.types import BarRow, Instrument
from apps.providers.asking import history_fetch
from apps.providers.shared.base import ProviderAction
from apps.refresh import work
from apps.refresh.services.holds import splits_held_back
from apps.refresh.services.instruments import instrument_refound
from tests.apps.data_quality.conftest import run_check
from tests.apps.refresh.conftest import NOON, Notes, Run

DAY_S = 86_400
URL = "/api/v1/quality/findings"
Add = Callable[..., Any]
AT = -3  # within the week that each refresh looks at again


def rows(symbol: str = "AAPL") -> list[Bar]:
    found = Bar.objects.filter(instrument__symbol=symbol, interval_s=DAY_S)
    return list(found.order_by("timestamp_us"))


def prices_of(bar: Bar) -> dict[str, float]:
    return {name: getattr(bar, name) for name in ("open", "high", "low", "close")}


class Provider:
    """Reports any values of one day."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at_us: int) -> None:
        self.factor, self.volume, self._at = 1.0, 1.0, at_us
        monkeypatch.setattr("apps.refresh.refreshing.history_fetch", self._answer)

    def _answer(self, **asked: Any) -> Any:
        answered = history_fetch(**asked)
        bars = answered.value.bars.bars
        hit = bars.timestamps == self._at
        for name in ("open", "high", "low", "close"):
            getattr(bars, name)[hit] *= self.factor
        bars.volume[hit] *= self.volume
        return answered


@pytest.fixture
def provider(add: Add, monkeypatch: pytest.MonkeyPatch) -> Provider:
    """A provider of AAPL, whose word on one day the test changes."""
    add("AAPL")
    return Provider(monkeypatch, rows()[AT].timestamp_us)


@pytest.fixture
def repaired(provider: Provider, run: Run, alice_api: Any) -> Finding:
    """The finding of a bar that came a hundred times too high, repaired by Alice."""
    provider.factor = 100.0
    run(work.refresh, {"symbols": ["AAPL"]})
    run_check()
    finding = Finding.objects.get(kind="jump")
    assert alice_api.post(f"{URL}/{finding.pk}/repair").status_code == 200
    return finding


def test_a_repair_stays_while_the_provider_repeats_itself(
    provider: Provider, repaired: Finding, run: Run
) -> None:
    repaired_prices = prices_of(rows()[AT])
    provider.volume = 1.01  # counted anew, as volumes are for days
    notes = Notes()
    assert run(work.refresh, {"symbols": ["AAPL"]}, notes).result.bars == {"AAPL": 0}
    assert any("repaired by hand" in line for line in notes.lines)
    assert prices_of(rows()[AT]) == repaired_prices
    run_check()
    repaired.refresh_from_db()
    assert repaired.state == "repaired"


def test_the_providers_own_correction_is_taken_and_closes_the_finding(
    provider: Provider, repaired: Finding, run: Run
) -> None:
    repaired_prices = rows()[AT].close
    provider.factor = 1.01
    assert run(work.refresh, {"symbols": ["AAPL"]}).result.bars == {"AAPL": 1}
    assert rows()[AT].close == pytest.approx(repaired_prices * 1.01)
    run_check()
    repaired.refresh_from_db()
    assert repaired.state == "closed"
    assert Repair.objects.get().overtaken_at is not None
    assert not Hold.objects.exists()


def test_another_fault_by_the_provider_opens_the_finding_again(
    provider: Provider, repaired: Finding, run: Run, alice_api: Any
) -> None:
    provider.factor = 101.0
    run(work.refresh, {"symbols": ["AAPL"]})
    run_check()
    seen = alice_api.get(f"{URL}/{repaired.pk}").json()
    assert seen["state"] == "open"
    assert seen["repair"]["overtaken_at"] is not None
    undone = alice_api.post(f"{URL}/{repaired.pk}/undo")
    assert (undone.status_code, undone.json()["code"]) == (409, "nothing_to_undo")
    assert alice_api.post(f"{URL}/{repaired.pk}/repair").json()["state"] == "repaired"
    assert Repair.objects.count() == 2


def test_an_undone_repair_holds_nothing_back(
    provider: Provider, repaired: Finding, run: Run, alice_api: Any
) -> None:
    assert Hold.objects.count() == 1
    alice_api.post(f"{URL}/{repaired.pk}/undo")
    assert not Hold.objects.exists()
    provider.factor = 1.0
    assert run(work.refresh, {"symbols": ["AAPL"]}).result.bars == {"AAPL": 1}


def whole(instrument: Instrument, at_us: int) -> list[BarRow]:
    return bars_whole(
        instrument_id=instrument.id, symbol=instrument.symbol, interval="1d", start_us=at_us,
        end_us=at_us,
    )  # fmt: skip


def correct(instrument: Instrument, at_us: int, wanted: list[BarRow]) -> None:
    bars_correct(instrument=instrument, interval="1d", start_us=at_us, end_us=at_us, rows=wanted)


def test_a_dropped_bar_stays_away_and_comes_back_when_it_is_reported_anew(
    provider: Provider, run: Run
) -> None:
    instrument = instrument_get(symbol="AAPL")
    at_us = rows()[AT].timestamp_us
    correct(instrument, at_us, [])
    run(work.refresh, {"symbols": ["AAPL"]})
    assert whole(instrument, at_us) == []
    provider.factor = 1.02
    run(work.refresh, {"symbols": ["AAPL"]})
    assert len(whole(instrument, at_us)) == 1


def test_two_corrections_are_let_go_when_both_are_taken_back(provider: Provider) -> None:
    instrument = instrument_get(symbol="AAPL")
    at_us = rows()[AT].timestamp_us
    first = whole(instrument, at_us)
    second = [replace(first[0], close=first[0].close * 1.01)]
    correct(instrument, at_us, second)
    correct(instrument, at_us, [])
    correct(instrument, at_us, second)
    assert Hold.objects.count() == 1
    correct(instrument, at_us, first)
    assert not Hold.objects.exists()


def test_a_split_that_was_removed_stays_away(add: Add) -> None:
    add("AAPL")
    instrument, day = instrument_get(symbol="AAPL"), date(2026, 11, 16)
    split = ProviderAction(day, "split", 4.0)
    row = ActionRow(day, "split", 0.25, 4.0, 4.0, "yahoo")
    actions_replace(instrument_id=instrument.id, rows=[row])
    splits_correct(instrument=instrument, splits=[])
    assert splits_held_back(instrument, (split,)).rows == ()
    other = ProviderAction(day, "split", 3.0)
    taken = splits_held_back(instrument, (other,))
    assert taken.rows == (other,)
    assert taken.overtaken == {day_us(day)}


def test_a_split_that_a_person_recorded_outlives_a_provider_that_does_not_report_it(
    add: Add, run: Run
) -> None:
    add("AAPL")
    instrument, day = instrument_get(symbol="AAPL"), NOON.date()
    added = ActionRow(day, "split", 0.5, 2.0, 2.0, "repair")
    known = [one for one in actions_of(instrument_id=instrument.id) if one.kind == "split"]
    splits_correct(instrument=instrument, splits=[*known, added])
    run(work.refresh, {"symbols": ["AAPL"]})
    assert added in actions_of(instrument_id=instrument.id)


def test_bars_of_another_origin_are_not_held_back(provider: Provider) -> None:
    correct(instrument_get(symbol="AAPL"), rows()[AT].timestamp_us, [])
    DailyFeed.objects.all().delete()
    instrument_refound(instrument_get(symbol="AAPL"))
    assert not Hold.objects.exists()
