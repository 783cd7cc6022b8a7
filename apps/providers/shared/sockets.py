"""How every provider's socket is opened: bounded frames, dead connections noticed by pings."""

from contextlib import AbstractAsyncContextManager
from typing import Final
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect

MAX_FRAME: Final = 8 * 1024 * 1024
"""Junk of a megabyte is read and counted; the library would close the connection for it."""
OPEN_TIMEOUT_S: Final = 5.0
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


def provider_socket(url: str) -> AbstractAsyncContextManager[ClientConnection]:
    """Open a socket at a provider."""
    return connect(
        url,
        max_size=MAX_FRAME,
        max_queue=1_024,
        open_timeout=OPEN_TIMEOUT_S,
        close_timeout=1.0,
        compression=None,
        # A proxy of the environment is for the outside; it cannot reach this machine.
        proxy=None if urlsplit(url).hostname in _LOOPBACK else True,
    )
