"""Work of streaming that is done by workers."""

from dataclasses import asdict

from apps.core.clock import now
from apps.instruments.types import MICROSECOND
from apps.jobs.types import JobContext, JobOutcome
from apps.streaming.bars.recompute import Recomputed, bars_recompute, streamed_instruments


def recompute_bars(context: JobContext) -> JobOutcome:
    """Fold the kept ticks again and repair the bars that are not their fold."""
    context.step(0)
    instruments = streamed_instruments(context.params.get("symbol", ""))
    now_us = int(now().timestamp() * MICROSECOND)
    total = Recomputed()
    for place, instrument in enumerate(instruments):
        total += bars_recompute(instrument, now_us=now_us, check=context.check_cancelled)
        context.progress((place + 1) / len(instruments))
    nothing = "" if total.bars else "No trades are kept, so there was nothing to compare."
    return JobOutcome({"symbols": len(instruments), **asdict(total)}, message=nothing)
