"""The samples that need no computing: lists, rules and watched pairs."""

from collections.abc import Callable, Iterator
from functools import partial

import structlog
from django.db import transaction

from apps.alerts.selectors import rule_rows
from apps.alerts.services import rule_draft, rule_store
from apps.alerts.types import RuleFields
from apps.core.clock import now
from apps.core.errors import ProblemError
from apps.explain.cross_check.records import alignment_first
from apps.instruments.selectors import instrument_get, price_quote, watchlist_rows
from apps.instruments.services.watchlists import watchlist_create
from apps.pairs.monitors import monitor_create
from apps.pairs.selectors import monitor_rows
from apps.portfolio.selectors import optimization_rows
from apps.samples.models import Sample, SampleSet
from apps.samples.selectors import digests
from apps.samples.services.chosen import OFTEN, PAIRS, RULES, SHOWN, WATCHLISTS
from apps.samples.types import Marked

log = structlog.get_logger(__name__)


def samples_make(user_id: int) -> None:
    """Make the samples of a person who has nothing of their own yet; once for all times.

    Of two processes that begin at once the second waits for the row of the first, and then has
    nothing to do.
    """
    with transaction.atomic():
        row, first = SampleSet.objects.get_or_create(owner_id=user_id, defaults={"made_at": now()})
        if not first:
            return
        if _has_own(user_id):
            # A demo of an earlier version: what is there is its person's, and stays as it is.
            row.removed_at = row.made_at
            row.save(update_fields=["removed_at"])
            return
        # The installation's own, and no sample: beside the first training it costs no waiting.
        alignment_first()
        marks_add(user_id, [mark for make in _makers(user_id) if (mark := attempt(make))])


def marks_add(user_id: int, marks: list[Marked]) -> None:
    """Mark what was made, with the digest of what it says now."""
    found = digests(keys=[(mark.kind, mark.key) for mark in marks], user_id=user_id)
    Sample.objects.bulk_create(
        Sample(
            owner_id=user_id,
            kind=mark.kind,
            key=mark.key,
            title=mark.title,
            digest=found.get((mark.kind, mark.key), ""),
        )
        for mark in marks
    )


def attempt(make: Callable[[], Marked]) -> Marked | None:
    """Make one sample; a demo without its symbols, or with too little of them, goes without it."""
    try:
        with transaction.atomic():
            return make()
    except ProblemError as problem:
        log.info("sample_left_out", cause=str(problem.detail))
        return None


def _has_own(user_id: int) -> bool:
    """Return whether a person has more than the list that each visit begins with."""
    lists = watchlist_rows(user_id=user_id).filter(is_default=False)
    rows = (lists, rule_rows(user_id=user_id), monitor_rows(user_id=user_id))
    return any(one.exists() for one in (*rows, optimization_rows(user_id=user_id)))


def _makers(user_id: int) -> Iterator[Callable[[], Marked]]:
    for name, symbols in WATCHLISTS.items():
        yield partial(_watchlist, user_id, name, symbols)
    yield partial(_level_rule, user_id)
    for fields in RULES:
        yield partial(_rule, user_id, fields)
    for pair in PAIRS:
        yield partial(_pair, user_id, pair)


def _watchlist(user_id: int, name: str, symbols: tuple[str, ...]) -> Marked:
    made = watchlist_create(owner_id=user_id, name=name, symbols=symbols)
    return Marked("watchlist", str(made.id), name)


def _rule(user_id: int, fields: RuleFields) -> Marked:
    rule = rule_store(rule_draft(user_id=user_id, fields={**OFTEN, **fields}))
    return Marked("rule", str(rule.pk), f"Rule on {fields['symbol']} ({fields['kind']})")


def _level_rule(user_id: int) -> Marked:
    """Make a rule on a level that the price is above now: it fires as soon as there are trades."""
    price = price_quote(instrument=instrument_get(symbol=SHOWN)).price
    level = float(f"{0.98 * price:.3g}")
    fields: RuleFields = {
        "kind": "price", "symbol": SHOWN, "direction": "above", "threshold": level,
    }  # fmt: skip
    return _rule(user_id, fields)


def _pair(user_id: int, fields: dict[str, object]) -> Marked:
    made = monitor_create(user_id=user_id, fields=fields)
    return Marked("pair", str(made.id), f"{made.y} ~ {made.x}, {made.interval}")
