"""A provider's answer without what a person has corrected and the provider merely repeats."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from apps.instruments import signals
from apps.instruments.intervals import SECONDS
from apps.instruments.selectors.bars import day_us
from apps.instruments.store import SPLITS, bar_word, holds_drop, holds_of, same_word
from apps.instruments.types import BarRow, Instrument
from apps.providers.shared.base import ProviderAction

ROW = TypeVar("ROW")


@dataclass(frozen=True, slots=True)
class Sifted(Generic[ROW]):
    """What is taken of an answer, how much is not, and when the provider has corrected itself."""

    rows: tuple[ROW, ...]
    kept: int
    overtaken: frozenset[int]


def held_back(instrument: Instrument, rows: tuple[BarRow, ...]) -> Sifted[BarRow]:
    """Return which daily bars of an answer count, those that differ from the stored ones given."""
    if not rows:
        return Sifted(rows, 0, frozenset())
    holds = holds_of(
        instrument_id=instrument.id, interval_s=SECONDS["1d"],
        start_us=rows[0].timestamp_us, end_us=rows[-1].timestamp_us,
    )  # fmt: skip
    repeated = {
        row.timestamp_us
        for row in rows
        if row.timestamp_us in holds and same_word(holds[row.timestamp_us], bar_word(row))
    }
    taken = tuple(row for row in rows if row.timestamp_us not in repeated)
    news = frozenset(row.timestamp_us for row in taken if row.timestamp_us in holds)
    return Sifted(taken, len(repeated), news)


def splits_held_back(
    instrument: Instrument, actions: tuple[ProviderAction, ...]
) -> Sifted[ProviderAction]:
    """Return which splits and dividends of an answer count: a removed split stays away."""
    days = [day_us(one.ex_date) for one in actions if one.kind == "split"]
    if not days:
        return Sifted(actions, 0, frozenset())
    holds = holds_of(
        instrument_id=instrument.id, interval_s=SPLITS, start_us=min(days), end_us=max(days)
    )
    held = {
        one: holds[day_us(one.ex_date)]
        for one in actions
        if one.kind == "split" and day_us(one.ex_date) in holds
    }
    repeated = {one for one, word in held.items() if same_word(word, (one.value,))}
    news = frozenset(
        day_us(one.ex_date) for one, word in held.items() if word and one not in repeated
    )
    return Sifted(tuple(one for one in actions if one not in repeated), len(repeated), news)


def let_go(instrument: Instrument, interval_s: int, moments: Iterable[int]) -> None:
    """Apply the provider's new value; who made the corrections is notified."""
    given_way = tuple(sorted(moments))
    if given_way:
        holds_drop(instrument_id=instrument.id, interval_s=interval_s, moments=given_way)
        signals.repairs_superseded.send(instrument.id, given_way)
