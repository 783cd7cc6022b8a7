"""A symbol that is added gets its whole history, raw, with splits and dividends beside it."""

from collections.abc import Callable
from typing import Any

import pytest

from apps.accounts.models import User
from apps.instruments.selectors import bars_read, daily_bars, instrument_get
from apps.jobs.models import Job
from apps.refresh import work
from apps.refresh.services.instruments import instrument_add
from tests.apps.refresh.conftest import Notes, Run
from tests.servers.providers.server import ProviderServer


def test_it_is_made_from_what_the_provider_says_and_a_job_fills_it(
    alice: User, providers: ProviderServer
) -> None:
    added = instrument_add(user=alice, symbol="aapl")
    assert added.instrument.symbol == "AAPL"
    assert added.instrument.name == "Apple Inc."
    assert (added.instrument.source, added.instrument.provider) == ("yahoo", "yahoo")
    job = Job.objects.get()
    assert (job.kind, job.params, job.owner_id) == (
        "market.backfill", {"symbols": ["AAPL"]}, alice.pk,
    )  # fmt: skip


def test_its_progress_is_reported_in_bars(alice: User, providers: ProviderServer, run: Run) -> None:
    instrument_add(user=alice, symbol="AAPL")
    notes = Notes()
    outcome = run(work.backfill, {"symbols": ["AAPL"]}, notes)
    total = outcome.result.bars["AAPL"]
    assert total > 2_000
    assert f"AAPL: 500 of {total:,} bars" in notes.progressed
    assert f"AAPL: {total:,} of {total:,} bars" in notes.progressed
    assert outcome.result.providers == {"AAPL": "yahoo"}


def test_raw_bars_are_stored_and_adjusted_ones_are_read(
    add: Callable[..., Any], providers: ProviderServer
) -> None:
    add("AAPL")
    listed = providers.listed["AAPL"]
    instrument = instrument_get(symbol="AAPL")
    raw = bars_read(instrument=instrument, interval="1d", adjusted=False)
    closes = {day.date: day.close for day in listed.days}
    stored = {day.item(): close for day, close in zip(raw.dates, raw.close, strict=True)}
    for day, close in stored.items():
        assert close == pytest.approx(closes[day], rel=1e-6)
    assert len(daily_bars(instrument=instrument)) == len(raw)
