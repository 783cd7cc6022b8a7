"""Watchlists: made, reordered and deleted by their owner."""

from collections.abc import Sequence
from typing import Final

from django.db import IntegrityError, transaction

from apps.core.errors import ConflictError, FieldProblem
from apps.core.quota import require_room
from apps.core.violations import unique_broken
from apps.instruments.models import Watchlist, WatchlistItem
from apps.instruments.selectors.instruments import instruments_by_symbol
from apps.instruments.selectors.watchlists import watchlist_get, watchlist_row
from apps.instruments.types import WatchlistInfo

MAX_WATCHLISTS: Final = Watchlist.per_person.most


def _place(watchlist: Watchlist, symbols: Sequence[str], user_id: int) -> None:
    found = instruments_by_symbol(symbols=symbols, user_id=user_id)
    WatchlistItem.objects.filter(watchlist=watchlist).delete()
    WatchlistItem.objects.bulk_create(
        WatchlistItem(watchlist=watchlist, instrument_id=instrument.id, position=position)
        for position, instrument in enumerate(found.values())
    )


def _refusal(error: IntegrityError, name: str) -> Exception:
    """Return what the broken rule means; an error that is of none of these is raised on."""
    if unique_broken(error, "market_watchlist", "owner_id", "name"):
        return ConflictError(
            f"You have a watchlist called {name!r} already. Choose another name.",
            errors=[FieldProblem("name", "already used")],
        )
    if unique_broken(error, "market_watchlist", "owner_id"):
        return ConflictError("You have a default watchlist already.")
    return error


def watchlist_create(
    *, owner_id: int, name: str, symbols: Sequence[str] = (), is_default: bool = False
) -> WatchlistInfo:
    """Make a watchlist; doubles among the symbols are dropped, their order is kept."""
    try:
        with transaction.atomic():
            require_room(
                user_id=owner_id,
                rows=Watchlist.objects.filter(owner_id=owner_id),
                most=MAX_WATCHLISTS,
                what="watchlists",
                code="too_many_watchlists",
            )
            row = Watchlist.objects.create(owner_id=owner_id, name=name, is_default=is_default)
            _place(row, symbols, owner_id)
    except IntegrityError as error:
        raise _refusal(error, name) from error
    return watchlist_get(watchlist_id=row.pk, user_id=owner_id)


def watchlist_update(
    *,
    watchlist_id: int,
    owner_id: int,
    name: str | None = None,
    symbols: Sequence[str] | None = None,
) -> WatchlistInfo:
    """Rename a watchlist, replace its ordered symbols, or both."""
    try:
        with transaction.atomic():
            # Locked: two new orders at once would both fill the emptied list.
            row = watchlist_row(watchlist_id=watchlist_id, user_id=owner_id, lock=True)
            if name is not None and name != row.name:
                row.name = name
                row.save(update_fields=["name"])
            if symbols is not None:
                _place(row, symbols, owner_id)
    except IntegrityError as error:
        raise _refusal(error, name or "") from error
    return watchlist_get(watchlist_id=watchlist_id, user_id=owner_id)


def watchlist_delete(*, watchlist_id: int, owner_id: int) -> None:
    """Delete one of the owner's watchlists."""
    watchlist_row(watchlist_id=watchlist_id, user_id=owner_id).delete()
