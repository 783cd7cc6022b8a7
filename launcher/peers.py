"""Who answers at an address: asked in the words of Redis, PostgreSQL and the web."""

import contextlib
import socket
import ssl
from dataclasses import dataclass
from typing import Literal

from launcher.errors import LauncherError

Peer = Literal["redis", "postgres", "web", ""]
WORDS: dict[Peer, str] = {
    "redis": "a Redis server",
    "postgres": "a PostgreSQL server",
    "web": "a web server",
    "": "something else",
}
_CONNECT_SECONDS, _ANSWER_SECONDS = 3.0, 1.5
_ASK_FOR_TLS = b"\x00\x00\x00\x08\x04\xd2\x16\x2f"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting points.

    Attributes
    ----------
    setting : str
        Its name; the value, which may hold a password, is never shown.
    host : str
        Name or address; the path of a unix socket when `port` is 0.
    port : int
        TCP port.
    tls : bool
        Whether the connection is secret from its first byte.
    verified : bool
        Whether the certificate must be trusted.
    """

    setting: str
    host: str
    port: int
    tls: bool = False
    verified: bool = True

    @property
    def shown(self) -> str:
        """Host and port in words."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else self.host


def connect(place: Place) -> socket.socket:
    """Return a connection, or say why there is none."""
    try:
        plain = _open(place)
    except OSError as error:
        raise _unreachable(place, error) from error
    if not place.tls:
        return plain
    try:
        return _context(place).wrap_socket(plain, server_hostname=place.host)
    except OSError as error:
        plain.close()
        raise _no_tls(place, error) from error


def identify(place: Place) -> Peer:
    """Return who answers; empty when it is none that is known here."""
    if ask(place, b"PING\r\n")[:1] in (b"+", b"-"):
        return "redis"
    if ask(place, _ASK_FOR_TLS) in (b"S", b"N"):
        return "postgres"
    if ask(place, b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/"):
        return "web"
    return ""


def ask(place: Place, *questions: bytes) -> bytes:
    """Send questions one by one and return the last answer, empty when there is none."""
    answer = b""
    with connect(place) as peer, contextlib.suppress(OSError):
        peer.settimeout(_ANSWER_SECONDS)
        for question in questions:
            answer = b""
            peer.sendall(question)
            answer = peer.recv(1_024)
    return answer


def _open(place: Place) -> socket.socket:
    if place.port:
        return socket.create_connection((place.host, place.port), timeout=_CONNECT_SECONDS)
    peer = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    peer.settimeout(_CONNECT_SECONDS)
    try:
        peer.connect(place.host)
    except OSError:
        peer.close()
        raise
    return peer


def _context(place: Place) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not place.verified:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _unreachable(place: Place, error: OSError) -> LauncherError:
    if isinstance(error, socket.gaierror):
        return LauncherError(
            f"{place.setting} names the host {place.host}, which no name server knows",
            "correct the host, or its entry in DNS or /etc/hosts",
        )
    why = "it does not answer" if isinstance(error, TimeoutError) else error.strerror or str(error)
    return LauncherError(
        f"{place.setting} names {place.shown}, which cannot be reached ({why})",
        "start what should listen there, or correct host and port; a firewall may be in between",
    )


def _no_tls(place: Place, error: OSError) -> LauncherError:
    if isinstance(error, ssl.SSLCertVerificationError):
        return LauncherError(
            f"{place.setting} names {place.shown}, whose certificate is not trusted"
            f" ({error.verify_message})",
            "use the name that the certificate is for, or install its authority on this machine",
        )
    return LauncherError(
        f"{place.setting} asks {place.shown} for an encrypted connection and gets none",
        "name the port that speaks TLS, or use the scheme without encryption",
    )
