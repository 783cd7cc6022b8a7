"""Splits and dividends: however often and by whomever they are reported, they count once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.models import CorporateAction
from apps.instruments.panel import panel_version
from apps.instruments.selectors import (
    bars_read,
    close_panel,
    daily_bars,
    instrument_get,
    price_quote,
)
from apps.instruments.store import ActionRow, actions_of, actions_replace, bars_columns
from apps.providers.shared.base import ProviderAction
from apps.refresh.actions import ReportedActions, merged, with_factors
from tests.apps.instruments.conftest import MakeInstrument, day_us, weekdays
from tests.servers.providers.server import ProviderServer

FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)
SPLIT = ProviderAction(date(2020, 8, 31), "split", 4.0)
PAID = ProviderAction(date(2020, 5, 8), "dividend", 0.82)


def reported(
    *actions: ProviderAction, by: str = "yahoo", start: date = FIRST, end: date = LAST
) -> ReportedActions:
    return ReportedActions(by, start, end, actions)


def shapes(rows: list[ActionRow]) -> list[tuple[date, str, float | None, str]]:
    return [(row.ex_date, row.kind, row.value, row.source) for row in rows]


def test_what_is_reported_twice_is_there_once() -> None:
    once = merged((), reported(SPLIT, PAID, SPLIT))
    assert len(once) == 2
    assert merged(once, reported(SPLIT, PAID)) == once


def test_another_providers_word_for_the_same_event_adds_nothing() -> None:
    first = merged((), reported(SPLIT, PAID))
    day_off = ProviderAction(PAID.ex_date + timedelta(days=1), "dividend", 0.8205)
    assert merged(first, reported(SPLIT, day_off, by="polygon")) == first


def test_another_provider_that_knows_less_takes_nothing_away() -> None:
    first = merged((), reported(SPLIT, PAID))
    assert merged(first, reported(by="binance")) == first


def test_what_one_provider_reports_as_two_events_stays_two() -> None:
    again = ProviderAction(PAID.ex_date + timedelta(days=2), "dividend", PAID.value)
    first = merged((), reported(PAID, again))
    assert [row.ex_date for row in first] == [PAID.ex_date, again.ex_date]
    assert merged(first, reported(again, PAID)) == first
    assert merged(first, reported(again, PAID, by="polygon")) == first


def test_two_providers_of_one_day_never_add_up() -> None:
    first = merged((), reported(PAID))
    other = ProviderAction(PAID.ex_date, "dividend", 0.8)
    again = merged(first, reported(other, by="polygon"))
    assert shapes(again) == [(PAID.ex_date, "dividend", 0.8, "polygon")]
    assert shapes(merged(again, reported(PAID))) == [(PAID.ex_date, "dividend", 0.82, "yahoo")]


def test_a_correction_of_the_value_replaces_it() -> None:
    first = merged((), reported(PAID))
    again = merged(first, reported(ProviderAction(PAID.ex_date, "dividend", 0.205)))
    assert shapes(again) == [(PAID.ex_date, "dividend", 0.205, "yahoo")]


def test_a_correction_of_the_day_moves_it() -> None:
    first = merged((), reported(SPLIT))
    moved = ProviderAction(SPLIT.ex_date - timedelta(days=10), "split", 4.0)
    assert shapes(merged(first, reported(moved))) == [(moved.ex_date, "split", 4.0, "yahoo")]


def test_what_the_same_provider_withdraws_goes_inside_its_span_only() -> None:
    first = merged((), reported(SPLIT, PAID))
    later = reported(start=date(2020, 8, 1))
    assert shapes(merged(first, later)) == [(PAID.ex_date, "dividend", 0.82, "yahoo")]


events = st.builds(
    ProviderAction,
    st.integers(0, 40).map(lambda number: FIRST + timedelta(days=9 * number)),
    st.sampled_from(["split", "dividend"]),
    st.sampled_from([0.5, 2.0, 3.0]),
)
words = st.lists(st.tuples(st.sampled_from(["yahoo", "polygon"]), st.lists(events, max_size=6)),
                 min_size=1, max_size=4)  # fmt: skip


@given(words)
def test_saying_it_again_changes_nothing_and_no_event_counts_twice(
    said: list[tuple[str, list[ProviderAction]]],
) -> None:
    rows: list[ActionRow] = []
    for by, actions in said:
        rows = merged(rows, reported(*actions, by=by))
    by, actions = said[-1]
    assert merged(rows, reported(*actions, by=by)) == rows
    keys = [(row.ex_date, row.kind) for row in rows]
    assert len(keys) == len(set(keys))


def test_factors_follow_from_the_close_before(make_instrument: MakeInstrument) -> None:
    row = make_instrument("A", [100.0, 100.0, 98.0])
    days = weekdays(3)
    paid = ActionRow(days[2], "dividend", 1.0, 1.0, 2.0, "yahoo")
    bars = bars_columns(instrument_id=row.pk, interval_s=86_400)
    # CRSP's rule: 1 - d / p with p the close before.
    assert with_factors([paid], bars)[0].price_factor == pytest.approx(0.98)


def test_an_action_before_all_bars_adjusts_nothing(make_instrument: MakeInstrument) -> None:
    row = make_instrument("A", [100.0])
    bars = bars_columns(instrument_id=row.pk, interval_s=86_400)
    early = ActionRow(weekdays(1)[0], "dividend", 1.0, 1.0, 2.0, "yahoo")
    assert with_factors([early], bars)[0].price_factor == 1.0


def test_every_reader_sees_a_new_split_at_once(
    alice_api: Any, make_instrument: MakeInstrument
) -> None:
    row = make_instrument("A", [100.0, 100.0, 50.0, 51.0])
    query = {"symbol": "A", "period": "max", "interval": "1d"}
    before = alice_api.get("/api/v1/history", query)
    version = panel_version("1d")
    split = ActionRow(weekdays(3)[2], "split", 0.5, 2.0, 2.0, "yahoo")
    assert actions_replace(instrument_id=row.pk, rows=[split])
    assert not actions_replace(instrument_id=row.pk, rows=[split])
    after = alice_api.get("/api/v1/history", query, headers={"If-None-Match": before["ETag"]})
    assert [bar["close"] for bar in after.json()["bars"]] == [50.0, 50.0, 50.0, 51.0]
    raw = alice_api.get("/api/v1/history", query | {"adjusted": "false"}).json()
    assert [bar["close"] for bar in raw["bars"]] == [100.0, 100.0, 50.0, 51.0]
    assert panel_version("1d") != version
    expected = [50.0, 50.0, 50.0, 51.0]
    assert close_panel(symbols=["A"]).closes[:, 0].tolist() == expected
    instrument = instrument_get(symbol="A")
    assert daily_bars(instrument=instrument).close.tolist() == expected
    weekly = bars_read(instrument=instrument, interval="1wk")
    assert weekly.high.max() == 51.0


def test_a_split_is_no_change_of_price(make_instrument: MakeInstrument) -> None:
    row = make_instrument("A", [100.0, 50.0])
    split = ActionRow(weekdays(2)[1], "split", 0.5, 2.0, 2.0, "yahoo")
    actions_replace(instrument_id=row.pk, rows=[split])
    quote = price_quote(instrument=instrument_get(symbol="A"))
    assert (quote.previous_close, quote.change_percent) == (50.0, 0.0)


def test_backfilled_returns_have_no_jump_on_split_days(
    add: Callable[..., Any], providers: ProviderServer
) -> None:
    add("AAPL")
    instrument = instrument_get(symbol="AAPL")
    splits = CorporateAction.objects.filter(kind="split")
    assert splits.exists()
    bars = daily_bars(instrument=instrument)
    for split in splits:
        place = int(np.searchsorted(bars.timestamps, day_us(split.ex_date)))
        assert abs(bars.close[place] / bars.close[place - 1] - 1) < 0.2
    assert instrument.first_bar is not None
    listed_events = providers.listed["AAPL"].events
    stored = actions_of(instrument_id=instrument.id)
    assert {(row.ex_date, row.kind) for row in stored} == {
        (event.date, event.kind) for event in listed_events
        if event.date >= instrument.first_bar
    }  # fmt: skip


def test_actions_are_listed_newest_first_for_those_who_see_the_symbol(
    alice: Any, alice_api: Any, charlie_api: Any, make_instrument: MakeInstrument
) -> None:
    row = make_instrument("MINE", [1.0], owner=alice)
    for year in (2020, 2021):
        CorporateAction.objects.create(
            instrument=row, ex_date=date(year, 1, 4), kind="split", price_factor=0.5, value=2.0
        )
    listed = alice_api.get("/api/v1/instruments/MINE/actions").json()["results"]
    assert [one["ex_date"] for one in listed] == ["2021-01-04", "2020-01-04"]
    assert charlie_api.get("/api/v1/instruments/MINE/actions").status_code == 404
    assert charlie_api.post("/api/v1/instruments/MINE/refresh").status_code == 404
