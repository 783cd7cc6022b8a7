"""Whether instruments are still there while something is stored about them."""

from collections.abc import Collection

from apps.instruments.models import InstrumentRow


def instruments_present(*, instrument_ids: Collection[int]) -> frozenset[int]:
    """Return which of these instruments still exist, within a transaction that refers to them.

    They cannot be deleted before it ends: an uploaded one may go while a job computes something
    about it.
    """
    rows = InstrumentRow.objects.select_for_update(no_key=True).filter(pk__in=instrument_ids)
    return frozenset(rows.order_by("pk").values_list("pk", flat=True))
