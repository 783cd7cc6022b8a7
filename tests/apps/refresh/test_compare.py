"""A second provider's word on daily bars: asked politely, kept apart, compared by data health."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from apps.core.errors import ProblemError
from apps.data_quality.models import Finding
from apps.instruments.models import Bar, InstrumentRow
from apps.instruments.selectors import instrument_get
from apps.instruments.types import MICROSECOND
from apps.jobs.models import Job
from apps.providers.models import ProviderCalls
from apps.refresh import work
from apps.refresh.kinds import COMPARE
from apps.refresh.models import SecondOpinion
from apps.refresh.selectors import second_opinion
from tests.apps.data_quality.conftest import run_check
from tests.apps.refresh.conftest import Clock, Run
from tests.servers.providers.server import ProviderServer
from tests.servers.providers.universe import KEY

DAY_S = 86_400
URL = "/api/v1/quality/findings"
Add = Callable[..., Any]


@pytest.fixture
def two(settings: Any, providers: ProviderServer) -> ProviderServer:
    """Yahoo, and Polygon with a key."""
    settings.PROVIDER_ORDER = ("yahoo", "polygon")
    settings.PROVIDER_KEYS = {"polygon": KEY}
    return providers


def closes(symbol: str) -> list[Bar]:
    rows = Bar.objects.filter(instrument__symbol=symbol, interval_s=DAY_S)
    return list(rows.order_by("timestamp_us"))


def corrupt(bar: Bar, factor: float) -> None:
    values = {name: getattr(bar, name) * factor for name in ("open", "high", "low", "close")}
    Bar.objects.filter(timestamp_us=bar.timestamp_us).update(**values)


def disagreements() -> list[Finding]:
    return list(Finding.objects.filter(kind="provider_disagreement", state="open"))


def test_two_providers_that_agree_raise_no_finding(two: ProviderServer, add: Add, run: Run) -> None:
    add("AAPL")
    done = run(work.compare, {})
    assert done.result == {"told": {"AAPL": "polygon"}, "failed": {}, "waiting": 0}
    stored = second_opinion(instrument=instrument_get(symbol="AAPL"))
    assert stored is not None
    assert len(stored.bars) > 55
    assert stored.bars.settled.all()
    assert [bar.close for bar in closes("AAPL")][-5:] == pytest.approx(stored.bars.close[-5:])
    run_check()
    assert disagreements() == []


def test_a_bar_on_which_they_differ_is_a_finding_with_both_and_takes_the_others_bar(
    two: ProviderServer, add: Add, run: Run, alice_api: Any
) -> None:
    add("AAPL")
    run(work.compare, {})
    bar = closes("AAPL")[-25]
    corrupt(bar, 1.05)
    run_check()
    (finding,) = disagreements()
    assert (finding.start_us, finding.severity) == (bar.timestamp_us, "warning")
    evidence = finding.evidence
    assert evidence["source"] == "polygon"
    assert evidence["difference"] == pytest.approx(0.05)
    assert evidence["here"]["close"] == pytest.approx(bar.close * 1.05)
    assert evidence["there"]["close"] == pytest.approx(bar.close)
    assert alice_api.post(f"{URL}/{finding.pk}/repair").json()["state"] == "repaired"
    assert closes("AAPL")[-25].close == pytest.approx(bar.close)
    run_check()
    assert disagreements() == []


def test_a_new_instrument_is_compared_at_once_and_checked_when_it_is(
    two: ProviderServer, add: Add, run: Run
) -> None:
    add("AAPL")
    job = Job.objects.get(kind=COMPARE.name)
    assert (job.params, job.owner_id) == ({"symbols": ["AAPL"]}, None)
    Job.objects.filter(kind="quality.check").delete()
    run(work.compare, job.params)
    assert Job.objects.get(kind="quality.check").params == {"symbols": ["AAPL"]}


def test_each_is_asked_about_once_a_day(
    two: ProviderServer, add: Add, run: Run, moment: Clock
) -> None:
    add("AAPL")
    run(work.compare, {})
    calls = two.asked["polygon"]
    assert run(work.compare, {}).result["told"] == {}
    assert two.asked["polygon"] == calls
    moment.moment += timedelta(hours=21)
    assert run(work.compare, {}).result["told"] == {"AAPL": "polygon"}


def test_half_of_the_calls_are_left_to_bars(
    two: ProviderServer, add: Add, run: Run, moment: Clock
) -> None:
    add("AAPL")
    now_us = int(moment.moment.timestamp()) * MICROSECOND
    ProviderCalls.objects.update_or_create(pk="polygon", defaults={"moments_us": [now_us] * 3})
    assert run(work.compare, {}).result == {"told": {}, "failed": {}, "waiting": 1}
    assert two.asked["polygon"] == 0
    moment.moment += timedelta(minutes=2)
    assert run(work.compare, {}).result["told"] == {"AAPL": "polygon"}


def test_one_that_fails_is_left_in_peace_until_the_next_round(
    two: ProviderServer, add: Add, run: Run
) -> None:
    for symbol in ("AAPL", "MSFT"):
        add(symbol)
    two.faults["polygon"] = "server_error"
    with pytest.raises(ProblemError, match="1 of 2 symbols could not be compared") as caught:
        run(work.compare, {})
    assert "AAPL: polygon" in caught.value.detail
    assert two.asked["polygon"] == 1
    assert not SecondOpinion.objects.exists()


def test_one_that_does_not_have_it_is_not_asked_again_that_day(
    two: ProviderServer, add: Add, run: Run
) -> None:
    add("VOD.L")
    assert list(run(work.compare, {}).result["failed"]) == ["VOD.L"]
    assert run(work.compare, {}).result == {"told": {}, "failed": {}, "waiting": 0}
    assert second_opinion(instrument=instrument_get(symbol="VOD.L")) is None


def test_without_a_second_provider_nobody_is_asked(
    providers: ProviderServer, add: Add, run: Run
) -> None:
    add("AAPL")
    assert not Job.objects.filter(kind=COMPARE.name).exists()
    assert run(work.compare, {}).result == {"told": {}, "failed": {}, "waiting": 0}


def test_bars_are_not_compared_with_their_own_provider(
    two: ProviderServer, add: Add, run: Run
) -> None:
    add("AAPL")
    run(work.compare, {})
    InstrumentRow.objects.filter(symbol="AAPL").update(source="polygon")
    assert second_opinion(instrument=instrument_get(symbol="AAPL")) is None


def test_the_demo_asks_nobody(settings: Any, two: ProviderServer, add: Add, run: Run) -> None:
    add("AAPL")
    settings.SIGHTLINE_MODE, settings.CHOSEN_PROVIDERS = "demo", ()
    assert run(work.compare, {}).result == {"told": {}, "failed": {}, "waiting": 0}
    assert two.asked["polygon"] == 0


def test_a_finding_older_than_what_was_compared_stays_open(
    two: ProviderServer, add: Add, run: Run
) -> None:
    add("AAPL")
    run(work.compare, {})
    corrupt(closes("AAPL")[-25], 1.05)
    run_check()
    opinion = SecondOpinion.objects.get()
    opinion.bars = opinion.bars[-15:]
    opinion.save()
    run_check()
    assert len(disagreements()) == 1
    opinion.delete()
    run_check()
    assert len(disagreements()) == 1
