"""Reset mails leave behind the answer, so that nobody can time who has an account.

A mail server takes a noticeable while, and may be away; for an address that nobody has nothing is
sent at all. Both answer the same, and as fast.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Final

import structlog
from django.db import close_old_connections

log = structlog.get_logger(__name__)

_sender: Final = ThreadPoolExecutor(1, "reset-mail")


def behind_the_answer(send: Callable[[], None]) -> None:
    """Send a mail in a thread of its own; what goes wrong is in the log."""
    # The templates ask allauth's context for the request.
    _sender.submit(copy_context().run, _send, send)


def _send(send: Callable[[], None]) -> None:
    close_old_connections()
    try:
        send()
    except Exception:  # nobody waits for this thread's answer; the log is the only way out
        log.exception("reset_mail_failed")
    finally:
        close_old_connections()


def all_sent() -> None:
    """Wait until everything that was left before has been tried."""
    _sender.submit(lambda: None).result()
