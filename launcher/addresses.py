"""Judging the settings that are addresses: their form, whether they answer, and as whom."""

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qs, unquote

from config.addresses import AddressError, check_url, spark_hosts
from config.providers import SERVICES
from launcher.errors import LauncherError
from launcher.peers import WORDS, Peer, Place, ask, connect, identify

_HOMES: dict[Peer, str] = {"redis": "REDIS_URL", "postgres": "DATABASE_URL"}
_WEB, _SOCKET = ("http", "https"), ("ws", "wss")
_MAIL = ("smtps", "smtp+starttls", "smtp")
_PORTS = {
    "http": 80, "https": 443, "ws": 80, "wss": 443, "redis": 6379, "rediss": 6379,
    "postgres": 5432, "postgresql": 5432, "smtp": 25, "smtp+starttls": 587, "smtps": 465,
}  # fmt: skip
_TLS = frozenset({"https", "wss", "rediss", "smtps"})
PROVIDERS: Mapping[str, tuple[str, ...]] = {
    **{one.address_variable: _WEB for one in SERVICES},
    **dict.fromkeys(
        ("SIGHTLINE_BINANCE_WS_URL", "SIGHTLINE_YAHOO_WS_URL", "SIGHTLINE_POLYGON_WS_URL"), _SOCKET
    ),
    "SIGHTLINE_EMAIL_URL": _MAIL,
}
"""Addresses that only have to be there."""
REDIS, DATABASE = "REDIS_URL", "DATABASE_URL"
SPARK, SPARK_DRIVER = "SIGHTLINE_SPARK_MASTER", "SIGHTLINE_SPARK_DRIVER_HOST"


def value(name: str) -> str:
    """Return a setting of the environment; empty when it is not set."""
    return os.environ.get(name, "").strip()


def judge_redis() -> str:
    """Whether a Redis answers at REDIS_URL and takes its password."""
    parts = _parts(REDIS, ("redis", "rediss", "unix"))
    place = _place(REDIS, parts)
    _expect(place, "redis")
    login = [unquote(one) for one in (parts.username, parts.password) if one]
    answer = ask(place, *([_command("AUTH", *login)] if login else []), _command("PING"))
    if answer.startswith(b"+PONG"):
        return f"answers at {place.shown}, by REDIS_URL"
    if answer.startswith((b"-NOAUTH", b"-WRONGPASS")):
        raise LauncherError(
            f"The Redis of REDIS_URL at {place.shown} does not take its password",
            "write redis://:PASSWORD@host:port, special characters in per cent codes",
        )
    raise LauncherError(
        f"The Redis of REDIS_URL at {place.shown} refuses commands"
        f" ({answer[1:60].decode(errors='replace').strip() or 'no answer'})",
        "look at that server's log",
    )


def judge_database() -> str:
    """Whether a PostgreSQL answers at DATABASE_URL; its password is the product's own check."""
    parts = _parts(DATABASE, ("postgres", "postgresql", "sqlite"))
    asked = parse_qs(parts.query).get("host", [""])[0]
    if not parts.hostname and asked.startswith("/"):
        return f"by the socket in {asked}, by DATABASE_URL"
    if not parts.hostname and not asked:
        raise LauncherError(
            "DATABASE_URL names no host", "write postgres://user:password@host:5432/name"
        )
    place = Place(DATABASE, parts.hostname or asked, parts.port or _PORTS["postgres"])
    _expect(place, "postgres")
    return f"answers at {place.shown}, by DATABASE_URL"


def judge_spark() -> str:
    """Whether the Spark master answers, and can call back to this machine."""
    text = value(SPARK) or "local[*]"
    with _said():
        hosts = spark_hosts(SPARK, text)
    driver = value(SPARK_DRIVER) or "127.0.0.1"
    _check_own(driver)
    for host, port in hosts:
        place = Place(SPARK, host, port)
        found = identify(place)
        if found:
            raise _mistaken(place, found, "a Spark master")
    if any(not _is_loopback(host) for host, _ in hosts) and _is_loopback(driver):
        raise LauncherError(
            f"{SPARK} names {hosts[0][0]}, whose executors would call this machine back at"
            f" {driver}, which is their own",
            f"set {SPARK_DRIVER} to the address by which they reach this machine",
        )
    return f"at {', '.join(host for host, _ in hosts)}" if hosts else f"{text}, on this machine"


def judge_provider(name: str) -> str:
    """Whether something answers at the address of a provider, a venue or a mail server."""
    place = _place(name, _parts(name, PROVIDERS[name]))
    connect(place).close()
    found = "" if place.tls or name == "SIGHTLINE_EMAIL_URL" else identify(place)
    if found in _HOMES:
        raise _mistaken(place, found, "a provider")
    return f"answers at {place.shown}"


def _parts(name: str, schemes: tuple[str, ...]) -> SplitResult:
    with _said():
        return check_url(name, value(name), schemes)


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except AddressError as error:
        raise LauncherError(error.cause, error.fix) from error


def _place(name: str, parts: SplitResult) -> Place:
    if parts.scheme == "unix":
        return Place(name, unquote(parts.path), 0)
    if not parts.hostname:
        raise LauncherError(f"{name} names no host", f"write {parts.scheme}://host:port")
    port = parts.port or _PORTS[parts.scheme]
    checked = parse_qs(parts.query).get("ssl_cert_reqs") != ["none"]
    return Place(name, parts.hostname, port, tls=parts.scheme in _TLS, verified=checked)


def _expect(place: Place, wanted: Peer) -> None:
    found = identify(place)
    if found != wanted:
        raise _mistaken(place, found, WORDS[wanted])


def _mistaken(place: Place, found: Peer, wanted: str) -> LauncherError:
    home = _HOMES.get(found)
    return LauncherError(
        f"{place.setting} names {place.shown}, where {WORDS[found]} answers and not {wanted}",
        f"that address belongs in {home}" if home else "correct the host or the port",
    )


def _check_own(host: str) -> None:
    """Refuse an address that this machine does not have."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.bind(address)
    except OSError as error:
        raise LauncherError(
            f"{SPARK_DRIVER} is no address of this machine ({error.strerror})",
            "write a name or address of this machine, without scheme and port",
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _command(*words: str) -> bytes:
    encoded = [word.encode() for word in words]
    parts = b"".join(b"$%d\r\n%s\r\n" % (len(word), word) for word in encoded)
    return b"*%d\r\n" % len(words) + parts
