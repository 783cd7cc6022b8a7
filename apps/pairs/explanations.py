"""Pairs' answers as documents that "Why this number?" can read."""

from collections.abc import Mapping

from rest_framework import serializers

from apps.core import explanations
from apps.core.clock import moment_of, utc_iso
from apps.core.errors import NotFoundError
from apps.core.explanations import Shown, asked
from apps.core.typed.hints import shallow
from apps.instruments.market_clock import past_moment
from apps.instruments.selectors import instruments_by_symbol
from apps.jobs.selectors import job_latest, job_of_moment
from apps.jobs.types import JobInfo
from apps.pairs.backtests import pair_backtest
from apps.pairs.selectors import monitor_from_row, monitor_row
from apps.pairs.serializers import (
    PairAdfAskSerializer,
    PairAnalyticsQuerySerializer,
    PairBacktestAskSerializer,
)
from apps.pairs.services import pair_analytics
from apps.pairs.types import ADF_JOB, SCAN_JOB, AdfQuestion, PairQuery


def connect() -> None:
    """Register the documents."""
    explanations.register("pairs.analytics", analytics, answers_past=True)
    explanations.register("pairs.backtest", backtest, answers_past=True)
    explanations.register("pairs.adf", adf, answers_past=True)
    explanations.register("pairs.scan", scan, answers_past=True)
    explanations.register("pairs.monitor", monitor)


def _provider(symbols: list[str], user_id: int, *, daily: bool) -> str:
    found = instruments_by_symbol(symbols=symbols, user_id=user_id).values()
    return ", ".join(sorted({one.source if daily else one.intraday_source for one in found}))


def _source(query: PairQuery) -> str:
    what = "Logs of settled closes" if query.log else "Settled closes"
    return f"{what} of {query.y} and {query.x}, {query.interval} bars that both have"


def analytics(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return hedge, spread and z-score as they stand."""
    parsed = PairAnalyticsQuerySerializer(data=dict(params))
    parsed.is_valid(raise_exception=True)
    query = parsed.query()
    names = ("window", "method", "intercept", "threshold")
    found = pair_analytics(
        query=query, user_id=user_id, **{name: parsed.validated_data[name] for name in names}
    )
    series, dropped = found.series, found.dropped
    document = shallow(found) | {
        "spread": float(series.spread[-1]),
        "correlation": float(series.correlation[-1]),
        "dropped": shallow(dropped),
        "dropped_all": dropped.y + dropped.x,
    }
    daily = query.interval in {"1d", "1wk", "1mo"}
    provider = _provider([query.y, query.x], user_id, daily=daily)
    return Shown(
        document, _source(query), provider, utc_iso(found.as_of), found.observations,
        asked=dict(parsed.validated_data),
    )  # fmt: skip


def backtest(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the rule's record on the pair's past."""
    parsed = PairBacktestAskSerializer(data=dict(params))
    parsed.is_valid(raise_exception=True)
    query = parsed.query()
    chosen = {name: parsed.validated_data[name] for name in ("window", "method", "intercept")}
    found = pair_backtest(query=query, user_id=user_id, rule=parsed.rule(), **chosen)
    until = moment_of(int(found.series.timestamp[-1].astype(int)))
    daily = query.interval in {"1d", "1wk", "1mo"}
    provider = _provider([query.y, query.x], user_id, daily=daily)
    return Shown(shallow(found), _source(query), provider, utc_iso(until), found.observations)


def adf(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the newest tests of the pair that the person asked for."""
    parsed = PairAdfAskSerializer(data=dict(params))
    parsed.is_valid(raise_exception=True)
    query = parsed.query()
    job = _done(ADF_JOB, query, user_id)
    return _of_job(job, _source(query), _provider([query.y, query.x], user_id, daily=True))


class ScanQuery(serializers.Serializer[object]):
    """Which screen."""

    job = serializers.UUIDField()


class MonitorQuery(serializers.Serializer[object]):
    """Which watched pair."""

    id = serializers.IntegerField(min_value=1)


def scan(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return a screen of a universe by its job."""
    job_id = asked(ScanQuery, params)["job"]
    job = job_of_moment(job_id=job_id, user_id=user_id, as_of=past_moment())
    if job.kind != SCAN_JOB or job.result is None:
        raise NotFoundError("You have no finished screen of pairs with this id.")
    symbols = list(job.params["symbols"])
    source = (
        f"Settled closes of {len(symbols)} symbols, {job.params['interval']} bars that all have"
    )
    return _of_job(job, source, _provider(symbols, user_id, daily=True))


def monitor(user_id: int, params: Mapping[str, str]) -> Shown:
    """Return the settings of a watched pair."""
    row = monitor_row(monitor_id=asked(MonitorQuery, params)["id"], user_id=user_id)
    found = monitor_from_row(row)
    return Shown(shallow(found), f"Your watched pair {found.y} ~ {found.x}", "you",
                 utc_iso(found.created_at), 1)  # fmt: skip


def _done(kind: str, question: AdfQuestion, user_id: int) -> JobInfo:
    job = job_latest(kind=kind, params=question, user_id=user_id, as_of=past_moment())
    if job is None or job.result is None:
        raise NotFoundError("This test has not been run yet. Run it on the pairs screen first.")
    return job


def _of_job(job: JobInfo, source: str, provider: str) -> Shown:
    document = job.result or {}
    made = job.finished_at or job.created_at
    return Shown(document, source, provider, utc_iso(made), document["observations"])
