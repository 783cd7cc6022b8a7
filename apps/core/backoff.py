"""How long to wait before the next attempt: one formula for everything that tries again.

The formula is tenacity's. stamina was weighed: it computes waits only inside its own loop, and half
of ours have none (a job's next attempt is a column of its row; a feed's old connection overlaps the
new one). tenacity's waits can be asked for alone, they are typed, and they stay finite after an
outage of any length, where a power of two overflows at 1,024 failures.
"""

import random
from dataclasses import dataclass, field
from typing import Final

from tenacity import RetryCallState, Retrying, wait_exponential

_RNG: Final = random.Random()  # noqa: S311  jitter is no secret


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits that double from the first to the longest, each spread at random.

    Parameters
    ----------
    first_s : float
        Seconds after the first failure.
    max_s : float
        Seconds that no wait exceeds before it is spread.
    spread : tuple of float
        Between which shares of the wait the drawn one lies; (1, 1) draws nothing. Where many
        clients lose the same server at once, it keeps them from coming back at the same moment.
    rng : random.Random
        What draws; tests give a seeded one.
    """

    first_s: float
    max_s: float
    spread: tuple[float, float] = (1.0, 1.0)
    rng: random.Random = field(default=_RNG, repr=False, compare=False)

    def wait_s(self, failures: int) -> float:
        """Return the seconds to wait after so many failures in a row, from 1 on."""
        if failures < 1:
            raise ValueError(f"A wait follows a failure, and there were {failures}.")
        state = RetryCallState(Retrying(), None, (), {})
        state.attempt_number = failures
        doubled = wait_exponential(multiplier=self.first_s, max=self.max_s)(state)
        return doubled * self.rng.uniform(*self.spread)
