"""Keys and passwords taken out of texts before they are logged or stored."""

import re
from collections.abc import MutableMapping
from typing import Any, Final

HIDDEN: Final = "[hidden]"
_NAMES: Final = r"api[_-]?key|apikey|access[_-]?key|secret|token|ticket|password|signature"
_IN_TEXT: Final = re.compile(
    rf"(?P<name>\b[\w-]*(?:{_NAMES})\b[\"']?\s*[=:]\s*[\"']?|\bBearer\s+|\bBasic\s+)"
    r"(?P<value>[^\s&\"',;)}\]]+)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(rf"(?:^|[_-])(?:{_NAMES}|authorization|cookie)$", re.IGNORECASE)


def redacted(text: str) -> str:
    """Return a text without the values of keys, tokens and passwords, as in `apikey=...`."""
    return _IN_TEXT.sub(lambda found: found["name"] + HIDDEN, text)


def address_outline(address: str) -> str:
    """Return a URL's scheme alone: the rest of a notification address is its secret."""
    scheme, found, _ = address.partition("://")
    return f"{scheme}://{HIDDEN}" if found else address


def redact_event(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Any:
    """Take secrets out of a log line; a structlog processor."""
    for name, value in event.items():
        if not isinstance(value, str):
            continue
        event[name] = HIDDEN if value and _NAME.search(name) else redacted(value)
    return event
