"""Repairs of bars that their own source has corrected."""

from collections.abc import Sequence

from apps.core.clock import now
from apps.data_quality.models import Finding, Repair
from apps.data_quality.services.history import findings_note


def repairs_supersede(instrument_id: int, moments: Sequence[int]) -> None:
    """Let repairs give way to what the bars' own source corrects.

    Their findings are closed; the check that follows opens again what it still finds.
    """
    repairs = Repair.objects.filter(
        finding__instrument_id=instrument_id, finding__interval="1d", undone_at=None,
        overtaken_at=None, start_us__lte=max(moments), end_us__gte=min(moments),
    )  # fmt: skip
    hit = [one for one in repairs if any(one.start_us <= at <= one.end_us for at in moments)]
    Repair.objects.filter(pk__in=[one.pk for one in hit]).update(overtaken_at=now())
    Finding.objects.filter(pk__in=[one.finding_id for one in hit], state="repaired").update(
        state="closed"
    )
    findings_note([one.finding_id for one in hit])
