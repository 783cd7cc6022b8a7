"""Names of the internet that lead where a test says, while this machine's own stay as they are."""

import socket
from collections.abc import Sequence
from typing import Any

import pytest

_OWN = frozenset({"127.0.0.1", "::1", "localhost"})


def names_lead_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Answer every look-up of another machine's name with these addresses; with none, not at all.

    Threads of the product that connect to Redis meanwhile go on finding it: a look-up that is
    replaced for all of them sends theirs to the internet as well.
    """
    real = socket.getaddrinfo
    family = {True: socket.AF_INET6, False: socket.AF_INET}
    found = [
        (family[":" in one], socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (one, 0))
        for one in addresses
    ]

    def look_up(host: Any, *arguments: Any, **options: Any) -> Sequence[Any]:
        if host in _OWN:
            return real(host, *arguments, **options)
        if not found:
            raise socket.gaierror("Name or service not known")
        return found

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
