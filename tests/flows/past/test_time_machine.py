"""Asked about the past, a route answers what was known then, whatever came later."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import pytest
import time_machine
from django.db import connection
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.web.past import answers_past
from apps.instruments import market_clock
from apps.instruments.models import CorporateAction, InstrumentRow, LatestQuote
from apps.instruments.store import ActionRow, actions_replace, bars_replace, bars_upsert
from apps.instruments.types import DAY_US, BarRow
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.flows.past import test_forecasts_past
from tests.flows.world import FIRST, build_market, make_instrument, store_closes, walk

DAY = FIRST + timedelta(days=600)
"""Within the history of every daily symbol of the market."""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
EXCHANGE = "XNYS"
_ID = re.compile(rb'"id":"[-0-9a-f]{36}"')  # of an optimisation that was saved
PAIR = {"y": "BBB", "x": "AAA", "interval": "1d"}

READS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "price": ("price?symbol=AAA", None),
    "price_of_an_exchange": ("price?symbol=SHOP", None),
    "history": ("history?symbol=AAA&period=1y", None),
    "history_of_weeks": ("history?symbol=AAA&period=max&interval=1wk", None),
    "history_of_months": ("history?symbol=SPLIT&period=max&interval=1mo", None),
    "history_raw": ("history?symbol=SPLIT&period=max&adjusted=false", None),
    "history_of_splits": ("history?symbol=SPLIT&period=max", None),
    "history_with_an_end": ("history?symbol=AAA&start=2021-01-01&end=2022-06-01", None),
    "history_of_minutes": ("history?symbol=COIN&period=1d", None),
    "instruments": ("instruments?limit=200", None),
    "instrument": ("instruments/SHOP", None),
    "actions": ("instruments/SPLIT/actions", None),
    "bars_file": ("exports/bars?symbol=SPLIT&period=max&format=csv", None),
    "risk": ("risk?symbol=AAA&period=1y&benchmark=BBB", None),
    "risk_of_splits": ("risk?symbol=SPLIT&period=max", None),
    "risk_file": ("exports/risk?symbol=AAA&period=1y", None),
    "correlation": ("risk/correlation?symbols=AAA,BBB,SPLIT&period=1y", None),
    "value_at_risk_backtests": ("risk/backtest?symbol=AAA", None),
    "portfolio_risk": ("risk/portfolio", {"weights": {"AAA": 0.5, "SPLIT": 0.5}, "period": "1y"}),
    "pair": ("pairs/analytics?y=BBB&x=AAA&interval=1d", None),
    "pair_file": ("exports/pairs?y=BBB&x=AAA&interval=1d", None),
    "pair_backtest": ("pairs/backtest", PAIR),
    "volatility_model": ("risk/garch?symbol=AAA", None),
    "pair_tests": ("pairs/adf", PAIR),
    "optimisation": (
        "portfolio/optimize",
        {"symbols": ["AAA", "BBB", "SPLIT"], "objective": "min_volatility", "period": "1y"},
    ),
    "scan": ("pairs/scan", {"symbols": ["AAA", "BBB", "SPLIT"], "interval": "1d"}),
}


@pytest.fixture
def market(alice: User) -> None:
    build_market()
    store_closes(make_instrument("SPLIT"), walk(8, 700))
    store_closes(make_instrument("SHOP", calendar=EXCHANGE, provider="yahoo"), walk(9, 700))
    actions = [_split(DAY - timedelta(days=40), 0.5), _split(DAY + timedelta(days=40), 0.25)]
    actions_replace(instrument_id=_id("SPLIT"), rows=actions)


@pytest.fixture(autouse=True)
def worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do each job where it is submitted, at the present, as a worker is in another process."""

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        token = market_clock._past.set(None)
        attempt(job_id, work_of(task))
        market_clock._past.reset(token)

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)


def _split(day: date, factor: float) -> ActionRow:
    return ActionRow(day, "split", factor, 1.0 / factor, 1.0 / factor, "test")


def _id(symbol: str) -> int:
    return int(InstrumentRow.objects.get(symbol=symbol).pk)


def _bar(symbol: str, start_us: int, prices: Sequence[float], volume: float) -> BarRow:
    open_, high, low, close = prices
    return BarRow(symbol, "1d", start_us, open_, high, low, close, volume, None, None, settled=True)


def _ask(api: APIClient, name: str, as_of: str) -> bytes:
    path, body = READS[name]
    mark = "&" if "?" in path else "?"
    url = f"/api/v1/{path}{mark}as_of={as_of}"
    answer: Any = api.get(url) if body is None else api.post(url, body, format="json")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content
    return _ID.sub(b"", content)


def _scramble_later(moment: datetime) -> None:
    """Multiply whatever closed after a moment, and drop every third bar of it."""
    cut = int(moment.timestamp()) * 1_000_000
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE market_bar SET open = open * 7, high = high * 7, low = low * 7,"
            " close = close * 7, vwap = 1, wire = NULL"
            " WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s",
            [cut],
        )
        cursor.execute(
            "DELETE FROM market_bar WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s"
            " AND (timestamp_us / 60000000) %% 3 = 0",
            [cut],
        )
    CorporateAction.objects.filter(ex_date__gte=moment.date()).update(price_factor=1e-3)
    CorporateAction.objects.create(
        instrument_id=_id("AAA"), ex_date=moment.date(), kind="split", price_factor=0.01
    )
    InstrumentRow.objects.update(last_bar=date(2030, 1, 1))


def _delete_later(moment: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM market_bar WHERE timestamp_us + CAST(interval_s AS BIGINT) * 1000000 > %s",
            [int(moment.timestamp()) * 1_000_000],
        )
    CorporateAction.objects.filter(ex_date__gte=moment.date()).delete()


def _add_later(moment: datetime) -> None:
    """Go on with years of bars, a quote and a split."""
    for symbol in ("AAA", "BBB", "SPLIT", "SHOP"):
        start = int(moment.timestamp()) * 1_000_000
        rows = [_bar(symbol, start + step * DAY_US, (1e6 + step,) * 4, 1.0) for step in range(900)]
        bars_upsert(rows)
    LatestQuote.objects.create(
        instrument_id=_id("SHOP"), price=9e9, previous_close=1.0, provider="yahoo",
        timestamp_us=int(NOW.timestamp()) * 1_000_000, asked_at=NOW,
    )  # fmt: skip
    actions_replace(instrument_id=_id("AAA"), rows=[_split(moment.date() + timedelta(days=3), 0.1)])


def _raise_versions() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE market_series_version SET version = version + 1")


@pytest.mark.parametrize("name", READS)
def test_what_comes_later_changes_no_byte(market: None, alice_api: APIClient, name: str) -> None:
    end = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(days=1)
    with time_machine.travel(NOW, tick=False):
        first = _ask(alice_api, name, f"{DAY}")
        for later in (_scramble_later, _add_later, _delete_later):
            later(end)
            _raise_versions()  # else an answer that was kept would be given again
            assert _ask(alice_api, name, f"{DAY}") == first, later.__name__


def test_every_read_that_knows_its_past_is_scrambled() -> None:
    asked = {path.partition("?")[0] for path, _ in READS.values()} | set(test_forecasts_past.READS)
    taken = {route for route in _routes() if not any(_fits(route, path) for path in asked)}
    assert taken == set()


def _routes() -> set[str]:
    """Return the routes that take `as_of`, without the prefix of the API."""
    found: set[str] = set()

    def walk_over(patterns: list[URLPattern | URLResolver], before: str) -> None:
        for one in patterns:
            path = before + str(one.pattern)
            if isinstance(one, URLResolver):
                walk_over(one.url_patterns, path)
            elif any(answers_past(getattr(one.callback, "cls", None), m) for m in ("GET", "POST")):
                found.add(path.removeprefix("api/v1/"))

    walk_over(get_resolver().url_patterns, "")
    return found


def _fits(route: str, path: str) -> bool:
    parts, others = route.strip("/").split("/"), path.strip("/").split("/")
    same = (one == other or "<" in one for one, other in zip(parts, others, strict=False))
    return len(parts) == len(others) and all(same)


def test_the_past_is_what_the_present_was(market: None, alice_api: APIClient) -> None:
    """A market that ends on a day answers as a longer one does as of that day."""
    end = (DAY - date(1970, 1, 1)).days * DAY_US
    names = ["history", "history_of_weeks", "risk", "pair", "correlation"]
    with time_machine.travel(NOW, tick=False):
        then = {name: _ask(alice_api, name, f"{DAY}") for name in names}
    for symbol in ("AAA", "BBB", "SPLIT"):
        row = InstrumentRow.objects.get(symbol=symbol)
        kept = [bar for bar in _stored(row) if bar.timestamp_us <= end]
        bars_replace(kept, instrument_id=row.pk, interval="1d")
        InstrumentRow.objects.filter(pk=row.pk).update(last_bar=DAY)
    CorporateAction.objects.filter(ex_date__gt=DAY).delete()
    present = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC) + timedelta(days=1)
    for name in names:
        path, _ = READS[name]
        with time_machine.travel(present, tick=False):
            assert alice_api.get(f"/api/v1/{path}").content == then[name], name


def _stored(row: InstrumentRow) -> list[BarRow]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT timestamp_us, open, high, low, close, volume FROM market_bar"
            " WHERE instrument_id = %s AND interval_s = 86400 ORDER BY timestamp_us",
            [row.pk],
        )
        return [_bar(row.symbol, one[0], one[1:5], one[5]) for one in cursor.fetchall()]


@pytest.mark.parametrize(
    ("as_of", "last"),
    [
        # The New York Stock Exchange closes at 16:00, which is 20:00 UTC in summer.
        ("2021-06-01T19:59:59Z", "2021-05-31"),
        ("2021-06-01T20:00:00Z", "2021-06-01"),
        ("2021-06-01", "2021-06-01"),
        ("2021-06-01T00:00:00Z", "2021-05-31"),
        # On 26 November 2021 it closed at 13:00, which was 18:00 UTC.
        ("2021-11-26T17:59:59Z", "2021-11-25"),
        ("2021-11-26T18:00:00Z", "2021-11-26"),
    ],
)
def test_a_daily_bar_is_known_at_its_close(
    market: None, alice_api: APIClient, as_of: str, last: str
) -> None:
    found = alice_api.get(f"/api/v1/instruments/SHOP?as_of={as_of}").json()
    assert found["last_bar"] == last
    bars = alice_api.get(f"/api/v1/history?symbol=SHOP&as_of={as_of}").json()["bars"]
    assert bars[-1]["timestamp"][:10] == last


def test_before_the_first_bar_there_is_nothing(market: None, alice_api: APIClient) -> None:
    early = "as_of=1999-12-31"
    assert alice_api.get(f"/api/v1/instruments/AAA?{early}").json()["first_bar"] is None
    assert alice_api.get(f"/api/v1/history?symbol=AAA&{early}").json()["bars"] == []
    refused = alice_api.get(f"/api/v1/risk?symbol=AAA&{early}")
    assert (refused.status_code, refused.json()["code"]) == (422, "insufficient_history")


@pytest.mark.parametrize(
    ("as_of", "cause"),
    [
        ("2027-01-01", "future"),
        ("yesterday", "must be a date"),
        ("2021-02-30", "must be a date"),
        ("2021-06-01T20:00:00", "must say its zone"),
        ("", "must be a date"),
        ("9999-12-31", "future"),
    ],
)
def test_what_is_no_past_is_refused(
    market: None, alice_api: APIClient, as_of: str, cause: str
) -> None:
    with time_machine.travel(NOW, tick=False):
        refused = alice_api.get(f"/api/v1/price?symbol=AAA&as_of={as_of}")
    assert refused.status_code == 400
    assert cause in refused.json()["errors"][0]["message"]
    assert refused.json()["errors"][0]["field"] == "as_of"


def test_today_is_the_present(market: None, alice_api: APIClient) -> None:
    with time_machine.travel(NOW, tick=False):
        today = alice_api.get(f"/api/v1/history?symbol=AAA&as_of={NOW.date()}").content
        assert today == alice_api.get("/api/v1/history?symbol=AAA").content


@pytest.mark.parametrize("path", ["me", "watchlists", "jobs", "models"])
def test_who_knows_only_the_present_says_so(alice_api: APIClient, path: str) -> None:
    refused = alice_api.get(f"/api/v1/{path}?as_of=2021-06-01")
    assert refused.status_code == 400
    assert "present only" in refused.json()["detail"]


def test_a_past_ends_with_its_request(market: None, alice_api: APIClient) -> None:
    path = "/api/v1/history?symbol=AAA"
    before = alice_api.get(path).content
    assert alice_api.get(f"{path}&as_of={DAY}").content != before
    assert alice_api.get(path).content == before


def test_a_tag_of_the_past_is_no_tag_of_the_present(market: None, alice_api: APIClient) -> None:
    for path in ("history?symbol=AAA", "risk?symbol=AAA&period=1y"):
        tags = {
            alice_api.get(f"/api/v1/{path}{past}").headers["ETag"]
            for past in ("", f"&as_of={DAY}", f"&as_of={DAY - timedelta(days=1)}")
        }
        assert len(tags) == 3


def test_closes_of_the_future_are_in_no_answer(market: None, alice_api: APIClient) -> None:
    bars = alice_api.get(f"/api/v1/history?symbol=AAA&period=max&as_of={DAY}").json()["bars"]
    whole = alice_api.get("/api/v1/history?symbol=AAA&period=max").json()["bars"]
    assert len(bars) == 601
    assert np.array_equal([bar["close"] for bar in bars], [bar["close"] for bar in whole[:601]])
