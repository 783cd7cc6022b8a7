"""Pairs on live bars: one update for each bar that is closed on both sides, pushed and observed.

Runs in the stream process. A tracker starts from stored bars, so a restart continues where the
batch computation would be, and both give the same numbers.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final, TypedDict, cast

import numpy as np

from apps.alerts.evaluation import observe
from apps.alerts.histories import question_of
from apps.alerts.selectors import active_rules
from apps.alerts.types import Observation, Question
from apps.core.clock import moment_of, utc_iso
from apps.instruments.selectors import instruments_by_symbol, streaming_instruments
from apps.instruments.types import MICROSECOND, BarRow
from apps.pairs.models import PairMonitor
from apps.pairs.selectors import closed_bars
from apps.pairs.types import INTERVAL_US, WINDOW, series_key
from apps.realtime.events import PairUpdated
from apps.realtime.publish import publish_many
from ml.pairs.live import PairPoint, PairTracker, pair_path
from ml.pairs.methods import HedgeMethod
from ml.pairs.signal import spread_signal

SECOND: Final = "1s"
_WARM: Final = 4
_CATCH_UP_US: Final = 600 * MICROSECOND


class Hedging(TypedDict):
    """How a hedge is estimated, as the kernels take it."""

    method: HedgeMethod
    intercept: bool


@dataclass(frozen=True, slots=True)
class LiveSpec:
    """Which pair is followed, at which interval, over which window and by which hedge."""

    y: str
    x: str
    interval: str
    window: int = WINDOW
    method: HedgeMethod = "rolling_ols"
    log: bool = True
    intercept: bool = True

    @property
    def usual(self) -> bool:
        """Whether it is what the topic of the pair carries."""
        return self == LiveSpec(self.y, self.x, self.interval)

    def price(self, close: float) -> float:
        """Return a close as the hedge looks at it."""
        return math.log(close) if self.log else close


def wanted_specs() -> set[LiveSpec]:
    """Return what is followed: every pair of crypto symbols, watched pairs, and pairs of rules."""
    streaming = streaming_instruments()
    known = {instrument.symbol for instrument in streaming}
    crypto = [one.symbol for one in streaming if one.asset_class == "crypto"]
    specs = {LiveSpec(y, x, i) for y in crypto for x in crypto if y != x for i in INTERVAL_US}
    rows = PairMonitor.objects.values_list("y", "x", "interval", "window").distinct()
    specs |= {LiveSpec(*row) for row in rows}
    for rule in active_rules(kinds=["z_score"]):
        specs.add(_spec_of(question_of(rule)))
    # Two currencies would need a live rate: such a pair is not followed.
    money = {one.symbol: one.currency for one in streaming}
    return {
        s
        for s in specs
        if s.interval in INTERVAL_US and {s.y, s.x} <= known and money[s.y] == money[s.x]
    }


def _spec_of(question: Question) -> LiveSpec:
    """Return what a rule on a pair looks at."""
    return LiveSpec(
        question.symbol,
        question.symbol_x,
        question.interval,
        question.window,
        cast("HedgeMethod", question.method),
        question.log,
        question.intercept,
    )


Done = tuple[LiveSpec, datetime, PairPoint]


class LivePairs:
    """The followed pairs of this process."""

    def __init__(self) -> None:
        self._trackers: dict[LiveSpec, PairTracker] = {}
        self._seen: dict[LiveSpec, int] = {}
        self._closes: dict[tuple[str, str], tuple[int, float]] = {}
        self._missed: list[Done] = []
        self._refreshed = -1

    def take(self, bar: BarRow) -> list[Done]:
        """Take a closed bar of a second or a minute and return the pairs that it completes."""
        self._refresh(bar.timestamp_us)
        own = INTERVAL_US[bar.interval]
        done = []
        for interval, size in INTERVAL_US.items():
            start = bar.timestamp_us // size * size
            if (interval == SECOND) != (bar.interval == SECOND):
                continue
            if bar.timestamp_us + own == start + size:
                self._closes[bar.symbol, interval] = (start, bar.close)
                done += self._completed(bar.symbol, interval, start)
        return done

    def missed(self) -> list[Done]:
        """Return, once, the last minutes that were stored while nobody followed, oldest first."""
        found, self._missed = self._missed, []
        return sorted(found, key=lambda one: one[1])

    def _refresh(self, timestamp_us: int) -> None:
        """Look once a minute for what is followed now."""
        minute = timestamp_us // INTERVAL_US["1m"]
        if minute == self._refreshed:
            return
        self._refreshed = minute
        specs = wanted_specs()
        for spec in self._trackers.keys() - specs:
            del self._trackers[spec], self._seen[spec]
        for spec in specs - self._trackers.keys():
            self._start(spec, timestamp_us)

    def _start(self, spec: LiveSpec, before_us: int) -> None:
        """Bring a new tracker to where stored bars end."""
        size = INTERVAL_US[spec.interval]
        found = instruments_by_symbol(symbols=[spec.y, spec.x])
        rolling = spec.method == "rolling_ols"
        start = before_us - _WARM * spec.window * size - _CATCH_UP_US if rolling else None
        sides = [
            closed_bars(
                found[name],
                interval=spec.interval,
                start_us=start,
                end_us=before_us // size * size,
                positive=spec.log,
            )
            for name in (spec.y, spec.x)
        ]
        common, at_y, at_x = np.intersect1d(
            sides[0].timestamps, sides[1].timestamps, assume_unique=True, return_indices=True
        )
        y, x = sides[0].close[at_y], sides[1].close[at_x]
        if spec.log:
            y, x = np.log(y), np.log(x)
        how: Hedging = {"method": spec.method, "intercept": spec.intercept}
        path = pair_path(y, x, spec.window, **how)
        for place in np.flatnonzero(common >= before_us - _CATCH_UP_US).tolist():
            point = PairPoint(*(float(column[place]) for column in path))
            self._missed.append((spec, moment_of(int(common[place])), point))
        tracker = PairTracker(spec.window, **how)
        # Older bars have left both windows, of prices and of spreads; other hedges forget nothing.
        needed = slice(-2 * spec.window if rolling else None, None)
        for pair in zip(y[needed].tolist(), x[needed].tolist(), strict=True):
            tracker.push(*pair)
        self._trackers[spec] = tracker
        self._seen[spec] = int(common[-1]) if len(common) else -1

    def _completed(self, symbol: str, interval: str, start: int) -> list[Done]:
        done = []
        for spec, tracker in self._trackers.items():
            if spec.interval != interval or symbol not in (spec.y, spec.x):
                continue
            pair = [self._closes.get((name, interval)) for name in (spec.y, spec.x)]
            closes = [one[1] for one in pair if one is not None and one[0] == start]
            if len(closes) == 2 and start > self._seen[spec]:
                self._seen[spec] = start
                done.append((spec, moment_of(start), tracker.push(*map(spec.price, closes))))
        return done


@cache
def _pairs() -> LivePairs:
    return LivePairs()


def follow_pairs(bar: BarRow) -> None:
    """Push and observe the pairs that a closed bar completes."""
    done = _pairs().take(bar)
    publish_many(event_of(*one) for one in _topics(done))
    seen = [observation_of(*one, late=True) for one in _pairs().missed()]
    seen += [observation_of(*one) for one in done]
    observe(one for one in seen if math.isfinite(one.value))


def _topics(done: Sequence[Done]) -> Iterable[Done]:
    """Of several windows and hedges of one pair the topic carries the usual one."""
    return (one for one in done if one[0].usual)


def event_of(spec: LiveSpec, moment: datetime, point: PairPoint) -> PairUpdated:
    """Return a point as the socket carries it."""
    return PairUpdated(
        y=spec.y,
        x=spec.x,
        interval=spec.interval,
        timestamp=moment,
        window=spec.window,
        alpha=_known(point.alpha),
        beta=_known(point.beta),
        spread=_known(point.spread),
        z_score=_known(point.z_score),
        correlation=_known(point.correlation),
        signal=spread_signal(point.z_score),
    )


def observation_of(
    spec: LiveSpec, moment: datetime, point: PairPoint, *, late: bool = False
) -> Observation:
    """Return a point as rules see it."""
    return Observation(
        "z_score",
        spec.y,
        point.z_score,
        moment,
        f"{_key_of(spec)}:{utc_iso(moment)}",
        symbol_x=spec.x,
        interval=spec.interval,
        window=spec.window,
        correlation=_known(point.correlation),
        details={"beta": _known(point.beta)},
        late=late,
        method=spec.method,
        log=spec.log,
        intercept=spec.intercept,
    )


def _key_of(spec: LiveSpec) -> str:
    return series_key(
        spec.interval, spec.window, spec.method, log=spec.log, intercept=spec.intercept
    )


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None
