"""Where a request comes from: the one place that reads the peer's address and proxies' headers.

The address of the connection counts, unless it belongs to a proxy that the installation trusts
(`SIGHTLINE_TRUSTED_PROXIES`). Then `X-Forwarded-For` is read from the right, because each proxy
appends the peer that it saw: the first address that is not a trusted proxy's is the client. What
stands further left was written by the client and proves nothing.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

FORWARDED_FOR: Final = "x-forwarded-for"
_DIRECT_KEY: Final = "sightline.direct"
# Each of these says that somebody passed the request on.
RELAY_HEADERS: Final = frozenset(
    {
        FORWARDED_FOR, "forwarded", "via", "x-real-ip", "x-forwarded-host", "x-forwarded-proto",
        "x-forwarded-port", "x-client-ip", "x-cluster-client-ip", "true-client-ip",
        "cf-connecting-ip", "fly-client-ip",
    }
)  # fmt: skip


class HasMeta(Protocol):
    """Django's request and the framework's wrapper of it."""

    @property
    def META(self) -> dict[str, str]: ...  # noqa: N802, D102  Django's name


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is at the far end of a request.

    Attributes
    ----------
    address : str
        The client's address; empty when the server does not know it.
    direct : bool
        Whether nobody passed the request on, as far as its headers show.
    """

    address: str
    direct: bool

    @property
    def local(self) -> bool:
        """Whether it is a program on this machine: a loopback peer with no proxy between."""
        found = _parsed(self.address)
        return self.direct and found is not None and found.is_loopback


def caller_of(*, peer: str, headers: Mapping[str, str]) -> Caller:
    """Return the client of a request.

    Parameters
    ----------
    peer : str
        The address of the connection.
    headers : mapping
        The request's headers by lower-case name.
    """
    direct = RELAY_HEADERS.isdisjoint(headers)
    address = _parsed(peer)
    if address is None:
        return Caller("", direct)
    if _is_trusted(address):
        address = _beyond_proxies(address, headers.get(FORWARDED_FOR, "").split(","))
    return Caller(str(address), direct)


def _beyond_proxies(proxy: Address, hops: Sequence[str]) -> Address:
    """Return the first address from the right that is no trusted proxy's."""
    last = proxy
    for hop in reversed(hops):
        found = _parsed(hop)
        if found is None:
            break  # nothing left of an unreadable hop can be vouched for
        last = found
        if not _is_trusted(found):
            break
    return last


def _is_trusted(address: Address) -> bool:
    trusted: tuple[Network, ...] = settings.TRUSTED_PROXIES
    return any(address in network for network in trusted)


def _parsed(text: str) -> Address | None:
    """Return an address; a port and brackets are dropped, an IPv4 address in IPv6 is unwrapped."""
    bare = text.strip().strip('"')
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def stamp(meta: dict[str, str], caller: Caller) -> None:
    """Make a request's own record of its peer that of the client, for everybody who reads it."""
    meta["REMOTE_ADDR"] = caller.address
    meta[_DIRECT_KEY] = "1" if caller.direct else ""


def is_local(request: HasMeta) -> bool:
    """Return whether a program on this machine asks, with no proxy between; else False."""
    meta = request.META
    return Caller(meta.get("REMOTE_ADDR", ""), bool(meta.get(_DIRECT_KEY))).local


_current: ContextVar[Caller | None] = ContextVar("sightline_caller", default=None)


def current_caller() -> Caller | None:
    """Return the client of the request that is being answered; None outside of requests."""
    return _current.get()


@contextmanager
def acting_for(caller: Caller) -> "Iterator[None]":
    """Answer a request of a client, so that whoever looks up a person knows for whom."""
    token = _current.set(caller)
    try:
        yield
    finally:
        _current.reset(token)
