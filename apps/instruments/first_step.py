"""The step of the setup that is about symbols."""

from django.db.models import Count, Q

from apps.core.extension.setup import SetupStep
from apps.instruments.models import InstrumentRow, WatchlistItem


def symbols_step(user_id: int) -> SetupStep:
    """Whether symbols are watched, and whether their daily bars have come."""
    watched = WatchlistItem.objects.filter(watchlist__owner_id=user_id).values("instrument_id")
    found = InstrumentRow.objects.filter(pk__in=watched).aggregate(
        watched=Count("pk"), with_bars=Count("pk", filter=Q(last_bar__isnull=False))
    )
    many, filled = found["watched"], found["with_bars"]
    if many == 0:
        return SetupStep(name="symbols", state="open", detail="No symbol is watched yet.")
    if filled == 0:
        detail = "No watched symbol has daily bars yet. Data health says what each waits for."
        return SetupStep(name="symbols", state="attention", detail=detail)
    detail = f"{filled} of {many} watched symbols have daily bars."
    return SetupStep(name="symbols", state="done", detail=detail)
