"""Where the simulated trades of the demo's stocks head for: the close of the session under way.

Written by whoever moves a replay, read by the venue's process, which has no room for the libraries
that read the demo's files. The closes are real; the way from one to the next is simulated.
"""

import json
import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from apps.instruments.services.demo_files import demo_closes_after


def levels_write(moment: datetime) -> None:
    """Write down the first close after a moment of the market, symbol by symbol."""
    path = levels_path()
    draft = path.with_suffix(f".{os.getpid()}.part")
    draft.write_text(json.dumps(demo_closes_after(moment)))
    draft.replace(path)


def levels_read() -> Mapping[str, float]:
    """Return the levels as they were written last; none where no market is replayed."""
    if not settings.MARKET_REPLAY:
        return {}
    try:
        found: Mapping[str, float] = json.loads(levels_path().read_text())
    except FileNotFoundError:
        return {}
    return found


def levels_path() -> Path:
    """Return the file of the levels."""
    return Path(settings.DATA_DIR) / "replay-levels.json"
