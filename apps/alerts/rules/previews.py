"""When a rule would have fired: its own condition over the past of what it looks at."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.alerts.answers import Firing, Preview
from apps.alerts.histories import history_of, observation_at, question_of
from apps.alerts.messages import sentence
from apps.alerts.models import AlertRule
from apps.alerts.rules.conditions import holds_each
from apps.alerts.types import OCCURRENCES, ValueSeries
from apps.core.clock import moment_of
from apps.instruments.types import DAY_US, MICROSECOND

Places = NDArray[np.intp]
SHOWN: Final = 50
DAILY_VALUES: Final = 252
"""About a year of sessions."""


def rule_preview(rule: AlertRule) -> Preview:
    """Walk a rule over the last day of values, or over the last year of daily ones."""
    question = question_of(rule)
    series = history_of(question)
    places = _recent(series)
    fired = list(_fired(rule, series, places))
    seen = [observation_at(question, series, place) for place in fired[-SHOWN:]]
    ends = [moment_of(int(series.moments_us[place])) for place in (*places[:1], *places[-1:])]
    return Preview(
        interval=series.interval,
        observed=len(places),
        start=ends[0] if ends else None,
        end=ends[-1] if ends else None,
        latest=_latest(series),
        fired=len(fired),
        firings=tuple(Firing(one.moment, one.value, sentence(rule, one)) for one in seen),
    )


def _latest(series: ValueSeries) -> float | None:
    """Return the value of the newest moment; a measure that has none now is not an older one."""
    newest = float(series.values[-1]) if len(series.values) else math.nan
    return newest if math.isfinite(newest) else None


def _recent(series: ValueSeries) -> Places:
    """Return the places of the values that are looked at, oldest first."""
    known = np.flatnonzero(np.isfinite(series.values))
    if series.daily:
        return known[-DAILY_VALUES:]
    moments = series.moments_us[known]
    return known[moments > moments[-1] - DAY_US] if len(known) else known


def _fired(rule: AlertRule, series: ValueSeries, places: Places) -> Iterator[int]:
    """Let a rule that is armed at first live through the values as it does through new ones."""
    met = np.zeros(len(series), dtype=bool)
    met[places] = holds_each(
        rule,
        series.values[places],
        correlation=None if series.correlation is None else series.correlation[places],
        happened=None if series.happened is None else series.happened[places],
    )
    places_met = np.flatnonzero(met[places]).tolist()
    armed, last_us = True, None
    for before, at in pairwise([-2, *places_met]):
        # Any value in between was on the quiet side.
        armed = armed or at > before + 1 or rule.kind in OCCURRENCES
        moment_us = int(series.moments_us[places[at]])
        cool = last_us is None or moment_us - last_us >= rule.cooldown_s * MICROSECOND
        if not (armed and cool):
            continue
        yield int(places[at])
        armed, last_us = False, moment_us
        if rule.repeat == "once":
            return
