"""How far a run is: rows, rate and each step's share, in the job's own timeline."""

from time import monotonic
from typing import Final

from apps.jobs.types import JobContext
from apps.pipelines.answers import Stage
from apps.pipelines.types import CHECK, COMPUTE, JUDGE, READ, STEPS, STORE

# Where each step begins on the way from 0 to 1: the reference takes longest, it is not built
# for speed.
_BEGINS: Final = {READ: 0.0, COMPUTE: 0.15, CHECK: 0.4, JUDGE: 0.75, STORE: 0.95}


class Progress:
    """Steps of one run with their rows and times."""

    def __init__(self, context: JobContext) -> None:
        self._context = context
        self._step = STEPS[0]
        self._begun = monotonic()
        self.stages: list[Stage] = []

    def begin(self, step: str) -> None:
        """Say that a step begins."""
        self._step, self._begun = step, monotonic()
        self._context.step(step)
        self._context.progress(_BEGINS[step], step)

    def rows(self, done: int, whole: int) -> None:
        """Say how many rows the step has done; raises when the job must stop."""
        rate = done / max(monotonic() - self._begun, 1e-3)
        self.share(done / max(whole, 1), f"{done:,} of {whole:,} rows, {rate:,.0f} rows a second")

    def share(self, fraction: float, words: str) -> None:
        """Say which share of the step is done; raises when the job must stop."""
        self._context.check_cancelled()
        begin = _BEGINS[self._step]
        later = [start for start in _BEGINS.values() if start > begin]
        self._context.progress(begin + fraction * (min(later, default=1.0) - begin), words)

    def end(self, rows: int) -> None:
        """Note what the step did, in the timeline too."""
        seconds = monotonic() - self._begun
        rate = rows / seconds if seconds > 0.0 else None
        self.stages.append(Stage(self._step, rows, seconds, rate))
        self._context.log(f"{self._step}: {rows:,} rows in {seconds:,.1f} s")
