"""Findings and series as the routes send them."""

from apps.core.clock import moment_of
from apps.core.typed.hints import shallow
from apps.data_quality.answers import (
    ChangeAnswer,
    FindingAnswer,
    FindingLook,
    LookBar,
    OfferAnswer,
    SeriesAnswer,
)
from apps.data_quality.types import Change, FindingInfo, Look, Offer, SeriesInfo
from apps.instruments.market_clock import past_asked

_COLUMNS = ("open", "high", "low", "close", "volume", "settled")


def finding_answer(finding: FindingInfo, *, owner: bool) -> FindingAnswer:
    """Return a finding for the owner of the installation, or for somebody else."""
    return FindingAnswer(
        id=finding.id,
        symbol=finding.symbol,
        name=finding.name,
        interval=finding.interval,
        check=finding.kind,
        severity=finding.severity,
        start=moment_of(finding.start_us),
        end=moment_of(finding.end_us),
        sentence=finding.sentence,
        evidence=finding.evidence,
        offer=None if finding.proposal is None else finding.proposal.action,
        state=finding.state,
        reason=finding.reason,
        first_seen=finding.first_seen,
        last_seen=finding.last_seen,
        private=finding.private,
        may_change=past_asked() is None and (finding.private or owner),
        repair=finding.repair,
    )


def look_answer(finding: FindingInfo, look: Look, *, owner: bool) -> FindingLook:
    """Return a finding with its surroundings."""
    columns = [look.bars.timestamps, *(getattr(look.bars, name) for name in _COLUMNS), look.meant]
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return FindingLook(
        **shallow(finding_answer(finding, owner=owner)),
        bars=tuple(LookBar(moment_of(moment), *row) for moment, *row in rows),
        repairable=None if look.offer is None else _offer(look.offer),
    )


def _offer(offer: Offer) -> OfferAnswer:
    changes = tuple(_change(change) for change in offer.changes)
    return OfferAnswer(offer.action, offer.words, offer.bars, changes)


def _change(change: Change) -> ChangeAnswer:
    before, after = (None if one is None else float(one) for one in (change.before, change.after))
    return ChangeAnswer(moment_of(change.at_us), change.field, before, after)


def series_answer(series: SeriesInfo) -> SeriesAnswer:
    """Return a series."""
    first, last, expected = (
        None if one is None else moment_of(one)
        for one in (series.first_us, series.last_us, series.expected_us)
    )
    return SeriesAnswer(
        symbol=series.symbol,
        name=series.name,
        interval=series.interval,
        source=series.source,
        bars=series.bars,
        first=first,
        last=last,
        expected=expected,
        missing=series.missing,
        checked_at=series.checked_at,
        open_findings=series.open_findings,
        private=series.private,
    )
