"""The health line: what the product says of its own parts, written when it changes."""

import http.client
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass

_PATH = "/api/v1/health/ready"
_ASK_SECONDS, _PATIENCE_SECONDS = 5.0, 4.0


@dataclass(frozen=True, slots=True)
class Health:
    """One answer of the readiness route; `serves` is False when it did not answer or said no."""

    serves: bool
    line: str


def ask(host: str, port: int, patience: float = _PATIENCE_SECONDS) -> Health:
    """Ask the readiness route once."""
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    try:
        connection.request("GET", _PATH, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        return Health(serves=False, line=f"web does not answer ({type(error).__name__})")
    finally:
        connection.close()
    return Health(serves=answer.status == 200, line=describe(answer.status, body))


def describe(status: int, body: bytes) -> str:
    """The answer as one line: what works, then what does not, with its cause."""
    try:
        document = json.loads(body)
        parts = document["parts"]
        well = [name for name, part in parts.items() if part["ok"]]
        ill = [f"{name}: {part['detail']}" for name, part in parts.items() if not part["ok"]]
    except (ValueError, KeyError, TypeError):
        return f"web answers {status} without its parts"
    line = f"{document.get('status', status)}: {', '.join(well) or 'nothing'} well"
    return f"{line}; {'; '.join(ill)}" if ill else line


class HealthWatch:
    """Asks in the background and reports changes that last for two answers."""

    def __init__(self, host: str, port: int, report: Callable[[str], None]) -> None:
        self._address = (host, port)
        self._report = report
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="health", daemon=True)

    def start(self) -> None:
        """Begin to watch."""
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._stop.set()

    def _watch(self) -> None:
        reported, previous = "", ""
        while not self._stop.wait(_ASK_SECONDS):
            line = ask(*self._address).line
            # Reported when it lasts: a process that is starting is no news.
            if line == previous != reported and not self._stop.is_set():
                self._report(line)
                reported = line
            previous = line
