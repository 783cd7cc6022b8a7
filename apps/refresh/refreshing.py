"""Providers' daily bars into the store, one instrument after the other, as jobs.

Each instrument is stored in transactions of its own, and storing twice changes nothing: a job that
is started again simply goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from apps.core.clock import utc_iso
from apps.core.errors import ProblemError
from apps.core.typed.skipped import failures_text
from apps.instruments import signals
from apps.instruments.announcing import announce_daily
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.market_clock import market_now
from apps.instruments.selectors import instrument_get, panel_folder
from apps.instruments.types import Instrument
from apps.jobs.types import JobContext, JobOutcome
from apps.providers.asking import history_fetch
from apps.providers.fallback import AllProvidersFailedError
from apps.refresh.answers import Refreshed
from apps.refresh.comparing import compare_submit
from apps.refresh.kinds import AFTER_STEP, ASK_STEP
from apps.refresh.services.daily_feed import due_instruments, state_failed, state_succeeded
from apps.refresh.services.instruments import instrument_refound
from apps.refresh.services.provider_history import Stored, history_store

OVERLAP: Final = timedelta(days=7)
"""Looked at again each time: providers correct the last days."""
YEARS_BACK: Final = 20
_SHARE: Final = 0.9


@dataclass(slots=True)
class Round:
    """What one job did."""

    context: JobContext
    count: int
    changed: list[str] = field(default_factory=list)
    bars: dict[str, int] = field(default_factory=dict)
    providers: dict[str, str] = field(default_factory=dict)
    failed: dict[str, AllProvidersFailedError] = field(default_factory=dict)
    again_at: list[datetime] = field(default_factory=list)


def refresh(context: JobContext) -> JobOutcome[Refreshed]:
    """Ask for the newest bars: of the symbols that are named, else of all that are due."""
    symbols = context.params.get("symbols")
    if symbols:
        found = [_known(symbol) for symbol in symbols]
    else:
        found = list(due_instruments(market_now()))
    return _round(context, found, alone=bool(symbols))


def refresh_all(context: JobContext, instruments: Sequence[Instrument]) -> JobOutcome[Refreshed]:
    """Ask for the newest bars of instruments, due or not, and notify whoever follows bars.

    They are notified in any case: an attempt that was killed may have stored what this one finds.
    """
    done = _round(context, instruments, alone=False)
    signals.notify_bars_changed(tuple(one.symbol for one in instruments))
    return done


def backfill(context: JobContext) -> JobOutcome[Refreshed]:
    """Fetch the whole history of instruments that are new here."""
    symbols: Sequence[str] = context.params["symbols"]
    return _round(context, [instrument_refound(_known(symbol)) for symbol in symbols], alone=True)


def _known(symbol: str) -> Instrument:
    try:
        return instrument_get(symbol=symbol)
    except UnknownSymbolError as error:
        raise ProblemError(
            f"{symbol} is not here any more. Add it again.", code="unknown_symbol", status=404
        ) from error


def _round(
    context: JobContext, instruments: Sequence[Instrument], *, alone: bool
) -> JobOutcome[Refreshed]:
    done = Round(context, len(instruments))
    context.step(ASK_STEP)
    for place, instrument in enumerate(instruments):
        context.check_cancelled()
        _one(done, instrument, place)
    if done.failed and not done.bars:
        raise _as_one(done)
    context.step(AFTER_STEP)
    if done.changed:
        panel_folder("1d")
        signals.notify_bars_changed(tuple(done.changed))
        if alone:
            compare_submit(done.changed)
    return JobOutcome(_result(done), message=_found(done))


def _found(done: Round) -> str:
    """Return what to say of a round in which not everything was fetched; "" else."""
    if done.count == 0:
        return "No symbol was due, so nothing was asked for."
    return _failures(done)


def _failures(done: Round) -> str:
    failed = {symbol: error.detail for symbol, error in done.failed.items()}
    return failures_text(failed, of=done.count, what="symbols could not be fetched")


def _one(done: Round, instrument: Instrument, place: int) -> None:
    context, symbol = done.context, instrument.symbol
    context.progress(_SHARE * place / done.count, f"{symbol}: asking")
    today = market_now().date()
    start = _start(instrument, today)
    try:
        answered = history_fetch(instrument=instrument, start=start, end=today)
    except AllProvidersFailedError as error:
        done.failed[symbol] = error
        done.again_at.append(state_failed(instrument=instrument, error=error))
        context.log(f"{symbol}: {error.detail}")
        return

    def report(stored: int, total: int) -> None:
        context.check_cancelled()
        share = _SHARE * (place + stored / max(total, 1)) / done.count
        context.progress(share, f"{symbol}: {stored:,} of {total:,} bars")

    stored = history_store(
        instrument=instrument, history=answered.value, start=start, end=today, on_progress=report
    )
    for one in answered.tried:
        context.log(f"{symbol}: {one.provider} did not answer: {one.cause}")
    fresh = instrument_get(symbol=symbol)
    state_succeeded(instrument=fresh, provider=answered.provider, tried=answered.tried)
    _note(done, fresh, stored, answered.provider)


def _start(instrument: Instrument, today: date) -> date:
    if instrument.last_bar is None:
        return today - timedelta(days=round(365.25 * YEARS_BACK))
    return instrument.last_bar - OVERLAP


def _note(done: Round, instrument: Instrument, stored: Stored, provider: str) -> None:
    symbol = instrument.symbol
    done.bars[symbol], done.providers[symbol] = stored.changed, provider
    done.context.log(f"{symbol}: {stored.bars:,} bars from {provider}, {stored.changed:,} new")
    if stored.kept:
        done.context.log(f"{symbol}: {stored.kept:,} repaired by hand and sent as before: kept")
    if stored.anything:
        done.changed.append(symbol)
        announce_daily(instrument)


def _as_one(done: Round) -> ProblemError:
    """Return why nothing came; asking again at once would help nobody."""
    first = next(iter(done.failed.values()))
    again = min(done.again_at)
    cause = first.detail if done.count == 1 else _failures(done)
    return ProblemError(
        f"{cause} They are asked again by themselves at {again:%H:%M} UTC on {again:%d %B}.",
        code=first.code,
        status=first.status,
        title=first.title,
        extra=first.extra | {"again_at": utc_iso(again)},
    )


def _result(done: Round) -> Refreshed:
    return Refreshed(
        asked=done.count,
        bars=done.bars,
        providers=done.providers,
        failed={symbol: error.detail for symbol, error in done.failed.items()},
        resumes_at=min(done.again_at, default=None),
    )
