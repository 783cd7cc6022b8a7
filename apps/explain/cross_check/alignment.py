"""Both engines of every measure over the instruments; only workers load this file."""

import math
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TypeVar

from apps.explain.cross_check.answers import ComparedMeasure
from apps.explain.cross_check.libraries import ALL_MIXES, ALL_PAIRS, ALL_SERIES
from apps.explain.cross_check.samples import mix_sample, pair_sample, series_sample, with_history
from apps.explain.cross_check.types import Difference, Engines, difference
from apps.instruments.types import Instrument
from ml.errors import NumericError
from ml.libraries import library
from ml.series.noise import does_vary

PERIOD: Final = "5y"
MOST_PAIRS: Final = 12
MIX_SIZE: Final = 6
LEAST_PAIR: Final = 250
S = TypeVar("S")


@dataclass(slots=True)
class Tally:
    """What became of one measure by one pair of engines."""

    engines: Engines[Any]
    samples: int = 0
    values: int = 0
    failed: int = 0
    worst: Difference | None = None
    worst_at: str = ""
    refused: int = 0

    def add(self, name: str, found: Difference) -> None:
        """Count one comparison."""
        self.samples += 1
        self.values += found.values
        self.failed += not found.relative <= self.engines.tolerance
        if self.worst is None or found.relative > self.worst.relative:
            self.worst, self.worst_at = found, name

    def row(self) -> ComparedMeasure:
        """Return the tally as it is stored; an infinite difference is a misplaced gap."""
        worst = self.worst
        return ComparedMeasure(
            key=f"{self.engines.measure}|{self.engines.engine}",
            measure=self.engines.measure,
            engine=self.engines.engine,
            tolerance=self.engines.tolerance,
            samples=self.samples,
            values=self.values,
            failed=self.failed,
            refused=self.refused,
            passed=self.failed == 0,
            absolute=_finite(worst.absolute) if worst else None,
            relative=_finite(worst.relative) if worst else None,
            gap=worst is not None and math.isinf(worst.relative),
            worst=self.worst_at,
            first=_finite(worst.first) if worst else None,
            second=_finite(worst.second) if worst else None,
        )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def compare(
    comparisons: Iterable[Engines[S]], name: str, sample: S, tallies: dict[str, Tally]
) -> None:
    """Ask both engines of every measure about one sample.

    A measure that one of the engines refuses for a sample (an expansion outside its domain, too
    few returns, a matrix without an inverse) has no two numbers to compare and is counted as
    refused: one degenerate instrument ends neither the comparison of the others nor the job.
    """
    for engines in comparisons:
        key = f"{engines.measure}|{engines.engine}"
        tally = tallies.setdefault(key, Tally(engines))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # libraries comment on edges that we compare anyway
            try:
                if engines.needs is not None and not engines.needs(sample):
                    continue
                first = engines.first(sample)
                with library(f"{engines.engine} on {name}"):
                    second = engines.second(sample)
            except NumericError:
                tally.refused += 1
                continue
        tally.add(name, difference(first, second))


Progress = Callable[[float, str], None]


def align(
    *, instruments: Sequence[Instrument], user_id: int | None, progress: Progress
) -> list[ComparedMeasure]:
    """Compare every measure over the instruments' daily history of five years.

    Parameters
    ----------
    instruments : sequence of Instrument
        Those with daily history count; the others have no number to check.
    user_id : int or None
        Whose private instruments are read.
    progress : callable
        Called with the share done and what is compared now.

    Returns
    -------
    list of ComparedMeasure
        One row a measure and second engine, in the order of the catalogue.
    """
    daily = with_history([one.symbol for one in instruments], user_id)
    tallies: dict[str, Tally] = {}
    steps = list(_steps(daily, user_id))
    for number, (name, run) in enumerate(steps):
        progress(number / len(steps), name)
        run(tallies)
    return [tally.row() for tally in tallies.values() if tally.samples or tally.refused]


Step = tuple[str, Callable[[dict[str, Tally]], None]]


def _steps(symbols: Sequence[str], user_id: int | None) -> Iterator[Step]:
    for symbol in symbols:
        yield symbol, _series_step(symbol, user_id)
    for y, x in list(pairwise(symbols))[:MOST_PAIRS]:
        yield f"{y}~{x}", _pair_step(y, x, user_id)
    for start in range(0, len(symbols), MIX_SIZE):
        group = symbols[start : start + MIX_SIZE]
        if len(group) > 1:
            yield "+".join(group), _mix_step(group, user_id)


def _series_step(symbol: str, user_id: int | None) -> Callable[[dict[str, Tally]], None]:
    def step(tallies: dict[str, Tally]) -> None:
        sample = series_sample(symbol=symbol, user_id=user_id, period=PERIOD)
        if sample is not None:
            compare(ALL_SERIES, symbol, sample, tallies)

    return step


def _pair_step(y: str, x: str, user_id: int | None) -> Callable[[dict[str, Tally]], None]:
    def step(tallies: dict[str, Tally]) -> None:
        sample = pair_sample(y=y, x=x, user_id=user_id)
        if sample.y.size >= LEAST_PAIR and does_vary(sample.y) and does_vary(sample.x):
            compare(ALL_PAIRS, sample.name, sample, tallies)

    return step


def _mix_step(group: Sequence[str], user_id: int | None) -> Callable[[dict[str, Tally]], None]:
    def step(tallies: dict[str, Tally]) -> None:
        sample = mix_sample(symbols=group, user_id=user_id, period=PERIOD)
        if sample is not None:
            compare(ALL_MIXES, sample.name, sample, tallies)

    return step


def code_digest() -> str:
    """Return the digest of the numeric code that was compared."""
    folder = Path(__file__).parents[3] / "ml"
    digest = sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
