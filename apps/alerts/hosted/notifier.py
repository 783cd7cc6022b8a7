"""A notification address as the object that sends: built once, judged, then used itself.

Apprise's own entry point splits its text into several addresses, guesses services from web
addresses and takes options that read files, fetch templates or follow redirects. None of this is
used here: the text must be one address of a plain alphabet, the class comes from our catalogue, and
what the class understood of the text is compared with what a service may have.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from apps.alerts.hosted.catalogue import SERVICES, HostedService
from apps.core.errors import UnprocessableError

if TYPE_CHECKING:
    from apprise.asset import AppriseAsset
    from apprise.plugins.base import NotifyBase

# No comma, semicolon or blank, at which Apprise splits; nothing but ASCII, so that no letter is
# another one after normalisation; %-escapes are whole and hide no control character.
_TEXT: Final = re.compile(
    r"(?P<service>[A-Za-z]{1,16})://"
    r"(?:[A-Za-z0-9._~:@/?&=+!*()$'-]|%(?!0|1|7[Ff])[0-9A-Fa-f]{2})+"
)
_HOST: Final = re.compile(r"[A-Za-z0-9._+-]{1,253}")
_MOST_RECIPIENTS: Final = 20
# Where Apprise collects the options that begin with +, - or a colon, such as HTTP headers.
_FURTHER: Final = ("qsd+", "qsd-", "qsd:")


class HostedAddressError(UnprocessableError):
    """An address that is none of a hosted service."""

    default_code = "channel_refused"


def notifier(address: str) -> "NotifyBase":
    """Return the object that sends to an address, or raise with what is wrong with it."""
    address = address.replace("/#", "/%23")  # how people write a channel of Slack
    name, found = _service(address)
    plugin = _plugin(found)
    try:
        parsed = plugin.parse_url(address) or {}
        _check_parsed(name, found, parsed)
        built = plugin(**(parsed | {"asset": _asset(), "tag": set()}))
    except HostedAddressError:
        raise
    except Exception as error:
        # Each plugin fails in its own ways on what it does not understand: whatever it is, the
        # address cannot be used. Its text repeats the address and so the secrets in it.
        raise _incomplete(found) from error
    _check_built(found, plugin, built)
    return built


def _service(address: str) -> tuple[str, HostedService]:
    """Return the service that an address names, once the text is a single plain address."""
    name = address.partition("://")[0].lower()
    if name not in SERVICES:
        known = ", ".join(sorted(SERVICES))
        shown = name[:40] if name.isascii() and name.isalnum() else "The address"
        raise HostedAddressError(f"{shown} is not one of: {known}.")
    if not _TEXT.fullmatch(address) or "://" in address.partition("://")[2]:
        raise HostedAddressError(
            "Give one address, without blanks, commas, semicolons or other addresses in it, like "
            f"{SERVICES[name].example}. Other characters are written as %-escapes."
        )
    return name, SERVICES[name]


def _check_parsed(name: str, service: HostedService, parsed: Mapping[str, Any]) -> None:
    """Refuse what the plugin itself read out of the text and no service needs."""
    if parsed.get("schema") != name:
        raise _incomplete(service)
    strange = set(parsed.get("qsd", {})) - service.options
    for group in _FURTHER:
        strange |= {group[3:] + str(key) for key in parsed.get(group) or {}}
    if strange:
        allowed = ", ".join(sorted(service.options))
        raise HostedAddressError(
            f"{service.title} addresses do not take {', '.join(sorted(strange))[:80]} here. "
            f"They may set: {allowed}."
        )
    if parsed.get("port") is not None or not _HOST.fullmatch(parsed.get("host") or ""):
        raise _incomplete(service)


def _check_built(service: HostedService, plugin: "type[NotifyBase]", built: "NotifyBase") -> None:
    """Refuse an object that would not send as it should, whatever made it so."""
    safe = (
        type(built) is plugin
        and built.port is None
        and built.verify_certificate
        and not built.redirects
        and not getattr(built, "template", None)
    )
    if not safe:
        raise _incomplete(service)
    if len(built) > _MOST_RECIPIENTS:
        raise HostedAddressError(
            f"The address names {len(built)} recipients; at most {_MOST_RECIPIENTS} are allowed."
        )


def _incomplete(service: HostedService) -> HostedAddressError:
    return HostedAddressError(
        f"This is no complete address of {service.title}. It looks like {service.example}."
    )


@cache
def _plugin(service: HostedService) -> "type[NotifyBase]":
    """Return the class of a service; loaded late, because Apprise takes a while to import."""
    found: type[NotifyBase] = getattr(import_module(service.module), service.plugin)
    return found


@cache
def _asset() -> "AppriseAsset":
    """Return what holds for every sending: no redirect is followed, nothing is kept on disk."""
    from apprise.asset import AppriseAsset  # noqa: PLC0415  as above

    return AppriseAsset(app_id="Sightline", http_redirects=False, storage_mode="memory")
