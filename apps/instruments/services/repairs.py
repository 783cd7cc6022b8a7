"""Corrections of stored bars and of recorded splits, for those who keep what was before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from apps.instruments.intervals import SECONDS
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors.bars import day_us
from apps.instruments.store import (
    SPLITS,
    ActionRow,
    Word,
    actions_of,
    actions_replace,
    bar_word,
    bars_amend,
    bars_whole,
    holds_update,
    latest_bar,
    nth_last,
)
from apps.instruments.types import MICROSECOND, BarRow, Instrument, StoredInterval

_ALL = 2**31


def bars_correct(
    *,
    instrument: Instrument,
    interval: StoredInterval,
    start_us: int,
    end_us: int,
    rows: Sequence[BarRow],
) -> None:
    """Make the raw bars that begin in [start, end] exactly these; call it in a transaction.

    The series' version rises, so every history, panel and forecast of it is made anew, and the
    instrument's first and last date follow its daily bars. What its source had reported of a system
    instrument is remembered, so that a refresh does not bring it back.
    """
    if instrument.owner_id is None:
        _hold(instrument, interval, start_us, end_us, rows)
    bars_amend(
        instrument_id=instrument.id,
        symbol=instrument.symbol,
        interval=interval,
        start_us=start_us,
        end_us=end_us,
        rows=rows,
    )
    if interval == "1d":
        _follow(instrument.id)


def _hold(
    instrument: Instrument,
    interval: StoredInterval,
    start_us: int,
    end_us: int,
    rows: Sequence[BarRow],
) -> None:
    held = bars_whole(
        instrument_id=instrument.id, symbol=instrument.symbol, interval=interval,
        start_us=start_us, end_us=end_us,
    )  # fmt: skip
    holds_update(
        instrument_id=instrument.id,
        interval_s=SECONDS[interval],
        before={row.timestamp_us: bar_word(row) for row in held},
        after={row.timestamp_us: bar_word(row) for row in rows},
    )


def _follow(instrument_id: int) -> None:
    series = {"instrument_id": instrument_id, "interval_s": SECONDS["1d"]}
    last = latest_bar(**series)
    InstrumentRow.objects.filter(pk=instrument_id).update(
        first_bar=_date(nth_last(**series, n=_ALL)),
        last_bar=_date(int(last.timestamps[-1]) if len(last) else None),
    )


def _date(value_us: int | None) -> date | None:
    if value_us is None:
        return None
    return datetime.fromtimestamp(value_us // MICROSECOND, UTC).date()


def _split_words(rows: Sequence[ActionRow]) -> dict[int, Word]:
    return {day_us(row.ex_date): (1.0 / row.price_factor,) for row in rows if row.kind == "split"}


def splits_correct(*, instrument: Instrument, splits: Sequence[ActionRow]) -> None:
    """Make these an instrument's splits; its dividends stay as they are."""
    rows = actions_of(instrument_id=instrument.id)
    if instrument.owner_id is None:
        holds_update(
            instrument_id=instrument.id,
            interval_s=SPLITS,
            before=_split_words(rows),
            after=_split_words(splits),
        )
    paid = [row for row in rows if row.kind != "split"]
    actions_replace(instrument_id=instrument.id, rows=[*paid, *splits])
