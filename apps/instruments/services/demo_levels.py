"""What the simulated trades of the demo's stocks go through: the session that is under way.

Written by whoever moves a replay, read by the venue's process, which has no room for the libraries
that read the demo's files. Opens and closes are real; the way between them is simulated.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from apps.instruments.services.demo_files import demo_session_after
from apps.instruments.types import SessionPrices

_MINUTE_S: Final = 60


@dataclass(frozen=True, slots=True)
class UnderWay:
    """The session that is under way, symbol by symbol, and how many minutes it is to take."""

    minutes: int = 1
    sessions: Mapping[str, SessionPrices] = field(default_factory=dict)


def levels_write(moment: datetime, seconds: int) -> None:
    """Write down the first session after a moment of the market, which is to take some seconds."""
    path = levels_path()
    draft = path.with_suffix(f".{os.getpid()}.part")
    minutes = max(1, seconds // _MINUTE_S)
    draft.write_text(json.dumps({"minutes": minutes, "sessions": demo_session_after(moment)}))
    draft.replace(path)


def levels_read() -> UnderWay:
    """Return what was written last; no session where no market is replayed."""
    if not settings.MARKET_REPLAY:
        return UnderWay()
    try:
        found = json.loads(levels_path().read_text())
    except FileNotFoundError:
        return UnderWay()
    sessions = {symbol: SessionPrices(*prices) for symbol, prices in found["sessions"].items()}
    return UnderWay(found["minutes"], sessions)


def levels_path() -> Path:
    """Return the file of the session that is under way."""
    return Path(settings.DATA_DIR) / "replay-session.json"
