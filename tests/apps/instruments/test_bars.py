"""Bars as other apps read them."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from apps.instruments.errors import InsufficientHistoryError, UnknownSymbolError
from apps.instruments.models import CorporateAction
from apps.instruments.selectors import (
    bars_read,
    daily_bars,
    instrument_get,
    latest_bars,
    require_history,
)
from apps.instruments.store import bars_upsert
from tests.apps.instruments.conftest import MakeInstrument, bar, daily, day_us

# Statements of our own, one for each database.
pytestmark = pytest.mark.every_case
MINUTE = 60_000_000


def test_weeks_begin_on_monday_and_months_on_the_first(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [float(k) for k in range(1, 31)])
    instrument = instrument_get(symbol="AAA")
    weeks = bars_read(instrument=instrument, interval="1wk")
    assert weeks.dates.tolist()[:2] == [date(2022, 1, 3), date(2022, 1, 10)]
    assert weeks.open.tolist()[:2] == [1.0, 6.0]
    assert weeks.close.tolist()[:2] == [5.0, 10.0]
    months = bars_read(instrument=instrument, interval="1mo")
    assert months.dates.tolist() == [date(2022, 1, 1), date(2022, 2, 1)]
    assert months.close.tolist() == [21.0, 30.0]


def test_a_folded_range_starts_with_a_whole_bar(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [float(k) for k in range(1, 11)])
    weeks = bars_read(
        instrument=instrument_get(symbol="AAA"), interval="1wk", start_us=day_us(date(2022, 1, 5))
    )
    assert weeks.open.tolist() == [1.0, 6.0]


def test_the_running_week_is_not_settled(
    make_instrument: MakeInstrument, time_machine: object
) -> None:
    make_instrument("AAA", [1.0, 2.0, 3.0])
    instrument = instrument_get(symbol="AAA")
    time_machine.move_to(datetime(2022, 1, 6, tzinfo=UTC))  # type: ignore[attr-defined]
    assert bars_read(instrument=instrument, interval="1wk").settled.tolist() == [False]
    time_machine.move_to(datetime(2022, 1, 10, tzinfo=UTC))  # type: ignore[attr-defined]
    assert bars_read(instrument=instrument, interval="1wk").settled.tolist() == [True]


def test_five_minute_bars_fold_into_an_hour(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA")
    bars_upsert([bar("AAA", "5m", k * 5 * MINUTE, float(k + 1)) for k in range(13)])
    hours = bars_read(instrument=instrument_get(symbol="AAA"), interval="1h")
    assert hours.timestamps.tolist() == [0, 60 * MINUTE]
    assert hours.close.tolist() == [12.0, 13.0]
    assert hours.volume.tolist() == [12.0, 1.0]
    newest = latest_bars(instrument=instrument_get(symbol="AAA"), interval="1h")
    assert newest.close.tolist() == [13.0]


def test_actions_apply_on_read_and_not_in_the_table(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA", [100.0, 50.0])
    CorporateAction.objects.create(
        instrument=row, ex_date=date(2022, 1, 4), kind="split", price_factor=0.5, volume_factor=2.0
    )
    instrument = instrument_get(symbol="AAA")
    adjusted = bars_read(instrument=instrument, interval="1d")
    assert adjusted.close.tolist() == [50.0, 50.0]
    assert adjusted.volume.tolist() == [2.0, 1.0]
    assert bars_read(instrument=instrument, interval="1d", adjusted=False).close[0] == 100.0


def test_daily_bars_are_settled_and_real(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [1.0, 2.0, 3.0])
    made_up = make_instrument("SIM", [1.0], simulated=True)
    bars_upsert(daily("AAA", [9.0], date(2022, 1, 6), settled=False))
    instrument = instrument_get(symbol="AAA")
    assert daily_bars(instrument=instrument).close.tolist() == [1.0, 2.0, 3.0]
    window = daily_bars(instrument=instrument, start=date(2022, 1, 4), end=date(2022, 1, 4))
    assert window.close.tolist() == [2.0]
    assert len(daily_bars(instrument=instrument_get(symbol=made_up.symbol))) == 0


def test_an_instrument_without_bars_has_empty_columns(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA")
    instrument = instrument_get(symbol="aaa")
    for interval in ("1d", "1wk", "15m"):
        bars = bars_read(instrument=instrument, interval=interval)
        assert len(bars) == 0
        assert bars.close.dtype == np.float64
        assert not bars.close_only
    assert len(latest_bars(instrument=instrument, interval="1wk")) == 0


def test_a_private_instrument_is_its_owners_alone(
    make_instrument: MakeInstrument, alice: object, charlie: object
) -> None:
    make_instrument("MINE", [1.0], owner=alice)
    assert instrument_get(symbol="MINE", user_id=alice.pk).owner_id == alice.pk  # type: ignore[attr-defined]
    for outsider in (charlie.pk, None):  # type: ignore[attr-defined]
        with pytest.raises(UnknownSymbolError):
            instrument_get(symbol="MINE", user_id=outsider)


def test_an_own_instrument_goes_before_the_systems(
    make_instrument: MakeInstrument, alice: object, charlie: object
) -> None:
    make_instrument("AAA", source="system")
    make_instrument("AAA", source="own", owner=alice)
    assert instrument_get(symbol="AAA", user_id=alice.pk).source == "own"  # type: ignore[attr-defined]
    assert instrument_get(symbol="AAA", user_id=charlie.pk).source == "system"  # type: ignore[attr-defined]


def test_too_little_history_says_how_much_there_is() -> None:
    require_history(10, 10, "AAA")
    with pytest.raises(InsufficientHistoryError) as caught:
        require_history(9, 10, "AAA")
    document = caught.value.document()
    assert (document["status"], document["code"]) == (422, "insufficient_history")
    assert (document["observations"], document["needed"]) == (9, 10)
