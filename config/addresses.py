"""What an address in the environment must look like; standard library only, as doctor reads it too.

An address may hold a password, so what is wrong is said without repeating it.
"""

from typing import Final
from urllib.parse import SplitResult, urlsplit

# Of files and local sockets a URL names no host.
_WITH_HOST: Final = frozenset({"http", "https", "ws", "wss", "redis", "rediss", "spark"})
HOMES: Final = {
    "sqlite": "DATABASE_URL",
    "postgres": "DATABASE_URL",
    "postgresql": "DATABASE_URL",
    "redis": "REDIS_URL",
    "rediss": "REDIS_URL",
    "unix": "REDIS_URL",
    "spark": "SIGHTLINE_SPARK_MASTER",
    "smtp": "SIGHTLINE_EMAIL_URL",
    "smtps": "SIGHTLINE_EMAIL_URL",
    "smtp+starttls": "SIGHTLINE_EMAIL_URL",
}
"""The setting that each kind of address belongs in, where there is only one."""
SPARK_PORT: Final = 7077
_CLUSTERS: Final = ("yarn", "k8s://")


class AddressError(ValueError):
    """An address that cannot be used: its cause, and what to write instead."""

    def __init__(self, cause: str, fix: str) -> None:
        super().__init__(f"{cause}; {fix}.")
        self.cause = cause
        self.fix = fix


def check_url(name: str, text: str, schemes: tuple[str, ...]) -> SplitResult:
    """Return the parts of a URL of one of the schemes, or say what is wrong with it."""
    if any(char.isspace() or not char.isprintable() for char in text):
        # Some parsers drop such characters and others do not: they would see different hosts.
        raise AddressError(f"{name} contains a blank or control character", "remove it")
    try:
        parts = urlsplit(text)
        found = (parts.hostname, parts.port)
    except ValueError as error:
        raise AddressError(
            f"{name} has a malformed host or port", f"write it like {schemes[0]}://host:port"
        ) from error
    if parts.scheme not in schemes:
        raise _wrong_scheme(name, parts.scheme, schemes)
    if parts.scheme in _WITH_HOST and (not found[0] or found[1] == 0):
        raise AddressError(f"{name} names no host", f"write {parts.scheme}://host:port")
    return parts


def _wrong_scheme(name: str, scheme: str, schemes: tuple[str, ...]) -> AddressError:
    home = HOMES.get(scheme, name)
    if home != name:
        return AddressError(
            f"{name} holds an address of {scheme}://, which belongs in {home}",
            f"move it there and write {name} like {schemes[0]}://host:port",
        )
    allowed = ", ".join(f"{one}://" for one in schemes)
    return AddressError(f"{name} starts with {scheme!r}", f"it must start with one of: {allowed}")


def spark_hosts(name: str, text: str) -> tuple[tuple[str, int], ...]:
    """Return host and port of each Spark master; none for Spark on this machine or in a cluster."""
    if text.startswith("local"):
        _check_local(name, text)
        return ()
    if text.startswith(_CLUSTERS):
        return ()
    head, _, rest = text.partition("://")
    if head in {"http", "https"}:
        raise AddressError(
            f"{name} holds the address of a web page, such as the one that Spark shows",
            f"write the master itself, spark://host:{SPARK_PORT}",
        )
    hosts = [check_url(name, f"{head}://{one}" if rest else one, ("spark",)) for one in
             (rest or text).split(",")]  # fmt: skip
    return tuple((parts.hostname or "", parts.port or SPARK_PORT) for parts in hosts)


def _check_local(name: str, text: str) -> None:
    """Spark's own spellings: local, local[4], local[*], local[4,2] with its tries."""
    inside = text.removeprefix("local").removeprefix("[").removesuffix("]")
    bracketed = text.startswith("local[") and text.endswith("]")
    numbers = inside.split(",")
    known = (
        bool(inside) and len(numbers) <= 2 and all(one == "*" or one.isdigit() for one in numbers)
    )
    if text != "local" and not (bracketed and known and numbers[0] != "0"):
        raise AddressError(
            f"{name} names no number of threads that Spark knows",
            "write local[*] for all cores or local[2] for two",
        )
