"""A message to a hosted service, and why it did not take it.

Apprise says no more than that a message was not sent; the status of the service's answer is in
its log alone. Its lines repeat addresses and so the secrets in them: only the number is taken.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import get_ident
from typing import Final

from typing_extensions import override

from apps.alerts.hosted.notifier import notifier

_LOGGER: Final = logging.getLogger("apprise")
_LOGGER.setLevel(logging.WARNING)  # refusals are warnings; a quieter log must not swallow them
_STATUS: Final = re.compile(r"\berror=([1-5]\d\d)\b")


@dataclass(frozen=True, slots=True)
class Sent:
    """Whether a message was taken; the status that refused it, None where nothing answered."""

    taken: bool
    status: int | None = None


def hosted_send(address: str, *, title: str, body: str) -> Sent:
    """Send a message to a hosted service."""
    service = notifier(address)
    with _status_handler() as handler:
        taken = bool(service.notify(title=title, body=body))
    return Sent(taken, None if taken else next(iter(handler.statuses), None))


class _StatusHandler(logging.Handler):
    """Takes the statuses out of what this thread logs."""

    def __init__(self) -> None:
        super().__init__()
        self.statuses: list[int] = []
        self._thread = get_ident()

    @override
    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self._thread and (found := _STATUS.search(record.getMessage())):
            self.statuses.append(int(found[1]))


@contextmanager
def _status_handler() -> Iterator[_StatusHandler]:
    handler = _StatusHandler()
    _LOGGER.addHandler(handler)
    try:
        yield handler
    finally:
        _LOGGER.removeHandler(handler)
