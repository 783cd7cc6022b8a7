"""Work of the market that is done by workers."""

from dataclasses import asdict

from apps.core.clock import now
from apps.jobs.types import JobContext, JobOutcome
from apps.market import comparing, refreshing, uploading
from apps.market.ingest.recompute import Recomputed, bars_recompute, streamed_instruments
from apps.market.selectors import panel_folder
from apps.market.types import MICROSECOND


def refresh_panel(context: JobContext) -> JobOutcome:
    """Rebuild the derived daily panel when its rows have changed."""
    context.step(0)
    return JobOutcome({"interval": "1d", "version": panel_folder("1d").name})


def refresh(context: JobContext) -> JobOutcome:
    """Ask vendors for the newest daily bars."""
    return refreshing.refresh(context)


def backfill(context: JobContext) -> JobOutcome:
    """Fetch the history of new instruments."""
    return refreshing.backfill(context)


def compare(context: JobContext) -> JobOutcome:
    """Ask a second vendor for the newest daily bars."""
    return comparing.compare(context)


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


def upload_bars(context: JobContext) -> JobOutcome:
    """Read an uploaded file and store its bars."""
    return uploading.upload_bars(context)
