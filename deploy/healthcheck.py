"""Health of one container: ``healthcheck.py web``, ``queue NAME`` or ``process WORD``.

Standard library only, and no Django: it runs every few seconds beside the process it asks about.
"""

import json
import os
import sys
import urllib.request
from pathlib import Path

_WEB = os.environ.get("SIGHTLINE_HEALTH_URL", "http://127.0.0.1:8000")
_SECONDS = 4.0


def _get(path: str) -> bytes:
    # By the name that the web process accepts, whatever the container is called.
    request = urllib.request.Request(  # noqa: S310  a fixed http address
        f"{_WEB}{path}", headers={"Host": "localhost", "Accept": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310  see above
        body: bytes = answer.read()
    return body


def web_lives() -> bool:
    """Whether the web process of this container answers."""
    return bool(_get("/api/v1/health/live"))


def queue_is_served(name: str) -> bool:
    """Whether the product knows a living worker of the queue, by its heartbeat row."""
    workers = json.loads(_get("/api/v1/health/ready"))["parts"]["workers"]
    return bool(workers["ok"]) or name not in workers["detail"]


def process_runs(word: str) -> bool:
    """Whether this container's first process is the one that is expected."""
    return word.encode() in Path("/proc/1/cmdline").read_bytes()


def _examine(kind: str, subject: str = "") -> bool:
    if kind == "web":
        return web_lives()
    if kind == "queue":
        return queue_is_served(subject)
    if kind == "process":
        return process_runs(subject)
    raise ValueError(f"{kind!r} is none of: web, queue, process")


def main() -> int:
    """0 when healthy, else 1 with the cause."""
    kind, *rest = sys.argv[1:]
    try:
        healthy = _examine(kind, *rest)
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 1
    return 0 if healthy else 1


if __name__ == "__main__":
    sys.exit(main())
