"""Where a request comes from."""

import ipaddress
from typing import Protocol


class HasMeta(Protocol):
    """Django's request and the framework's wrapper of it."""

    @property
    def META(self) -> dict[str, str]: ...  # noqa: N802, D102  Django's name


def is_loopback(request: HasMeta) -> bool:
    """Tell whether the peer is this machine; an unknown peer is not."""
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
