"""Who comes second sees what the first one did: the row is locked before it is read."""

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.instruments.models import Watchlist, WatchlistItem
from apps.instruments.services import watchlist_create, watchlist_update
from apps.providers.models import ProviderCalls
from apps.providers.shared.base import CallLimit, ProviderLimitError
from apps.providers.shared.budget import Budget
from apps.streaming.lease import Lease, lease_lock
from apps.streaming.models import StreamProcess
from apps.streaming.ticks.intake import now_us
from tests.flows.second_hand import meet
from tests.flows.world import make_instrument

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_streams_one_gets_the_lease() -> None:
    StreamProcess.objects.create(pk=1)
    first, second = Lease(), Lease()
    met = meet(lambda: first.take(now_us()), lambda: second.take(now_us()))
    assert (met.first, met.second) == ("", first.holder)
    assert StreamProcess.objects.get().holder == first.holder


def test_a_stream_stores_nothing_while_its_lease_changes_hands() -> None:
    """Either lock alone keeps nobody out: both sides of it are needed."""
    lease = Lease()
    lease.take(now_us())

    def store() -> None:
        with transaction.atomic():
            lease.guard()

    assert meet(lease_lock, store).waited


def test_a_watchlist_has_the_last_of_two_new_orders(alice: User) -> None:
    for symbol in ("AAA", "BBB"):
        make_instrument(symbol)
    made = watchlist_create(owner_id=alice.pk, name="mine").id

    def order(symbol: str) -> None:
        watchlist_update(watchlist_id=made, owner_id=alice.pk, symbols=[symbol])

    assert meet(lambda: order("AAA"), lambda: order("BBB")).waited
    items = WatchlistItem.objects.filter(watchlist=Watchlist.objects.get())
    assert [item.instrument.symbol for item in items] == ["BBB"]


def test_the_last_call_of_a_provider_is_made_once() -> None:
    ProviderCalls.objects.create(pk="polygon")
    budget = Budget("polygon", (CallLimit(1, 86_400),))

    def spend_again() -> type[Exception] | None:
        try:
            budget.spend()
        except ProviderLimitError as error:
            return type(error)
        return None

    assert meet(budget.spend, spend_again).second is ProviderLimitError
    assert len(ProviderCalls.objects.get().moments_us) == 1
