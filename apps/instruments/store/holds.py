"""What a person corrected by hand, and what the source had reported: a refresh must not undo it.

A hold remembers the source's word. While the source repeats it, the correction stands; when it
reports something else, the source has corrected itself, and its new value counts.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isclose

from apps.instruments.models import Hold
from apps.instruments.types import BarRow

SPLITS = 0
"""In place of an interval: splits, at midnight of their day."""
SAME_PRICE, SAME_VOLUME = 1e-6, 0.05
Word = tuple[float | None, ...]


def bar_word(row: BarRow | None) -> Word:
    """Return what a source reported as a bar; empty when there was none."""
    if row is None:
        return ()
    return (row.open, row.high, row.low, row.close, row.volume, float(row.settled))


def same_word(one: Word, other: Word) -> bool:
    """Return whether a source reports the same again: volumes are counted anew for days."""
    if len(one) != len(other):
        return False
    limits = (SAME_PRICE,) * 4 + (SAME_VOLUME, SAME_PRICE)
    return all(_same(a, b, limit) for a, b, limit in zip(one, other, limits, strict=False))


def _same(one: float | None, other: float | None, limit: float) -> bool:
    if one is None or other is None:
        return one is other
    return one == other or isclose(one, other, rel_tol=limit)


def holds_of(*, instrument_id: int, interval_s: int, start_us: int, end_us: int) -> dict[int, Word]:
    """Return the source's words about what was corrected in [start, end], by time."""
    rows = Hold.objects.filter(
        instrument_id=instrument_id, interval_s=interval_s, at_us__gte=start_us, at_us__lte=end_us
    )
    return {at: _word(text) for at, text in rows.values_list("at_us", "word")}


def holds_update(
    *,
    instrument_id: int,
    interval_s: int,
    before: Mapping[int, Word],
    after: Mapping[int, Word],
) -> None:
    """Hold what a correction changes, and let go of what it puts back."""
    changed = [at for at in before.keys() | after.keys() if before.get(at) != after.get(at)]
    if not changed:
        return
    key = {"instrument_id": instrument_id, "interval_s": interval_s}
    known = holds_of(**key, start_us=min(changed), end_us=max(changed))
    holds_drop(**key, moments=[at for at in changed if known.get(at) == after.get(at, ())])
    fresh = [at for at in changed if at not in known]
    Hold.objects.bulk_create(
        [Hold(**key, at_us=at, word=_text(before.get(at, ()))) for at in sorted(fresh)]
    )


def holds_drop(*, instrument_id: int, interval_s: int, moments: Sequence[int]) -> None:
    """Let go: the source's word counts again."""
    rows = Hold.objects.filter(instrument_id=instrument_id, interval_s=interval_s)
    rows.filter(at_us__in=moments).delete()


def holds_clear(*, instrument_id: int) -> None:
    """Let go of everything: the bars are of another origin from now on."""
    Hold.objects.filter(instrument_id=instrument_id).delete()


def _text(word: Iterable[float | None]) -> str:
    return " ".join("-" if value is None else float(value).hex() for value in word)


def _word(text: str) -> Word:
    return tuple(None if one == "-" else float.fromhex(one) for one in text.split())
