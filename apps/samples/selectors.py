"""Questions about samples."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, cast
from uuid import UUID

from django.db.models import QuerySet

from apps.alerts.selectors import rule_rows
from apps.alerts.types import RuleFields
from apps.core.json import dumps
from apps.instruments.selectors import watchlist_rows
from apps.jobs.selectors import job_states
from apps.jobs.types import OPEN_STATES
from apps.pairs.selectors import monitor_from_row, monitor_rows
from apps.pipelines.selectors import run_rows
from apps.portfolio.selectors import optimization_rows
from apps.samples.answers import SampleItem, Samples
from apps.samples.models import Sample, SampleSet
from apps.samples.types import RUNS, SampleKind

Digests = dict[tuple[str, str], str]
"""From kind and id of what is there to the digest of what its owner can change of it."""
# A rule that is switched off is still the demo's.
_RULE: Final = tuple(name for name in RuleFields.__annotations__ if name != "active")
_NOT_OF_PAIR: Final = frozenset({"id", "created_at"})


def samples_of(*, user_id: int) -> Samples:
    """Return what came with the demo and is still here, by a fixed number of queries."""
    row = SampleSet.objects.filter(owner_id=user_id).first()
    if row is None:
        return Samples(None, None, preparing=False, items=())
    marks = list(sample_rows(user_id=user_id))
    waits = row.removed_at is None and row.started_at is None
    computing = any(state in OPEN_STATES for state in _run_states(marks, user_id).values())
    items = sample_items(marks=marks, user_id=user_id)
    return Samples(row.made_at, row.removed_at, preparing=waits or computing, items=items)


def sample_rows(*, user_id: int) -> QuerySet[Sample]:
    """Return the marks of a person's samples, in the order of their making."""
    return Sample.objects.filter(owner_id=user_id)


def sample_items(*, marks: Sequence[Sample], user_id: int) -> tuple[SampleItem, ...]:
    """Return the samples that are still there; a person may have deleted some."""
    found = digests(keys=[(mark.kind, mark.key) for mark in marks], user_id=user_id)
    return tuple(
        SampleItem(
            cast("SampleKind", mark.kind),
            mark.key,
            mark.title,
            edited=found[mark.kind, mark.key] != mark.digest,
        )
        for mark in marks
        if (mark.kind, mark.key) in found
    )


def digests(*, keys: Iterable[tuple[str, str]], user_id: int) -> Digests:
    """Return which of a person's things are there, each with the digest of what it says."""
    asked: dict[str, list[str]] = {}
    for kind, key in keys:
        asked.setdefault(kind, []).append(key)
    found: Digests = {}
    for row in watchlist_rows(user_id=user_id).filter(pk__in=asked.get("watchlist", ())):
        symbols = [item.instrument.symbol for item in row.items.all()]
        found["watchlist", str(row.pk)] = digest([row.name, symbols])
    for rule in rule_rows(user_id=user_id).filter(pk__in=asked.get("rule", ())):
        found["rule", str(rule.pk)] = digest([getattr(rule, name) for name in _RULE])
    for pair in monitor_rows(user_id=user_id).filter(pk__in=asked.get("pair", ())):
        fields = vars(monitor_from_row(pair))
        found["pair", str(pair.pk)] = digest(
            [value for name, value in fields.items() if name not in _NOT_OF_PAIR]
        )
    return found | _runs_there(asked, user_id)


def _runs_there(asked: Mapping[str, Sequence[str]], user_id: int) -> Digests:
    """Return the runs of which something is there: nobody can change what a run said."""
    ids = [UUID(key) for kind in RUNS for key in asked.get(kind, ())]
    there = set(job_states(ids=ids, user_id=user_id))
    there |= set(optimization_rows(user_id=user_id).filter(pk__in=ids).values_list("pk", flat=True))
    there |= set(run_rows(user_id=user_id).filter(pk__in=ids).values_list("pk", flat=True))
    return {(kind, key): "" for kind in RUNS for key in asked.get(kind, ()) if UUID(key) in there}


def digest(value: object) -> str:
    """Return the SHA-256 of a value as JSON."""
    return hashlib.sha256(dumps(value)).hexdigest()


def _run_states(marks: Sequence[Sample], user_id: int) -> Mapping[UUID, str]:
    ids = [UUID(mark.key) for mark in marks if mark.kind in RUNS]
    return job_states(ids=ids, user_id=user_id)
