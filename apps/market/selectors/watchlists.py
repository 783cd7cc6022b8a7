"""A person's watchlists."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet

from apps.core.errors import NotFoundError
from apps.market.mappers import watchlist_from_row
from apps.market.models import Watchlist, WatchlistItem
from apps.market.types import WatchlistInfo


def watchlist_rows(*, user_id: int) -> QuerySet[Watchlist]:
    """Return the person's watchlists with their items, for a paginating view."""
    items = WatchlistItem.objects.select_related("instrument").order_by("position")
    return Watchlist.objects.filter(owner_id=user_id).prefetch_related(Prefetch("items", items))


def watchlist_list(*, user_id: int) -> Sequence[WatchlistInfo]:
    """Return the person's watchlists, oldest first."""
    return [watchlist_from_row(row) for row in watchlist_rows(user_id=user_id)]


def watchlist_row(*, watchlist_id: int, user_id: int) -> Watchlist:
    """Return one of the person's watchlists; someone else's does not exist for them."""
    row = watchlist_rows(user_id=user_id).filter(pk=watchlist_id).first()
    if row is None:
        raise NotFoundError("There is no such watchlist among yours.")
    return row


def watchlist_get(*, watchlist_id: int, user_id: int) -> WatchlistInfo:
    """Return one of the person's watchlists."""
    return watchlist_from_row(watchlist_row(watchlist_id=watchlist_id, user_id=user_id))
