"""When the simulated venue opened first; kept, so that a restart goes on where it was."""

import json
from pathlib import Path
from typing import Final

from apps.streaming.exchange_simulator.tape import MINUTE_MS, Opening

PAST_MS: Final = 2 * 3_600_000
"""So much is there at the first start, for charts that are not empty."""


def opening_read_or_make(path: Path, *, seed: int, now_ms: int) -> Opening:
    """Return the stored opening of this seed, or one two hours ago, which is then stored."""
    if path.exists():
        stored = json.loads(path.read_text())
        if stored["seed"] == seed:
            return Opening(int(stored["opened_ms"]))
    opened_ms = (now_ms - PAST_MS) // MINUTE_MS * MINUTE_MS
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps({"seed": seed, "opened_ms": opened_ms}))
    draft.replace(path)
    return Opening(opened_ms)
