"""Posts to addresses that people give: public ones only, no redirects, the address pinned.

An address is parsed once. What is judged is this parse, and what is sent goes to this parse: the
name is resolved once, every address of it must be public, and the connection goes to the one that
was checked. A name that answers differently a moment later changes nothing.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from math import ceil
from typing import Final

import httpx

from apps.core.errors import UnprocessableError
from apps.core.outbound.failures import invalid_certificate, status_passes
from apps.core.outbound.network import is_public
from apps.core.outbound.pauses import retry_after_s

TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
_LOCAL_ZONES: Final = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".test")
_PORTS: Final = frozenset({80, 443, 8080, 8443})
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Letters, digits and hyphens of RFC 1123, and the underscore that names in use have.
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_NAME: Final = 253


class WebhookError(UnprocessableError):
    """An address that may not be used, or that did not accept the post."""

    default_code = "webhook_refused"


class MalformedWebhookError(WebhookError):
    """Text that is not the address of anything."""

    default_status = 400
    default_code = "invalid_input"
    default_title = "Invalid input"


@dataclass(frozen=True, slots=True)
class Webhook:
    """A parsed address: the host in ASCII and lower case, without brackets, and the whole URL."""

    url: httpx.URL
    host: str
    port: int

    @property
    def authority(self) -> str:
        """What the Host header says: the port only when it is not the scheme's own."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.url.port is None else f"{name}:{self.url.port}"


def parse(text: str) -> Webhook:
    """Return a webhook address, or raise with what is wrong with it."""
    if "\\" in text or text != text.strip():
        raise MalformedWebhookError(
            "A webhook address contains no backslash and no blanks around it."
        )
    if text.count("[") != text.count("]"):
        raise MalformedWebhookError(
            "A square bracket of the webhook address has no partner: an IPv6 address is written "
            "like https://[2606:4700::1]/hook."
        )
    try:
        url = httpx.URL(text)
        named = bool(url.host)  # decodes its punycode
    except (httpx.InvalidURL, UnicodeError) as error:
        raise MalformedWebhookError(f"The webhook address is malformed: {error}.") from error
    if url.scheme not in _DEFAULT_PORTS or not named:
        raise WebhookError("A webhook address starts with https:// and names a host.")
    if url.userinfo:
        raise WebhookError("A webhook address carries no user name or password.")
    port = _DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    _check_port(port)
    host = url.raw_host.decode("ascii")
    _check_host(host)
    return Webhook(url, host, port)


def _check_port(port: int) -> None:
    if not 0 < port < 2**16:
        raise MalformedWebhookError(f"{port} is no port number: those go from 1 to 65535.")
    if port not in _PORTS:
        raise WebhookError("A webhook address uses port 80, 443, 8080 or 8443.")


def _check_host(host: str) -> None:
    """Refuse what cannot be a host name; the resolver fails on it in its own ways."""
    if ":" in host:  # an IPv6 address, which the parser has checked
        return
    labels = host.removesuffix(".").split(".")
    if len(host) > _LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise MalformedWebhookError(
            f"{host[:80]} is no host name: its parts are 1 to 63 letters, digits or hyphens, "
            "joined by single dots."
        )


def refuse_private(text: str) -> None:
    """Refuse an address that is not public as far as can be known before anything is sent.

    A name that has no address at this moment may have one later; each post resolves it again.
    """
    host = parse(text).host
    if _is_local_name(host):
        raise _not_public(host)
    try:
        public_address(host)
    except WebhookError as error:
        if not error.retryable:
            raise


def _is_local_name(host: str) -> bool:
    try:
        return not is_public(ipaddress.ip_address(host))
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
    except UnicodeError as error:
        # The resolver's own IDNA codec is older and stricter than the parser's.
        raise MalformedWebhookError(f"{host} is no host name: {error}.") from error
    addresses = [ipaddress.ip_address(entry[4][0]) for entry in found]
    if not addresses or not all(is_public(address) for address in addresses):
        raise _not_public(host)
    return str(addresses[0])


def post(text: str, body: bytes, headers: dict[str, str]) -> None:
    """Post a JSON body; raise a `WebhookError` that says whether to try again."""
    hook = parse(text)
    pinned = hook.url.copy_with(host=public_address(hook.host))
    sent = headers | {"Host": hook.authority, "Content-Type": "application/json"}
    try:
        # The body of the answer is left unread: it could be endless, or swell when it is unpacked.
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream(
                "POST",
                pinned,
                content=body,
                headers=sent,
                extensions={"sni_hostname": hook.host},
            ) as answer,
        ):
            accepted, status = answer.is_success, answer.status_code
            wait = retry_after_s(answer.headers.get("Retry-After"))
    except httpx.TransportError as error:
        raise _unreached(hook.host, error) from error
    if not accepted:
        raise WebhookError(
            f"{hook.host} answered {status}.",
            retryable=status_passes(status),
            headers={} if wait is None else {"Retry-After": str(ceil(wait))},
        )


def _unreached(host: str, error: httpx.TransportError) -> WebhookError:
    if cause := invalid_certificate(error):
        return WebhookError(f"The certificate of {host} is not valid: {cause}.")
    return WebhookError(f"{host} does not answer: {error!r}.", retryable=True)
