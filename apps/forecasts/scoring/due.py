"""Forecasts whose target times have passed get their outcomes, each once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import Q

from apps.core.clock import day_start, microseconds_of, now
from apps.forecasts.answers.packed import steps_of
from apps.forecasts.models import Forecast
from apps.forecasts.scoring.outcomes import Closes, Scored, scored
from apps.forecasts.scoring.store import outcomes_insert
from apps.instruments.market_clock import feed_now, market_now
from apps.instruments.selectors import bars_read, instrument_every
from apps.instruments.types import Instrument

CHUNK: Final = 500
"""Forecasts a transaction: another writer waits for tenths of a second, not for all of them."""
_COLUMNS: Final = ("id", "instrument_id", "as_of", "next_target", "last_price", "content")
OnChunk = Callable[[int], None]


def _ignore(done: int) -> None:
    del done


def forecasts_score(*, on_chunk: OnChunk = _ignore) -> int:
    """Score every forecast whose next target has passed and closed; return how many outcomes.

    Repeatable: an outcome that is there stays as it is. A target whose bar has not arrived yet
    waits; one whose session was left out, though later ones have come, is written down as unknown.

    Parameters
    ----------
    on_chunk : callable
        Called with the outcomes written so far after each transaction; may raise to stop.
    """
    written = 0
    due = Forecast.objects.filter(_passed(), interval="1d")
    found = {one.id: one for one in instrument_every()}
    for instrument_id in due.order_by().values_list("instrument_id", flat=True).distinct():
        rows = due.filter(instrument_id=instrument_id).order_by("as_of", "id")
        first = rows.values_list("as_of", flat=True).first()
        if first is None or instrument_id not in found:
            continue  # deleted meanwhile, and its forecasts with it
        instrument = found[instrument_id]
        moment = feed_now() if instrument.private else market_now()
        closes = _closes(instrument, session_of(first))
        for chunk in _chunks(list(rows.values_list("pk", flat=True))):
            written += _score(chunk, closes, moment)
            on_chunk(written)
    return written


def _passed() -> Q:
    """Return what is due: uploads by the wall, the market's instruments by its own time."""
    market = Q(instrument__owner__isnull=True, next_target__lte=market_now())
    return market | Q(instrument__owner__isnull=False, next_target__lte=feed_now())


def session_of(close: datetime) -> date:
    """Return the date of the daily bar that closes at a moment: every market closes by midnight."""
    return (close.astimezone(UTC) - timedelta(microseconds=1)).date()


def _closes(instrument: Instrument, first: date) -> Closes:
    start = microseconds_of(day_start(first))
    adjusted, raw = (
        bars_read(instrument=instrument, interval="1d", start_us=start, adjusted=adjusted)
        for adjusted in (True, False)
    )
    return Closes.of(adjusted, raw)


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for _, part in groupby(enumerate(ids), key=lambda pair: pair[0] // CHUNK):
        yield [pk for _, pk in part]


def _score(ids: Sequence[int], closes: Closes, moment: datetime) -> int:
    with transaction.atomic():
        # Two that score at once: the second waits here, or finds the outcomes written.
        rows = list(Forecast.objects.filter(pk__in=ids).select_for_update().only(*_COLUMNS))
        outcomes: list[Scored] = []
        moved: dict[datetime | None, list[int]] = {}
        for row in rows:
            found, target = outcomes_of(row, closes, moment)
            outcomes += found
            if found:
                moved.setdefault(target, []).append(row.pk)
        outcomes_insert(outcomes, now())
        for target, moved_ids in moved.items():
            Forecast.objects.filter(pk__in=moved_ids).update(next_target=target)
    return len(outcomes)


def outcomes_of(
    row: Forecast, closes: Closes, moment: datetime
) -> tuple[list[Scored], datetime | None]:
    """Return the outcomes of a forecast that are new, and the first target that is still open."""
    found: list[Scored] = []
    base = session_of(row.as_of)
    for step in steps_of(row.content):
        target = datetime.fromisoformat(step["target_time"])
        if row.next_target is None or target < row.next_target:
            continue
        day = session_of(target)
        if target > moment or closes.last is None or day > closes.last:
            return found, target
        price = closes.price(base, day)
        found.append(scored(row.pk, step, target, price=price, last_price=row.last_price))
    return found, None
