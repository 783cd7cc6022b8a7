"""The derived panel follows the rows."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any
from unittest.mock import Mock
from uuid import uuid4

import numpy as np
import polars as pl
import pytest

from apps.instruments import panel
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.models import CorporateAction
from apps.instruments.selectors import close_panel, ohlc_panel, panel_folder, panel_version
from apps.instruments.store import bars_upsert
from apps.instruments.work import refresh_panel
from apps.jobs.types import JobContext
from tests.apps.instruments.conftest import MakeInstrument, daily

TUESDAY = date(2022, 1, 4)


@pytest.fixture
def two(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [1.0, 2.0, 3.0])
    make_instrument("BBB", [5.0], close_only=True)
    bars_upsert(daily("BBB", [6.0], date(2022, 1, 5), open=None, high=None, low=None))


def test_outer_keeps_holes_as_nan_and_inner_drops_them(two: None) -> None:
    outer = close_panel(symbols=["BBB", "AAA"])
    assert outer.symbols == ("BBB", "AAA")
    np.testing.assert_array_equal(outer.closes, [[5.0, 1.0], [np.nan, 2.0], [6.0, 3.0]])
    inner = close_panel(symbols=["BBB", "AAA"], join="inner")
    np.testing.assert_array_equal(inner.closes, [[5.0, 1.0], [6.0, 3.0]])
    assert inner.dates.tolist() == [date(2022, 1, 3), date(2022, 1, 5)]


def test_dates_without_any_of_the_symbols_are_left_out(two: None) -> None:
    assert close_panel(symbols=["BBB"]).closes.tolist() == [[5.0], [6.0]]


def test_start_and_end_are_included(two: None) -> None:
    assert close_panel(symbols=["AAA"], start=TUESDAY, end=TUESDAY).closes.tolist() == [[2.0]]


def test_doubles_are_dropped_and_case_does_not_matter(two: None) -> None:
    assert close_panel(symbols=["aaa", "AAA"]).symbols == ("AAA",)


def test_candles_are_nan_for_close_only(two: None) -> None:
    panel = ohlc_panel(symbols=["AAA", "BBB"], join="inner")
    assert panel.open[:, 0].tolist() == [1.0, 3.0]
    assert np.isnan(panel.high[:, 1]).all()
    assert panel.close[:, 1].tolist() == [5.0, 6.0]


def test_a_changed_row_changes_the_version_and_the_panel(two: None) -> None:
    before, first = panel_version(), panel_folder()
    assert close_panel(symbols=["AAA"]).closes[-1, 0] == 3.0
    bars_upsert(daily("AAA", [7.0], date(2022, 1, 5)))
    assert panel_version() != before
    assert close_panel(symbols=["AAA"]).closes[-1, 0] == 7.0
    assert panel_folder() != first


def test_a_panel_of_tables_alone_is_made_anew(two: None) -> None:
    folder = panel_folder()
    for array in folder.glob("*.npy"):
        array.unlink()
    assert close_panel(symbols=["AAA"]).closes.tolist() == [[1.0], [2.0], [3.0]]
    assert panel_folder() == folder


def test_tables_and_arrays_hold_the_same(two: None) -> None:
    folder = panel_folder()
    ids = [str(i) for i in np.load(folder / "ids.npy")]
    for field in panel.FIELDS:
        table = pl.read_parquet(folder / f"{field}.parquet")
        rows = dict(zip(ids, np.load(folder / f"{field}.npy"), strict=True))
        assert table["timestamp"].to_list() == np.load(folder / "timestamps.npy").tolist()
        for i, row in rows.items():
            known = table[i].to_numpy() if i in table.columns else np.full(len(table), np.nan)
            np.testing.assert_array_equal(row, known)


def test_intraday_rows_leave_the_daily_panel_alone(two: None) -> None:
    before = panel_version()
    rows = daily("AAA", [9.0])
    bars_upsert([type(row)(**{**_fields(row), "interval": "1m"}) for row in rows])
    assert panel_version() == before


def _fields(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_unsettled_and_simulated_bars_stay_out(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA", [1.0, 2.0])
    make_instrument("SIM", [1.0, 2.0], simulated=True)
    bars_upsert(daily("AAA", [9.0], date(2022, 1, 5), settled=False))
    assert close_panel(symbols=["AAA"]).closes.tolist() == [[1.0], [2.0]]
    assert close_panel(symbols=["SIM"]).closes.shape == (0, 1)


def test_prices_are_adjusted(make_instrument: MakeInstrument) -> None:
    row = make_instrument("AAA", [100.0, 50.0])
    CorporateAction.objects.create(
        instrument=row, ex_date=TUESDAY, kind="split", price_factor=0.5, volume_factor=2.0
    )
    assert close_panel(symbols=["AAA"]).closes.tolist() == [[50.0], [50.0]]


def test_former_versions_are_cleared_away(two: None, settings: Any) -> None:
    for close in range(7, 13):
        bars_upsert(daily("AAA", [float(close)], date(2022, 1, 5)))
        panel_folder()
    root = Path(settings.PANEL_DIR) / "1d"
    folders = [path.name for path in root.iterdir() if path.is_dir()]
    assert len(folders) == 4
    assert (root / "current").read_text() == panel_version()


def test_an_outsider_cannot_read_a_private_symbol(
    make_instrument: MakeInstrument, alice: Any, charlie: Any
) -> None:
    make_instrument("MINE", [1.0], owner=alice)
    assert close_panel(symbols=["MINE"], user_id=alice.pk).closes.tolist() == [[1.0]]
    with pytest.raises(UnknownSymbolError):
        close_panel(symbols=["MINE"], user_id=charlie.pk)


def test_an_empty_database_gives_an_empty_panel(make_instrument: MakeInstrument) -> None:
    make_instrument("AAA")
    assert close_panel(symbols=["AAA"]).closes.shape == (0, 1)


def test_reading_takes_two_queries(two: None, django_assert_num_queries: Any) -> None:
    panel_folder()
    with django_assert_num_queries(2):  # ids of the symbols, version
        close_panel(symbols=["AAA", "BBB"])


def test_the_job_brings_it_up_to_date(two: None) -> None:
    outcome = refresh_panel(JobContext(job_id=uuid4(), owner_id=None, params={}))
    assert outcome.result == {"interval": "1d", "version": panel_version()}
    assert panel_folder().is_dir()


def test_many_who_ask_at_once_share_one_build(
    two: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every thread finds no panel; the rows are stood in for, as threads share no transaction."""
    settings.PANEL_DIR = tmp_path
    parts = panel._parts("1d", lambda _, bars: bars)
    version, together = panel_version(), Barrier(6)
    read = Mock(return_value=parts)
    monkeypatch.setattr(panel, "panel_version", lambda _: version)
    monkeypatch.setattr(panel, "_parts", read)

    def ask(_: int) -> Path:
        together.wait()
        return panel.panel_path("1d", adjust=lambda _, bars: bars)

    with ThreadPoolExecutor(6) as pool:
        assert set(pool.map(ask, range(6))) == {tmp_path / "1d" / version}
    assert read.call_count == 1
