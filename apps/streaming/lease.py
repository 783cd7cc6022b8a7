"""One writer of ticks: a row in the database says which process it is, and every write checks it.

The lease of a process that died on this machine is taken at once, another machine's when it runs
out. Its row carries the state of the feed too, for the time when Redis has forgotten it.
"""

import os
import secrets
import socket
from typing import Final

from django.db import connection, transaction

from apps.core.json import plain
from apps.streaming.models import StreamProcess
from apps.streaming.state import StreamState

LEASE_US: Final = 15_000_000
ROW: Final = 1


class LeaseLostError(Exception):
    """Another process writes ticks now; this one must not."""


class Lease:
    """The right to write ticks; `holder` names this process."""

    def __init__(self) -> None:
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def take(self, now_us: int) -> str:
        """Take the lease; return who has it otherwise, or an empty text."""
        with transaction.atomic():
            StreamProcess.objects.get_or_create(pk=ROW)
            row = StreamProcess.objects.select_for_update().get(pk=ROW)
            if row.holder and row.lease_until_us > now_us and not _is_dead(row.holder):
                return row.holder
            row.holder, row.lease_until_us = self.holder, now_us + LEASE_US
            row.save(update_fields=("holder", "lease_until_us"))
        return ""

    def renew(self, state: StreamState, now_us: int) -> None:
        """Keep the lease, and the feed's state with it."""
        mine = StreamProcess.objects.filter(pk=ROW, holder=self.holder)
        if not mine.update(lease_until_us=now_us + LEASE_US, state=plain(state)):
            raise LeaseLostError("Another stream process has taken over.")

    def guard(self) -> None:
        """Stop the present transaction unless this process is the writer.

        The row is locked against a change of hands until the transaction ends; on SQLite the
        transaction itself excludes every other writer.
        """
        share = " FOR SHARE" if connection.vendor == "postgresql" else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT holder FROM market_stream_process WHERE id = %s{share}",  # noqa: S608  constant
                [ROW],
            )
            row = cursor.fetchone()
        if row is None or row[0] != self.holder:
            raise LeaseLostError("Another stream process has taken over.")

    def release(self, state: StreamState) -> None:
        """Hand the lease back; a no-op when another process has it."""
        mine = StreamProcess.objects.filter(pk=ROW, holder=self.holder)
        mine.update(holder="", lease_until_us=0, state=plain(state))


def lease_lock() -> None:
    """Keep the stream process from writing until this transaction ends."""
    StreamProcess.objects.select_for_update().filter(pk=ROW).first()


def _is_dead(holder: str) -> bool:
    """Whether a process of this machine is gone; of another machine nobody here knows."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False  # it lives, under another user
    return False
