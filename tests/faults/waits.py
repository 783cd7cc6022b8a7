"""How long a process waits for somebody who does not answer, whatever else slows it down.

What runs out is counted, not what a clock shows: a machine with other work to do lengthens every
answer, but not the patience of a socket. A wait without an end is none that runs out; the test that
asks never gets its answer then.
"""

import socket
from collections.abc import Callable
from functools import wraps
from typing import Any

_CALLS = ("connect", "recv", "recv_into", "send", "sendall")


class Waits:
    """Seconds of patience of the process's sockets that ran out since it was last asked."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def watch(self) -> None:
        """Count from now on, in every socket of the process."""
        for name in _CALLS:
            setattr(socket.socket, name, self._counted(getattr(socket.socket, name)))

    def taken(self) -> float:
        """Return the seconds, and begin anew."""
        found, self._seconds = self._seconds, 0.0
        return found

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(call)
        def counted(this: socket.socket, *arguments: Any, **options: Any) -> Any:
            try:
                return call(this, *arguments, **options)
            except TimeoutError:
                self._seconds += this.gettimeout() or 0.0
                raise

        return counted
