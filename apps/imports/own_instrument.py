"""A person's own instrument, from the file that makes or extends it."""

from typing import Final

import numpy as np
from django.db import transaction

from apps.core.currencies import Unit
from apps.core.errors import ConflictError
from apps.imports.reading.plan import Plan
from apps.imports.types import Ask
from apps.imports.values.money import quoted_in
from apps.instruments.intervals import SECONDS
from apps.instruments.mappers import instrument_from_row
from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.selectors.bars import bars_read
from apps.instruments.store import bars_delete
from apps.instruments.types import DAY_US

SOURCE: Final = "upload"
ALWAYS_OPEN: Final = "24/7"
_WEEKEND_SHARE: Final = 0.05
_ZONE_CALENDARS: Final = {
    "America/New_York": "XNYS", "America/Toronto": "XTSE", "Europe/London": "XLON",
    "Europe/Berlin": "XETR", "Europe/Paris": "XPAR", "Europe/Zurich": "XSWX",
    "Asia/Tokyo": "XTKS", "Asia/Hong_Kong": "XHKG", "Australia/Sydney": "XASX",
}  # fmt: skip


def own_row(instrument_id: int) -> InstrumentRow:
    """Return the instrument of a file, locked for the transaction that calls: nobody deletes it.

    Raises
    ------
    ConflictError
        It was deleted while the file was being stored; to store on would bring it back.
    """
    # Without its key, so that bars which refer to it can be inserted meanwhile.
    rows = InstrumentRow.objects.select_for_update(no_key=True)
    row = rows.filter(pk=instrument_id).first()
    if row is None:
        raise ConflictError(
            "The instrument was deleted while this file was being stored. Upload it again if you "
            "want it back.",
            code="instrument_deleted",
        )
    return row


@transaction.atomic
def instrument_empty(row: InstrumentRow) -> None:
    """Delete every bar of an own instrument, for a file that replaces them."""
    own_row(row.pk)
    bars_delete(instrument_ids=[row.pk], intervals_s=list(SECONDS.values()))
    row.resolution_s, row.daily_origin = 0, ""
    row.save(update_fields=["resolution_s", "daily_origin"])


def source_of(ask: Ask) -> str:
    """Return what the screens name as the source of a file's bars."""
    return f"Your file {ask.filename}"[:60]


@transaction.atomic
def instrument_describe(stored: InstrumentRow, plan: Plan, ask: Ask, unit: Unit) -> None:
    """Bring what the instrument says of itself up to what its bars are now.

    The row is locked before the bars are read: of two files that end at once, the second describes
    the bars of both.
    """
    row = own_row(stored.pk)
    if row.daily_origin != "file":
        row.daily_origin = stored.daily_origin
    instrument = instrument_from_row(row)
    days = bars_read(instrument=instrument, interval="1d", adjusted=False)
    row.source = source_of(ask)
    row.name, row.currency = ask.name or row.name, unit.currency
    row.quoted_in = quoted_in(ask, unit, row.quoted_in)
    row.has_ohlc = not Bar.objects.filter(instrument_id=row.pk, open__isnull=True).exists()
    row.resolution_s = min(plan.seconds, row.resolution_s or plan.seconds)
    row.intraday_source = SOURCE if row.resolution_s < SECONDS["1d"] else ""
    if len(days):
        row.first_bar, row.last_bar = days.dates[0].item(), days.dates[-1].item()
        row.calendar = _calendar(days.timestamps, plan)
    row.save(force_update=True)


def _calendar(days: np.ndarray, plan: Plan) -> str:
    """Return a calendar: bars on weekends mean that the market never closes."""
    weekend = (days // DAY_US + 3) % 7 >= 5  # 1970-01-01 was a Thursday
    if weekend.mean() > _WEEKEND_SHARE:
        return ALWAYS_OPEN
    return _ZONE_CALENDARS.get(plan.zone.key if plan.zone else "", "XNYS")
