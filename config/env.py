"""Typed readers of environment variables; a wrong value stops the start with a sentence."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

from config.addresses import AddressError, check_url, spark_hosts

_TRUE: Final = frozenset({"1", "true", "yes", "on"})
_FALSE: Final = frozenset({"0", "false", "no", "off"})


def env_str(name: str, default: str = "", *, choices: tuple[str, ...] = ()) -> str:
    """Text of a variable; empty counts as not set."""
    value = os.environ.get(name, "").strip() or default
    if choices and value not in choices:
        allowed = ", ".join(choices)
        raise ImproperlyConfigured(f"{name} is {value!r}; set it to one of: {allowed}.")
    return value


def env_int(name: str, default: int, *, low: int = 0, high: int = 2**31) -> int:
    """Whole number of a variable, inside [low, high]."""
    text = env_str(name)
    if not text:
        return default
    try:
        value = int(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {text!r}; set it to a whole number.") from error
    if not low <= value <= high:
        raise ImproperlyConfigured(f"{name} is {value}; set it between {low} and {high}.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    """Truth value of a variable: 1/true/yes/on or 0/false/no/off."""
    text = env_str(name).lower()
    if not text:
        return default
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {text!r}; set it to true or false.")


def env_list(name: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Comma separated values, blanks dropped."""
    text = env_str(name)
    if not text:
        return default
    return tuple(part.strip() for part in text.split(",") if part.strip())


def env_url(name: str, default: str = "", *, schemes: tuple[str, ...]) -> str:
    """URL of a variable without a closing slash, of one of the schemes.

    It may hold a password, so what is wrong is said without repeating it.
    """
    text = env_str(name, default)
    if not text:
        return ""
    try:
        check_url(name, text, schemes)
    except AddressError as error:
        raise ImproperlyConfigured(str(error)) from error
    return text.rstrip("/")


def env_spark_master(name: str, default: str) -> str:
    """Return where Spark runs: `local[*]`, `spark://host:7077` or a cluster that Spark knows."""
    text = env_str(name, default)
    try:
        spark_hosts(name, text)
    except AddressError as error:
        raise ImproperlyConfigured(str(error)) from error
    return text


def env_folder(name: str) -> Path | None:
    """Return the folder of a variable, None when it is not set; it must be there."""
    text = env_str(name)
    if not text:
        return None
    folder = Path(text).expanduser().resolve()
    if not folder.is_dir():
        raise ImproperlyConfigured(f"{name} is {text!r}; set it to a folder that exists.")
    return folder


def env_networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return addresses and networks in CIDR notation, comma separated; none when it is not set."""
    found = []
    for text in env_list(name):
        try:
            found.append(ip_network(text, strict=False))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{name} names {text!r}; write addresses or networks such as 10.0.0.0/8."
            ) from error
    return tuple(found)
