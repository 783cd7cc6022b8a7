"""One writer: who has the lease, who gets it, and who is stopped."""

import asyncio
import subprocess
import sys

import pytest
from django.db import transaction
from pytest_django import Settings

from apps.instruments.types import Tick
from apps.streaming.lease import LEASE_US, Lease, LeaseLostError
from apps.streaming.models import StreamProcess
from apps.streaming.state import StreamState
from apps.streaming.ticks.intake import now_us
from tests.apps.streaming.faulty_venue import Faults, FaultyVenue, tape
from tests.apps.streaming.running import (
    assert_stored_equals,
    in_database,
    stored_all,
    streaming,
    until,
    venue_at,
)


@pytest.mark.django_db
def test_the_second_waits_until_the_first_hands_it_back() -> None:
    first, second = Lease(), Lease()
    assert first.take(now_us()) == ""
    assert second.take(now_us()) == first.holder
    first.release(StreamState())
    assert second.take(now_us()) == ""
    assert StreamProcess.objects.filter(state__running=False).exists()


@pytest.mark.django_db
def test_a_dead_process_of_this_machine_is_followed_at_once() -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    host = Lease().holder.split(":")[0]
    StreamProcess.objects.create(
        pk=1, holder=f"{host}:{gone.pid}:x", lease_until_us=now_us() + LEASE_US
    )
    assert Lease().take(now_us()) == ""


@pytest.mark.django_db
def test_another_machines_lease_has_to_run_out() -> None:
    until_us = now_us() + LEASE_US
    StreamProcess.objects.create(pk=1, holder="elsewhere.invalid:1:x", lease_until_us=until_us)
    lease = Lease()
    assert lease.take(now_us()) == "elsewhere.invalid:1:x"
    assert lease.take(until_us + 1) == ""


@pytest.mark.django_db
def test_who_lost_it_writes_nothing_and_takes_nothing_back() -> None:
    first, second = Lease(), Lease()
    first.take(now_us())
    assert second.take(now_us() + LEASE_US + 1) == ""
    with pytest.raises(LeaseLostError), transaction.atomic():
        first.guard()
    with pytest.raises(LeaseLostError):
        first.renew(StreamState(), now_us())
    first.release(StreamState())
    second.guard()
    assert StreamProcess.objects.get().state is None


@pytest.mark.django_db(transaction=True)
async def test_a_second_stream_waits_and_then_goes_on(settings: Settings) -> None:
    played = tape(("AUSDT",), 8_000, now_us=now_us())
    async with FaultyVenue(played, Faults(pause_s=0.06)).open() as venue:
        async with streaming(venue_at(settings, venue.port), ("AUSDT",)) as first:
            await stored_all(first, 500, within_s=60)
            waiting = asyncio.create_task(_follow(venue.port, settings, played[-1]))
            await asyncio.sleep(1.5)
            assert not waiting.done()
        await asyncio.wait_for(waiting, 60)
    await in_database(assert_stored_equals, played)


async def _follow(port: int, settings: Settings, last: Tick) -> None:
    async with streaming(venue_at(settings, port), ("AUSDT",)) as second:
        await until(lambda: "AUSDT" in second.connections.symbols, within_s=60)
        track = second.tracks["AUSDT"]
        await until(lambda: track.sequencer.last == last.trade_id, within_s=60)
