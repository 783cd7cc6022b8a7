"""A person's watchlists."""

from collections.abc import Sequence
from itertools import islice

from django.db.models import Prefetch, QuerySet

from apps.core.errors import NotFoundError
from apps.instruments.mappers import watchlist_from_row
from apps.instruments.models import InstrumentRow, Watchlist, WatchlistItem
from apps.instruments.selectors.known import instrument_known
from apps.instruments.signals import wanted_symbols
from apps.instruments.types import Instrument, WatchlistInfo


def watchlist_rows(*, user_id: int) -> QuerySet[Watchlist]:
    """Return the person's watchlists with their items, for a paginating view."""
    items = WatchlistItem.objects.select_related("instrument").order_by("position")
    return Watchlist.objects.filter(owner_id=user_id).prefetch_related(Prefetch("items", items))


def watchlist_row(*, watchlist_id: int, user_id: int, lock: bool = False) -> Watchlist:
    """Return one of the person's watchlists; someone else's does not exist for them.

    With `lock` it stays locked to the end of the transaction.
    """
    rows = watchlist_rows(user_id=user_id).filter(pk=watchlist_id)
    row = (rows.select_for_update() if lock else rows).first()
    if row is None:
        raise NotFoundError("There is no such watchlist among yours.")
    return row


def watchlist_get(*, watchlist_id: int, user_id: int) -> WatchlistInfo:
    """Return one of the person's watchlists."""
    return watchlist_from_row(watchlist_row(watchlist_id=watchlist_id, user_id=user_id))


def watched_instruments(*, user_id: int, most: int) -> list[Instrument]:
    """Return the first instruments of a person's watchlists, each once, in their order; 1 query."""
    items = WatchlistItem.objects.filter(watchlist__owner_id=user_id).select_related("instrument")
    ordered = items.order_by("watchlist__created_at", "watchlist_id", "position")
    rows = {item.instrument_id: item.instrument for item in ordered}
    return [instrument_known(row) for row in islice(rows.values(), most)]


def watched_symbols() -> Sequence[str]:
    """Return the public symbols on anyone's watchlist, for the stream process alone."""
    rows = WatchlistItem.objects.filter(instrument__owner__isnull=True)
    return list(rows.values_list("instrument__symbol", flat=True).distinct())


def followed_symbols(*, any_class: bool) -> frozenset[str]:
    """Return the public symbols that anyone watches, monitors or has a rule about.

    Only crypto ones unless `any_class`: a share's symbol can be another thing at a crypto venue.
    """
    rows = InstrumentRow.objects.filter(symbol__in=wanted_symbols(), owner__isnull=True)
    if not any_class:
        rows = rows.filter(asset_class="crypto")
    return frozenset(rows.values_list("symbol", flat=True))
