"""Data health as documents that "Why this number?" can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rest_framework import serializers

from apps.accounts.provider_keys import owns_installation
from apps.core import explanations
from apps.core.clock import microseconds_iso, utc_iso
from apps.core.explanations import Shown, asked
from apps.core.json import plain
from apps.core.typed.hints import shallow
from apps.data_quality.answers import SeriesAnswer
from apps.data_quality.previewing import finding_preview
from apps.data_quality.responses import look_answer, series_answer
from apps.data_quality.selectors import finding_get, health_summary, series_list
from apps.data_quality.types import FindingInfo, Offer
from apps.instruments.market_clock import market_now

_OWN: Final = "the checks of this installation"


class FindingQuery(serializers.Serializer[object]):
    """Which finding."""

    id = serializers.IntegerField(min_value=1)


def connect() -> None:
    """Register the documents; called at the first question."""
    explanations.register("quality.health", health, answers_past=True)
    explanations.register("quality.series", series, answers_past=True)
    explanations.register("quality.finding", finding, answers_past=True)


def health(user_id: int, _params: Mapping[str, str]) -> Shown:
    """Return what was checked and what is open."""
    summary = health_summary(user_id=user_id)
    document = plain(summary) | {"settled": summary.repaired + summary.dismissed}
    checked = utc_iso(summary.last_run or market_now())
    return Shown(document, "The last check of every series", _OWN, checked, summary.series)


def series(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return how far every series reaches; `key` names one as the screen does."""
    every = [_series_row(series_answer(one)) for one in series_list(user_id=user_id)]
    mine = next((one for one in every if one.key == params.get("row")), None)
    checked = mine.checked_at if mine else market_now()
    return Shown(
        {"series": plain(every)}, "Stored bars against the calendar of the exchange",
        (mine and mine.source) or _OWN, utc_iso(checked),
        max(1, mine.bars) if mine else len(every),
    )  # fmt: skip


@dataclass(frozen=True)
class SeriesRow(SeriesAnswer):
    """A series as the table names it, and the share of its bars that are there."""

    key: str
    coverage: float | None


def _series_row(row: SeriesAnswer) -> SeriesRow:
    owner = "own" if row.private else "shared"
    coverage = row.bars / (row.bars + row.missing) if row.bars else None
    key = f"{row.symbol}:{row.interval}:{owner}"
    return SeriesRow(**shallow(row), key=key, coverage=coverage)


def finding(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return one finding with its evidence and what its repair would change."""
    found = finding_get(finding_id=asked(FindingQuery, params)["id"], user_id=user_id)
    look = finding_preview(found)
    answer = look_answer(found, look, owner=owns_installation(user_id=user_id))
    document = plain(answer) | {
        "offered": plain(answer.repairable or _done(found)),
        "told": "; ".join(f"{name} {value}" for name, value in found.evidence.items()),
    }
    return Shown(
        document, f"Stored {found.interval} bars of {found.symbol}", _OWN,
        microseconds_iso(found.end_us), max(1, len(look.bars)),
    )  # fmt: skip


def _done(found: FindingInfo) -> Offer:
    """Return the repair that was made, or that there is none."""
    if found.repair is None:
        return Offer("", "No repair", 0, ())
    done = found.repair
    return Offer(done.action, f"Repaired by {done.action}", done.bars, ())
