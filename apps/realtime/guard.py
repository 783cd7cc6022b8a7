"""Looks after the sockets of a hub: ends slow ones, and those whose session or token has ended."""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Final

import structlog
from django.db import DatabaseError

from apps.realtime.client import Client
from apps.realtime.identity import standing
from apps.realtime.limits import NOT_SIGNED_IN, SESSION_CHECK_S, SLOW_S, TOO_SLOW

if TYPE_CHECKING:
    from apps.realtime.hub import Hub

log = structlog.get_logger(__name__)

LOOK_S: Final = 1.0


async def watch(hub: "Hub") -> None:
    """Look at every socket once a second, for ever."""
    closing: set[asyncio.Task[None]] = set()
    while True:
        await asyncio.sleep(LOOK_S)
        for client, code in [*_slow(hub), *await _ended(hub)]:
            task = asyncio.ensure_future(client.close(code))
            closing.add(task)
            task.add_done_callback(closing.discard)


def _slow(hub: "Hub") -> list[tuple[Client, int]]:
    return [(client, TOO_SLOW) for client in hub.clients() if client.is_slow(SLOW_S)]


async def _ended(hub: "Hub") -> list[tuple[Client, int]]:
    """Return those whose proof no longer stands; all that are due are asked about at once."""
    moment = monotonic()
    due = [client for client in hub.clients() if client.check_at <= moment]
    if not due:
        return []
    for client in due:
        client.check_at = moment + SESSION_CHECK_S
    try:
        good = await hub.in_thread(standing, {client.identity for client in due})
    except DatabaseError as error:
        # Nobody is signed out because the database is away; the next look comes soon.
        log.warning("session_check_missed", sockets=len(due), error=str(error))
        return []
    return [(client, NOT_SIGNED_IN) for client in due if client.identity not in good]
