"""Bars are the fold of their ticks, and become it again when they are not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.selectors import instrument_get
from apps.instruments.services import bars_correct
from apps.instruments.types import Tick
from apps.streaming.bars import recompute
from apps.streaming.bars.folder import Folder
from apps.streaming.bars.recompute import Recomputed, bars_recompute, streamed_instruments
from apps.streaming.bars.writer import Writer
from apps.streaming.services import feed_attach
from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import tape
from tests.apps.streaming.running import assert_stored_equals, unguarded

pytestmark = pytest.mark.django_db


def _recompute(symbol: str = "AUSDT") -> Recomputed:
    (instrument,) = streamed_instruments(symbol)
    return bars_recompute(instrument, now_us=now_us(), check=lambda: None)


@pytest.fixture
def played() -> list[Tick]:
    feed_attach(symbols=("AUSDT", "BUSDT"), source="binance")
    ticks = tape(("AUSDT",), 1_000, now_us=now_us())
    folder = Folder()
    Writer("binance", folder, unguarded).write(ticks, folder.fold(ticks))
    return ticks


def _old_bars(interval_s: int):
    """Return bars past the margin at both ends."""
    moment = now_us()
    return Bar.objects.filter(
        interval_s=interval_s,
        timestamp_us__gte=moment - 2_400_000_000,
        timestamp_us__lt=moment - 900_000_000,
    )


def test_untouched_bars_are_equal(played: list[Tick]) -> None:
    found = _recompute()
    assert found.bars > 500
    assert (found.repaired, found.incomplete) == (0, 0)
    assert _recompute("BUSDT") == Recomputed()


def test_a_flipped_bit_a_missing_bar_and_a_wrong_count_are_repaired(played: list[Tick]) -> None:
    minutes = list(_old_bars(60)[:3])
    Bar.objects.filter(pk=minutes[0].pk).update(volume=minutes[0].volume * (1 + 2**-52))
    Bar.objects.filter(pk=minutes[1].pk).delete()
    Bar.objects.filter(pk=minutes[2].pk).update(trades=minutes[2].trades - 1)
    assert _recompute().repaired == 3
    assert_stored_equals(played)
    assert _recompute().repaired == 0


def test_the_writer_is_kept_out_only_where_something_differs(
    played: list[Tick], monkeypatch: pytest.MonkeyPatch
) -> None:
    stretches: list[tuple[int, int]] = []
    repair = recompute._repair

    def seen(instrument: tuple[int, str, str], start: int, end: int) -> int:
        stretches.append((start, end))
        return repair(instrument, start, end)

    monkeypatch.setattr(recompute, "_repair", seen)
    assert _recompute().repaired == 0
    assert stretches == []
    bar = _old_bars(60)[0]
    Bar.objects.filter(pk=bar.pk).update(close=1.0)
    assert _recompute().repaired == 1
    ((start, end),) = stretches
    assert start <= bar.timestamp_us < end
    assert end - start <= recompute.STRETCH_US


def test_a_bar_that_counts_more_trades_than_are_kept_is_left_alone(played: list[Tick]) -> None:
    bar = _old_bars(300)[0]
    Bar.objects.filter(pk=bar.pk).update(trades=bar.trades + 5, close=1.0)
    assert _recompute() == Recomputed(_recompute().bars, 0, 1)
    assert Bar.objects.get(pk=bar.pk).close == 1.0


def test_bars_that_may_still_be_open_are_not_judged(played: list[Tick]) -> None:
    Bar.objects.filter(interval_s=300, timestamp_us__gte=now_us() - 300_000_000).update(close=1.0)
    assert _recompute().repaired == 0


def test_command(played: list[Tick]) -> None:
    Bar.objects.filter(pk=_old_bars(60)[0].pk).update(low=0.5)
    out = StringIO()
    call_command("recompute_bars", "ausdt", stdout=out)
    assert "1 repaired, 0 with trades" in out.getvalue()
    InstrumentRow.objects.update(intraday_source="")
    with pytest.raises(CommandError, match="Nothing streams"):
        call_command("recompute_bars")


def test_a_minute_that_a_person_corrected_is_left_alone(played: list[Tick]) -> None:
    bar = _old_bars(60)[0]
    instrument = instrument_get(symbol="AUSDT")
    bars_correct(
        instrument=instrument, interval="1m", start_us=bar.timestamp_us, end_us=bar.timestamp_us,
        rows=[],
    )  # fmt: skip
    assert _recompute().repaired == 0
    assert not Bar.objects.filter(interval_s=60, timestamp_us=bar.timestamp_us).exists()
