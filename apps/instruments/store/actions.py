"""Splits and dividends: one row an instrument, day and kind, replaced as a whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import QuerySet

from apps.instruments.intervals import SECONDS
from apps.instruments.models import CorporateAction
from apps.instruments.store.horizon import days_known
from apps.instruments.store.versions import versions_raise
from apps.instruments.types import ActionKind

_FIELDS = ("price_factor", "volume_factor", "value", "source")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One split or dividend with the factors of the bars before it."""

    ex_date: date
    kind: ActionKind
    price_factor: float
    volume_factor: float
    value: float | None
    source: str


def known_actions(instrument_id: int) -> QuerySet[CorporateAction]:
    """Return the rows of an instrument's splits and dividends that were known by now."""
    rows = CorporateAction.objects.filter(instrument_id=instrument_id)
    unknown = days_known(instrument_id)
    return rows if unknown is None else rows.filter(ex_date__lt=unknown)


def actions_of(*, instrument_id: int) -> tuple[ActionRow, ...]:
    """Return the splits and dividends of an instrument, oldest first."""
    rows = known_actions(instrument_id)
    columns = ("ex_date", "kind", *_FIELDS)
    return tuple(ActionRow(*row) for row in rows.order_by("ex_date", "kind").values_list(*columns))


def actions_replace(*, instrument_id: int, rows: Sequence[ActionRow]) -> bool:
    """Make these the splits and dividends of an instrument; return whether anything changed.

    The daily series gets a new version in the same transaction, so that no tag and no panel of
    the old factors is served again.
    """
    with transaction.atomic():
        wanted = {(row.ex_date, row.kind): row for row in rows}
        before = {(row.ex_date, row.kind): row for row in actions_of(instrument_id=instrument_id)}
        if wanted == before:
            return False
        mine = CorporateAction.objects.filter(instrument_id=instrument_id)
        for ex_date, kind in before.keys() - wanted.keys():
            mine.filter(ex_date=ex_date, kind=kind).delete()
        CorporateAction.objects.bulk_create(
            [_row(instrument_id, row) for key, row in wanted.items() if row != before.get(key)],
            update_conflicts=True,
            unique_fields=["instrument", "ex_date", "kind"],
            update_fields=_FIELDS,
        )
        with connection.cursor() as cursor:
            versions_raise(cursor, [(instrument_id, SECONDS["1d"])])
    return True


def _row(instrument_id: int, row: ActionRow) -> CorporateAction:
    return CorporateAction(
        instrument_id=instrument_id,
        ex_date=row.ex_date,
        kind=row.kind,
        price_factor=row.price_factor,
        volume_factor=row.volume_factor,
        value=row.value,
        source=row.source,
    )
