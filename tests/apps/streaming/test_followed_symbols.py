"""What people follow is streamed within seconds, when the venue trades it."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

import pytest
from pytest_django import Settings

from apps.accounts.models import User
from apps.alerts.models import AlertRule
from apps.core.clock import now
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import followed_symbols
from apps.instruments.services.watchlists import watchlist_create
from apps.pairs.models import PairMonitor
from apps.providers.shared.base import ProviderUnavailableError, TickVenue
from apps.streaming.services import feed_attach
from apps.streaming.ticks.feed import Patience
from apps.streaming.ticks.intake import now_us
from apps.streaming.ticks.roster import Roster
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import (
    assert_stored_equals,
    in_database,
    stored_all,
    streaming,
    until,
    venue_at,
)


class Listing:
    """A venue that lists symbols, or fails to."""

    name, simulated = "v", False

    def __init__(self, *answers: tuple[str, ...] | None) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def symbols(self) -> tuple[str, ...]:
        self.asked += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer is None:
            raise ProviderUnavailableError("v", "away")
        return answer


def roster_of(
    venue: Listing, chosen: Sequence[str], followed: Callable[[], Iterable[str]]
) -> Roster:
    """Return a roster of a venue that can do nothing else."""
    return Roster(cast("TickVenue", venue), chosen, followed)


async def test_followed_symbols_join_the_chosen_ones_when_the_venue_lists_them() -> None:
    venue = Listing(("BTCUSDT", "SOLUSDT"))
    roster = roster_of(venue, ("ETHUSDT",), tuple)
    assert await roster.symbols(frozenset({"SOLUSDT", "NOSUCH"})) == ("ETHUSDT", "SOLUSDT")
    assert await roster.symbols(frozenset({"BTCUSDT"})) == ("ETHUSDT", "BTCUSDT")
    assert await roster.symbols(frozenset()) == ("ETHUSDT",)
    assert venue.asked == 1


async def test_a_silent_listing_costs_the_chosen_symbols_nothing() -> None:
    roster = roster_of(Listing(None), ("ETHUSDT",), tuple)
    assert await roster.symbols(frozenset({"SOLUSDT"})) == ("ETHUSDT",)


async def test_without_chosen_symbols_all_that_is_listed_is_wanted() -> None:
    venue = Listing(None, None, ("B", "A"))
    roster = roster_of(venue, (), tuple)
    found = [await roster.symbols(frozenset()) for _ in range(4)]
    assert found == [(), (), ("A", "B"), ("A", "B")]
    assert venue.asked == 3


@pytest.mark.django_db
def test_watchlists_monitors_and_rules_of_everyone_are_followed(alice: User, bob: User) -> None:
    symbols = ("AUSDT", "BUSDT", "CUSDT", "DUSDT", "EUSDT", "FUSDT")
    feed_attach(symbols=symbols, source="binance")
    InstrumentRow.objects.filter(symbol="FUSDT").update(asset_class="stock")
    watchlist_create(owner_id=alice.pk, name="Mine", symbols=["AUSDT", "FUSDT"])
    PairMonitor.objects.create(
        owner=bob, y="BUSDT", x="CUSDT", interval="1m", window=60, method="ols", log=True,
        intercept=True, entry_threshold=2.0, exit_threshold=0.5, created_at=now(),
    )  # fmt: skip
    made = {"created_at": now(), "market_time": now()}
    AlertRule(owner=alice, kind="price", symbol="DUSDT", cooldown_s=0, **made).save()
    AlertRule(owner=alice, kind="price", symbol="EUSDT", cooldown_s=0, active=False, **made).save()
    assert followed_symbols(any_class=False) == {"AUSDT", "BUSDT", "CUSDT", "DUSDT"}
    assert "FUSDT" in followed_symbols(any_class=True)


@pytest.mark.django_db(transaction=True)
async def test_a_symbol_that_is_followed_later_is_streamed_without_a_restart(
    settings: Settings,
) -> None:
    followed: list[str] = []
    played = tape(("AUSDT", "BUSDT"), 8_000, now_us=now_us())
    mine = [tick for tick in played if tick.symbol == "AUSDT"]
    async with (
        FaultyVenue(played, Faults(pause_s=0.08)).open() as venue,
        streaming(
            venue_at(settings, venue.port),
            ("AUSDT",),
            Patience(stall_s=60.0, stall_max_s=60.0),
            lambda: followed,
        ) as stream,
    ):
        await stored_all(stream, 100, within_s=60)
        assert set(stream.tracks) == {"AUSDT"}
        followed.append("BUSDT")
        await until(lambda: "BUSDT" in stream.connections.symbols, within_s=60)
        await until(lambda: stream.tracks["BUSDT"].connected, within_s=60)
        await until(lambda: stream.tracks["AUSDT"].sequencer.last == mine[-1].trade_id, within_s=60)
        assert stream.stats.reconnects == 0
        followed.clear()
        await until(lambda: stream.connections.symbols == {"AUSDT"}, within_s=60)
        assert not stream.tracks["BUSDT"].connected
    await in_database(assert_stored_equals, mine)
