"""When the simulated venue opened first, and what its prices stayed near since.

Kept, so that a restart goes on where it was: the same trades have the same ids and prices.
"""

import json
from pathlib import Path
from typing import Final

from apps.streaming.exchange_simulator.levels import Levels, Way
from apps.streaming.exchange_simulator.tape import MINUTE_MS, Opening, Tape

PAST_MS: Final = 2 * 3_600_000
"""So much is there at the first start, for charts that are not empty."""


def tape_read_or_make(path: Path, *, seed: int, now_ms: int, percent: int = 100) -> Tape:
    """Return the stored tape of this seed, or one that opened two hours ago and is then stored.

    A stored tape keeps the share of trades that it was made with.
    """
    if path.exists():
        stored = json.loads(path.read_text())
        if stored["seed"] == seed:
            ways = {
                symbol: [Way(*one) for one in ways]
                for symbol, ways in stored.get("ways", {}).items()
            }
            opening = Opening(int(stored["opened_ms"]), int(stored.get("percent", 100)))
            return Tape(seed, opening, Levels(ways))
    opened_ms = (now_ms - PAST_MS) // MINUTE_MS * MINUTE_MS
    tape = Tape(seed, Opening(opened_ms, percent))
    tape_store(path, tape, seed=seed)
    return tape


def tape_store(path: Path, tape: Tape, *, seed: int) -> None:
    """Store when a tape opened and the ways its prices have gone."""
    draft = path.with_suffix(".new")
    opened = {
        "seed": seed,
        "opened_ms": tape.opening.time_ms,
        "percent": tape.opening.percent,
        "ways": tape.levels.ways,
    }
    draft.write_text(json.dumps(opened))
    draft.replace(path)
