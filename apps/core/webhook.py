"""Posts to addresses that people give: public ones only, no redirects, the address pinned.

The name is resolved once, every address of it must be public, and the connection goes to the
address that was checked: a name that answers differently a moment later changes nothing.
"""

import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

import httpx

from apps.core.errors import UnprocessableError

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
_LOCAL_ZONES: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test")
_PORTS: Final = frozenset({80, 443, 8080, 8443})


class WebhookError(UnprocessableError):
    """An address that may not be used, or that did not accept the post."""

    default_code = "webhook_refused"


def check_url(url: str) -> str:
    """Return the host of a usable webhook address, or say what is wrong with it."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise WebhookError("A webhook address starts with https:// and names a host.")
    if parts.username or parts.password:
        raise WebhookError("A webhook address carries no user name or password.")
    if (parts.port or 443) not in _PORTS:
        raise WebhookError("A webhook address uses port 80, 443, 8080 or 8443.")
    return parts.hostname


def refuse_private(url: str) -> None:
    """Refuse an address that is not public as far as can be told before anything is sent.

    A name that has no address at this moment may have one later; each post looks again.
    """
    host = check_url(url)
    if _is_local_name(host):
        raise _not_public(host)
    try:
        public_address(host)
    except WebhookError as error:
        if not error.retryable:
            raise


def _is_local_name(host: str) -> bool:
    try:
        return not _is_public(ipaddress.ip_address(host))
    except ValueError:
        return "." not in host.rstrip(".") or host.rstrip(".").endswith(_LOCAL_ZONES)


def _not_public(host: str) -> WebhookError:
    return WebhookError(
        f"The host {host} is not on the public internet. Webhooks go to public addresses only."
    )


def public_address(host: str) -> str:
    """Return one address of a host whose every address is public."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError as error:
        raise WebhookError(f"The host {host} has no address.", retryable=True) from error
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    if not addresses or not all(_is_public(address) for address in addresses):
        raise _not_public(host)
    return str(addresses[0])


def post(url: str, body: bytes, headers: dict[str, str]) -> None:
    """Post a JSON body; raise a `WebhookError` that says whether to try again."""
    host = check_url(url)
    address = public_address(host)
    parts = urlsplit(url)
    authority = f"[{address}]" if ":" in address else address
    if parts.port:
        authority = f"{authority}:{parts.port}"
    pinned = parts._replace(netloc=authority).geturl()
    sent = headers | {"Host": parts.netloc, "Content-Type": "application/json"}
    try:
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
            answer = client.post(
                pinned, content=body, headers=sent, extensions={"sni_hostname": host}
            )
    except httpx.TransportError as error:
        raise WebhookError(f"{host} does not answer: {error!r}.", retryable=True) from error
    if not answer.is_success:
        later = answer.status_code >= 500 or answer.status_code == 429
        raise WebhookError(f"{host} answered {answer.status_code}.", retryable=later)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast
