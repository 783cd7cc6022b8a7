"""``python -m scripts.recorder --url URL --into DIR``: one recording of a running demo."""

import argparse
import socket
import sys
import tempfile
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from scripts.recorder.private import Private
from scripts.recorder.product import RecordingError
from scripts.recorder.recording import record

SECONDS: Final = 150
SESSIONS: Final = 2


def main() -> int:
    """Record what the options say; a failure is one sentence."""
    parser = argparse.ArgumentParser(prog="scripts.recorder", description=__doc__)
    parser.add_argument("--url", required=True, help="where the demo runs")
    parser.add_argument("--into", type=Path, required=True, help="the folder of the built page")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="length of the socket's part")
    parser.add_argument(
        "--sessions", type=int, default=SESSIONS, help="sessions that a replay plays before"
    )
    options = parser.parse_args()
    folders = [tempfile.gettempdir(), "/tmp", str(Path.home()), str(Path.cwd())]  # noqa: S108  only read
    private = Private([socket.gethostname(), urlsplit(options.url).netloc], folders)
    try:
        record(
            options.url,
            options.into,
            seconds=options.seconds,
            sessions=options.sessions,
            private=private,
            report=print,
        )
    except RecordingError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
