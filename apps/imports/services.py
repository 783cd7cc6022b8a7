"""What a person may do with files of bars: look, try, upload, delete."""

import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import IO, Any, Final

from django.db import transaction

from apps.core.currencies import Unit
from apps.core.errors import ConflictError, FieldProblem, NotFoundError, ProblemError
from apps.core.json import plain
from apps.core.quota import require_room
from apps.imports.answers import UploadResult
from apps.imports.errors import FileProblemError
from apps.imports.files import file_drop, file_keep
from apps.imports.kinds import UPLOAD_BARS
from apps.imports.own_instrument import (
    ALWAYS_OPEN,
    instrument_describe,
    instrument_empty,
    source_of,
)
from apps.imports.reading.choice import choice_parse
from apps.imports.reading.plan import Plan, plan_make
from apps.imports.reading.reading import Reading, read_into
from apps.imports.reading.sniff import sniff
from apps.imports.reading.spool import Spool
from apps.imports.storing import STORED, Stored, Target, store_longer, store_spool
from apps.imports.types import Ask, KeptFile, LineNote
from apps.imports.values.money import file_unit
from apps.instruments import signals
from apps.instruments.errors import BadParameterError
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors.quotes import now_us
from apps.instruments.services.own import own_delete
from apps.instruments.types import MICROSECOND, OWN_SYMBOL
from apps.jobs.services import job_submit
from apps.jobs.types import JobCancelled, JobInfo, JobOverdueError

Progress = Callable[[str, float], None]
MAX_INSTRUMENTS: Final = InstrumentRow.per_person.most
_SYMBOL: Final = re.compile(OWN_SYMBOL)


def symbol_check(*, symbol: str, owner_id: int) -> str:
    """Return a symbol that a person may give to bars of their own.

    Raises
    ------
    BadParameterError
        When it cannot be a symbol.
    ConflictError
        When everyone knows another instrument by it.
    """
    name = symbol.strip().upper()
    if not _SYMBOL.fullmatch(name):
        raise BadParameterError(
            "symbol",
            "must be 1 to 32 letters, digits, points, hyphens or underscores, and begin with a "
            "letter or digit.",
        )
    mine = InstrumentRow.objects.filter(owner_id=owner_id)
    if mine.filter(symbol=name).exists():
        return name
    if InstrumentRow.objects.filter(owner__isnull=True, symbol=name).exists():
        raise ConflictError(
            f"{name} is an instrument that everyone sees. Choose another symbol, for example "
            f"{name[:26]}.MINE.",
            code="symbol_taken",
            errors=[FieldProblem("symbol", "belongs to an instrument that everyone sees")],
        )
    with transaction.atomic():
        _require_room(owner_id)
    return name


def _require_room(owner_id: int) -> None:
    require_room(
        user_id=owner_id,
        rows=InstrumentRow.objects.filter(owner_id=owner_id),
        most=MAX_INSTRUMENTS,
        what="instruments of your own",
        code="too_many_instruments",
    )


def bars_import(
    *, file: IO[bytes], size: int, ask: Ask, owner_id: int, progress: Progress
) -> UploadResult:
    """Read a file of bars and, unless it is a preview, store what is good in it.

    Parameters
    ----------
    file : binary file
        At its beginning; it is read twice, never held.
    size : int
        Its length in bytes.
    ask : Ask
        What is to be done with it.
    owner_id : int
        Whose the bars will be.
    progress : callable
        Gets the name of a step and its share that is done; may raise to stop.

    Raises
    ------
    FileProblemError
        When no line can be taken, naming the first reason.
    """
    symbol = symbol_check(symbol=ask.symbol, owner_id=owner_id)
    layout, _ = sniff(file, choice_parse(ask.mapping), watch=lambda _line: progress("read", 0.0))
    unit = file_unit(ask=ask, symbol=symbol, owner_id=owner_id, stated=layout.money)
    plan = plan_make(layout, interval=ask.interval, timezone=ask.timezone, now_us=now_us())
    file.seek(0)
    with Spool() as spool:
        reading = read_into(
            spool, file, plan, size=size, progress=lambda share: progress("read", share)
        )
        if not len(reading.order):
            raise _nothing(reading)
        answer = _answer(symbol, plan, reading, spool, dry_run=ask.dry_run)
        if ask.dry_run:
            return answer
        stored, created = _store(spool, reading, plan, ask, symbol, owner_id, progress, unit)
    signals.bars_received.send((symbol,), owner_id)
    return replace(answer, created=created, added=stored.added, replaced=stored.replaced)


def _nothing(reading: Reading) -> FileProblemError:
    noted = reading.rejected.noted
    first = noted[0] if noted else LineNote(1, "no line holds a bar")
    error = FileProblemError(
        f"{first.reason}. No line of the file can be taken.",
        code="nothing_accepted",
        line=first.line,
    )
    error.extra |= plain(_counts(reading))
    return error


def _counts(reading: Reading) -> dict[str, Any]:
    """Return what became of every line of a file; the numbers add up to `lines`."""
    return {
        "accepted": reading.accepted,
        "rejected": tuple(reading.rejected.noted),
        "rejected_total": reading.rejected.total,
        "warnings": tuple(reading.warnings.noted),
        "warnings_total": reading.warnings.total,
        "header_lines": reading.header_lines,
        "blank_lines": reading.blank_lines,
        "continued_lines": reading.continued_lines,
        "lines": reading.lines,
        "taken": len(reading.order),
    }


def _answer(
    symbol: str, plan: Plan, reading: Reading, spool: Spool, *, dry_run: bool
) -> UploadResult:
    times = spool.times[reading.order]
    return UploadResult(
        symbol=symbol,
        interval=plan.interval,
        **_counts(reading),
        first=_moment(int(times[0])),
        last=_moment(int(times[-1])),
        dry_run=dry_run,
    )


def _moment(us: int) -> datetime:
    return datetime.fromtimestamp(us // MICROSECOND, UTC)


def _store(  # noqa: PLR0913, PLR0917  the parts of one upload, each made by an earlier step
    spool: Spool,
    reading: Reading,
    plan: Plan,
    ask: Ask,
    symbol: str,
    owner_id: int,
    progress: Progress,
    unit: Unit,
) -> tuple[Stored, bool]:
    row, created = _instrument(ask, plan, symbol, owner_id, unit)
    if ask.replace and not created:
        instrument_empty(row)
    target = Target(symbol, row.pk, STORED[plan.interval])
    try:
        stored = store_spool(
            spool, reading.order, plan, target, lambda share: progress("store", share), unit=unit
        )
        if plan.interval == "1d":
            row.daily_origin = "file"
        elif row.daily_origin != "file":
            row.daily_origin = "intraday"
        store_longer(
            target, stored, plan,
            daily=row.daily_origin == "intraday",
            progress=lambda share: progress("fold", share),
        )  # fmt: skip
    except (JobCancelled, JobOverdueError):
        if created:
            own_delete(instrument_id=row.pk, symbol=symbol, owner_id=owner_id)
        raise
    instrument_describe(row, plan, ask, unit)
    return stored, created


@transaction.atomic
def _instrument(
    ask: Ask, plan: Plan, symbol: str, owner_id: int, unit: Unit
) -> tuple[InstrumentRow, bool]:
    mine = InstrumentRow.objects.filter(owner_id=owner_id)
    if not mine.filter(symbol=symbol).exists():
        _require_room(owner_id)
    return InstrumentRow.objects.get_or_create(
        owner_id=owner_id,
        symbol=symbol,
        defaults={
            "name": ask.name or symbol,
            "asset_class": ask.asset_class,
            "exchange": "Your file",
            "currency": unit.currency,
            "calendar": ALWAYS_OPEN,
            "source": source_of(ask),
            "has_ohlc": plan.layout.candles or plan.layout.ticks,
        },
    )


def upload_submit(*, chunks: Iterable[bytes], ask: Ask, owner_id: int) -> JobInfo:
    """Keep a file and ask a worker to read it."""
    kept = file_keep(chunks)
    question = KeptFile(**asdict(ask), file=kept)
    try:
        return job_submit(kind=UPLOAD_BARS.name, params=question, owner_id=owner_id)
    except ProblemError:
        file_drop(kept)
        raise


def upload_delete(*, symbol: str, owner_id: int) -> None:
    """Delete one of a person's own instruments with all of its bars."""
    row = InstrumentRow.objects.filter(owner_id=owner_id, symbol=symbol.upper()).first()
    if row is None:
        raise NotFoundError(
            "You have no instrument of your own by this symbol.", code="unknown_symbol"
        )
    own_delete(instrument_id=row.pk, symbol=row.symbol, owner_id=owner_id)
