"""Who answers a request that has a key, and what of it is done already.

A claim is a lease. The server that holds it may be killed in the middle of the request, and the
retry, which the key is for, takes over when the lease has lapsed. Nothing is done twice all the
same: what a request does is committed together with a line of its record, and that line can be
written only by who holds the claim. A holder that was merely slow and lost its claim fails there,
and what it did is rolled back with it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from secrets import token_hex
from typing import Any, Final

from django.db import IntegrityError, transaction

from apps.core.clock import now
from apps.core.errors import ConflictError, ProblemError, UnprocessableError
from apps.core.models import IdempotencyRecord
from apps.core.quota import person_lock
from apps.core.violations import unique_broken

KEEP: Final = timedelta(hours=24)
LEASE: Final = timedelta(seconds=30)
"""Longer than requests take. One that takes longer may lose its claim to a retry, never its effect
to be doubled, so it need not be renewed."""

_current: ContextVar[IdempotencyRecord | None] = ContextVar("claim", default=None)


def claim_take(*, user_id: int | None, key: str, route: str, body: str) -> IdempotencyRecord:
    """Return the record of a request: a new one, one taken over, or the answered one.

    Raises
    ------
    UnprocessableError
        `idempotency_key_reused`: the key belongs to a request with another body.
    ConflictError
        `request_in_progress`: another server or thread is at it.
    """
    moment = now()
    IdempotencyRecord.objects.filter(created_at__lt=moment - KEEP).delete()
    names = {"user_id": user_id, "key": key, "route": route}
    held = {"body_digest": body, "holder": token_hex(8), "lease_until": moment + LEASE}
    try:
        with transaction.atomic():
            _require_room(names)
            return IdempotencyRecord.objects.create(**names, **held, created_at=moment)
    except IntegrityError as error:
        if not unique_broken(error, "core_idempotencyrecord", "user_id", "key", "route"):
            raise
        # None: the first request has failed in the meantime, and its record is gone.
        found = IdempotencyRecord.objects.filter(**names).first()
    if found is None:
        raise _running(1.0)
    return _known(found, held)


def _known(found: IdempotencyRecord, held: dict[str, Any]) -> IdempotencyRecord:
    """Return a record that was there: answered, or taken over where its holder is gone."""
    lapsed = found.status is None and found.lease_until <= now()
    # A request that was lost before it did anything binds its key to nothing.
    if found.body_digest != held["body_digest"] and not (lapsed and not found.effect):
        raise UnprocessableError(
            "This Idempotency-Key was used with another body. Use a new key for a new request.",
            code="idempotency_key_reused",
        )
    if found.status is None:
        if not (lapsed and _mine(found).update(**held)):
            raise _running((found.lease_until - now()).total_seconds())
        found.refresh_from_db()
    return found


def _mine(record: IdempotencyRecord) -> Any:
    """Select a record for as long as it is open and nobody else has taken it over."""
    return IdempotencyRecord.objects.filter(pk=record.pk, holder=record.holder, status=None)


def _require_room(names: dict[str, Any]) -> None:
    """Refuse another key of a person who used too many; a known one is answered again."""
    user_id = names["user_id"]
    person_lock(user_id)
    most, records = IdempotencyRecord.per_person.most, IdempotencyRecord.objects
    full = records.filter(user_id=user_id).count() >= most
    if full and not records.filter(**names).exists():
        raise ProblemError(
            f"You have used {most} different Idempotency-Keys within 24 hours. Send the request "
            "without one, or wait until the oldest are forgotten.",
            code="too_many_idempotency_keys",
            status=429,
            title="Too many requests",
            retryable=True,
            headers={"Retry-After": "600"},
        )


def _running(left_s: float) -> ConflictError:
    """Return the refusal of a second request; it waits as long again as the first has taken."""
    taken_s = LEASE.total_seconds() - left_s
    wait_s = max(1, round(min(taken_s, left_s)))
    return ConflictError(
        "The first request with this key is still running. Ask again in a moment.",
        code="request_in_progress",
        retryable=True,
        headers={"Retry-After": str(wait_s)},
    )


@contextmanager
def claim_held(record: IdempotencyRecord) -> Iterator[None]:
    """Let what is done within know which claim it is done for."""
    token = _current.set(record)
    try:
        yield
    finally:
        _current.reset(token)


def effect_found() -> str:
    """Return what a lost request with the same key has done already; empty when nothing."""
    record = _current.get()
    return "" if record is None else record.effect


def effect_keep(effect: str) -> None:
    """Keep the name of what the request at work does, in the transaction that does it.

    Raises
    ------
    ConflictError
        A retry has taken over: what was done is rolled back.
    """
    record = _current.get()
    if record is not None:
        _require(_mine(record).update(effect=effect))
        record.effect = effect


def _require(written: int) -> None:
    if not written:
        raise _running(LEASE.total_seconds() / 2)


def claim_drop(record: IdempotencyRecord) -> None:
    """Forget a request that did nothing; an answered one stays, and one that was taken over."""
    _mine(record).delete()


def claim_settle(record: IdempotencyRecord, *, status: int, answer: bytes, location: str) -> bool:
    """Keep an answer; False when a retry has taken over and gives its own."""
    done = _mine(record).update(status=status, answer=answer, location=location)
    if done:
        record.status, record.answer, record.location = status, answer, location
    return bool(done)


def claim_settle_or_fail(record: IdempotencyRecord, **answer: Any) -> None:
    """Keep an answer in the transaction of its effect, which a lost claim rolls back."""
    _require(claim_settle(record, **answer))
