"""Second opinions on daily bars, as jobs: another provider is asked for the last ones.

Its bars are kept beside the stored ones, raw as they are; data health compares the two.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from apps.core import clock
from apps.core.errors import ProblemError
from apps.core.typed.skipped import failures_text
from apps.instruments import signals
from apps.instruments.errors import UnknownSymbolError
from apps.instruments.selectors import instrument_get
from apps.instruments.types import Instrument
from apps.jobs.services import job_submit
from apps.jobs.types import JobContext, JobOutcome
from apps.providers.asking import has_second, second_fetch
from apps.providers.fallback import AllProvidersFailedError
from apps.refresh.kinds import COMPARE
from apps.refresh.services.opinions import opinion_store, opinions_due

SPAN: Final = timedelta(days=90)
"""About sixty sessions: providers send so many in one call, and twenty lie around most of them."""
_NOT_COMPARED: Final = "symbols could not be compared"


def compare_submit(symbols: Sequence[str]) -> None:
    """Have those of some new instruments compared of which somebody else can be asked."""
    found = [symbol for symbol in symbols if has_second(instrument_get(symbol=symbol))]
    if found:
        job_submit(kind=COMPARE.name, params={"symbols": sorted(found)}, owner_id=None)


def compare(context: JobContext) -> JobOutcome:
    """Ask a second provider: about the symbols that are named, else about all that are due."""
    context.step(0)
    instruments = _asked(context)
    reported: dict[str, str] = {}
    failed: dict[str, str] = {}
    news: list[str] = []
    resting: set[str] = set()
    down: AllProvidersFailedError | None = None
    for place, instrument in enumerate(instruments):
        context.check_cancelled()
        context.progress(place / len(instruments), f"{instrument.symbol}: asking")
        try:
            provider, changed = _one(instrument, resting)
        except AllProvidersFailedError as error:
            resting |= {one.provider for one in error.tried if one.retryable}
            if error.tried:
                failed[instrument.symbol] = error.detail
                down = down or (None if error.unknown_symbol else error)
                context.log(f"{instrument.symbol}: {error.detail}")
            continue
        if provider:
            reported[instrument.symbol] = provider
            context.log(f"{instrument.symbol}: compared with {provider}")
        news += [instrument.symbol] * changed
    if news:
        signals.bars_received.send(tuple(news), None)
    waiting = len(instruments) - len(reported) - len(failed)
    if down is not None and not reported:
        raise _refusal(down, failed, of=len(instruments))
    return JobOutcome(
        {"told": reported, "failed": failed, "waiting": waiting},
        message=failures_text(failed, of=len(instruments), what=_NOT_COMPARED)
        if reported
        else "No symbol could be compared: no second provider had its prices.",
    )


def _refusal(down: AllProvidersFailedError, failed: Mapping[str, str], *, of: int) -> ProblemError:
    """Return why nothing was compared; trying again at once helps nobody."""
    return ProblemError(
        f"{failures_text(failed, of=of, what=_NOT_COMPARED)} The next round asks them again.",
        code=down.code,
        status=down.status,
        title=down.title,
        extra=down.extra,
    )


def _asked(context: JobContext) -> list[Instrument]:
    symbols = context.params.get("symbols")
    if not symbols:
        return [one for one in opinions_due(clock.now()) if has_second(one)]
    found: list[Instrument] = []
    for symbol in symbols:
        try:
            found.append(instrument_get(symbol=symbol))
        except UnknownSymbolError:
            context.log(f"{symbol}: it is not here any more")
    return [one for one in found if one.active and has_second(one)]


def _one(instrument: Instrument, resting: set[str]) -> tuple[str, bool]:
    """Return which provider has an instrument, and whether its bars are new; "" if none has it."""
    today = clock.now().date()
    try:
        answered = second_fetch(
            instrument=instrument, start=today - SPAN, end=today, resting=resting
        )
    except AllProvidersFailedError as error:
        if not error.tried or error.retryable:
            raise
        # Whoever was asked will not have it tomorrow either, and a call is a call.
        opinion_store(instrument=instrument, reported=None)
        raise
    changed = opinion_store(instrument=instrument, reported=answered.value)
    return answered.provider, changed
