"""What changes forecasts: jobs that are asked for, and results that work hands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from apps.core.clock import now
from apps.core.json import plain
from apps.core.quota import keep_newest
from apps.forecasts.answers.packed import content_pack
from apps.forecasts.answers.stored import Card, Content, MinuteDocument
from apps.forecasts.errors import NothingToLearnError, TooFewBarsError, UnknownModelError
from apps.forecasts.folders import folders_forget
from apps.forecasts.models import Forecast, IntradayForecast, ModelVersion
from apps.forecasts.scoring.skill import Measured, scores_store
from apps.forecasts.scoring.store import forecasts_insert
from apps.forecasts.selectors import versions_usable
from apps.forecasts.types import (
    BARS_TO_FORECAST,
    EXTRA_MODELS,
    INTRADAY_MODEL,
    ISSUE_JOB,
    MAX_SYMBOLS,
    MODELS,
    PREFERENCE,
    SEED,
    TRAIN_JOB,
    ForecastInterval,
    IssueQuestion,
)
from apps.forecasts.universe import own_instruments, system_instruments, universe_chosen
from apps.forecasts.watching import MODEL, watch_forecasts
from apps.instruments.market_clock import market_now, market_replayed
from apps.instruments.selectors import daily_bars, instrument_get, panel_version
from apps.instruments.services import instruments_present
from apps.instruments.types import Instrument
from apps.jobs.services import job_submit
from apps.jobs.types import JobCancelled, JobInfo
from apps.realtime.events import ForecastReady
from apps.realtime.publish import publish, publish_many


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A trained model whose files are in place; `scores` is a list by horizon."""

    owner_id: int | None
    kind: str
    horizons: int
    data_version: str
    pool: Sequence[str]
    first_bar: date
    last_bar: date
    folder: str
    sha256: str
    scores: list[Card]
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class NewForecast:
    """A forecast about to be issued, with the scores of its model on its instrument.

    The scores are those that could be measured at it; without any, earlier ones still hold. One
    that is `replayed` is written now for a market that ended with its last bar. Prices that a
    person uploaded are known by the wall, also while the market is replayed: `private`.
    """

    instrument_id: int
    owner_id: int | None
    symbol: str
    as_of: datetime
    last_price: float
    content: Content
    scores: list[Card]
    forecast_hash: str
    replayed: bool = False
    private: bool = False


def model_check(model: str | None, *, allowed: Iterable[str] = MODELS) -> None:
    """Refuse a model that does not exist."""
    known = tuple(allowed)
    if model is not None and model not in known:
        raise UnknownModelError(model, known)


def history_check(instrument: Instrument, *, needed: int = BARS_TO_FORECAST) -> None:
    """Refuse an instrument with too few closed, real daily bars."""
    bars = 0 if instrument.simulated else len(daily_bars(instrument=instrument))
    if bars < needed:
        raise TooFewBarsError(instrument.symbol, observations=bars, needed=needed)


def forecast_request(
    *, instrument: Instrument, model: str | None, horizon: int, user_id: int
) -> JobInfo:
    """Submit the job that leads to a forecast nobody has issued yet.

    Models that are trained forecast the instrument; without any, the system's are trained, or,
    where the system has no history, models of the person's own on the instrument itself.
    """
    history_check(instrument)
    kind = model or _best_trained(user_id)
    if kind is None or not versions_usable(kind=kind, user_id=user_id).exists():
        extra = (kind,) if kind in EXTRA_MODELS else ()
        if system_instruments():
            return training_request(models=extra, user_id=None)
        return training_request(symbols=(instrument.symbol,), models=extra, user_id=user_id)
    return job_submit(
        kind=ISSUE_JOB,
        params=IssueQuestion(instrument.symbol, kind, horizon),
        owner_id=user_id,
    )


def _best_trained(user_id: int) -> str | None:
    trained = set(
        ModelVersion.objects.filter(owner__isnull=True).values_list("kind", flat=True)
    ) | set(ModelVersion.objects.filter(owner_id=user_id).values_list("kind", flat=True))
    return next((kind for kind in PREFERENCE if kind in trained), None)


def training_request(
    *,
    symbols: Sequence[str] = (),
    models: Sequence[str] = (),
    horizon: int = 1,
    user_id: int | None,
) -> JobInfo:
    """Submit a training: of the whole universe for everyone, or of chosen symbols for oneself.

    Where the system has no history, the whole universe of a person is what they uploaded. Symbols
    that cannot be used are left out of the training and named in its result.
    """
    for model in models:
        model_check(model)
    if not symbols and user_id is not None and not system_instruments():
        symbols = _own_symbols(user_id)
    if symbols:
        universe_chosen(symbols=symbols, user_id=user_id)  # refuses where none can be used
    params: dict[str, Any] = {}
    if symbols:
        params["symbols"] = sorted({symbol.upper() for symbol in symbols})
    if models:
        params["models"] = [model for model in MODELS if model in models]
    if params or user_id is not None:
        params["horizon"] = horizon
    return job_submit(kind=TRAIN_JOB, params=params, owner_id=user_id)


def _own_symbols(user_id: int) -> list[str]:
    """Return the uploads, the longest histories first; refuse where there is none."""
    lengths = {
        instrument.symbol: len(daily_bars(instrument=instrument))
        for instrument in own_instruments(user_id=user_id)
    }
    if not lengths:
        raise NothingToLearnError
    return sorted(lengths, key=lambda symbol: (-lengths[symbol], symbol))[:MAX_SYMBOLS]


def demo_training_submit() -> JobInfo:
    """Submit the system's training, once per state of the daily data; for each start."""
    return job_submit(
        kind=TRAIN_JOB, params={}, owner_id=None, slot=f"{TRAIN_JOB}:{panel_version('1d')[:40]}"
    )


def version_store(
    new: NewVersion, forecasts: Sequence[NewForecast], *, job_id: Any = None
) -> ModelVersion:
    """Store a trained model with its scores and forecasts, and announce them; repeatable.

    Raises
    ------
    JobCancelled
        An instrument was deleted meanwhile; nothing is stored.
    """
    with transaction.atomic():
        _require_present(forecasts)
        values = {
            "horizons": new.horizons,
            "pool": list(new.pool),
            "first_bar": new.first_bar,
            "last_bar": new.last_bar,
            "folder": new.folder,
            "sha256": new.sha256,
            "scores": plain(new.scores),
        }
        version, _ = ModelVersion.objects.update_or_create(
            owner_id=new.owner_id,
            kind=new.kind,
            data_version=new.data_version,
            seed=new.seed,
            defaults=values,
            create_defaults={
                **values,
                "trained_at": now(),
                "market_time": _learnt_until(new, forecasts),
            },
        )
        forecasts_store(version, forecasts, job_id=job_id)
        if new.owner_id is not None:
            _forget_oldest(new.owner_id)
    return version


def _learnt_until(new: NewVersion, forecasts: Sequence[NewForecast]) -> datetime:
    """Return until when what a model learnt from was known: a person's uploads by the wall."""
    own = new.owner_id is not None and any(one.private for one in forecasts)
    return now() if own else market_now()


def _forget_oldest(owner_id: int) -> None:
    """Delete a person's oldest models, with their files, and forecasts beyond what is kept."""
    versions = keep_newest(
        user_id=owner_id,
        newest_first=ModelVersion.objects.filter(owner_id=owner_id),
        most=ModelVersion.per_person.most,
    )
    folders_forget({version.folder for version in versions})
    keep_newest(
        user_id=owner_id,
        newest_first=Forecast.objects.filter(owner_id=owner_id)
        .only("pk")
        .order_by("-market_time", "-pk"),
        most=Forecast.per_person.most,
    )


def forecasts_store(
    version: ModelVersion, forecasts: Sequence[NewForecast], *, job_id: Any = None
) -> int:
    """Issue forecasts of a version and announce the new ones; return how many are new.

    Raises
    ------
    JobCancelled
        An instrument was deleted meanwhile; nothing is stored.
    """
    moment = now()
    with transaction.atomic():
        _require_present(forecasts)
        scores_store(version, _measured(forecasts, moment))
        held = set(
            Forecast.objects.filter(
                version=version, forecast_hash__in=[new.forecast_hash for new in forecasts]
            ).values_list("forecast_hash", flat=True)
        )
        fresh = [new for new in forecasts if new.forecast_hash not in held]
        Forecast.objects.bulk_create(
            [_forecast_row(version, new, moment) for new in fresh], ignore_conflicts=True
        )
        if version.kind == MODEL:
            watch_forecasts(new.symbol for new in fresh)
        # All who see the symbol share the topic; the job reports a person's own forecast.
        publish_many(_ready(version, new, job_id) for new in fresh if new.owner_id is None)
    return len(fresh)


def _require_present(forecasts: Sequence[NewForecast]) -> None:
    replayed = market_now() if market_replayed() else None
    if replayed and any(new.as_of > replayed for new in forecasts if new.owner_id is None):
        raise JobCancelled("The replay went back while this ran, so its results were dropped.")
    present = instruments_present(instrument_ids=[new.instrument_id for new in forecasts])
    gone = sorted({new.symbol for new in forecasts if new.instrument_id not in present})
    if gone:
        were = "was" if len(gone) == 1 else "were"
        raise JobCancelled(
            f"{', '.join(gone)} {were} deleted while this ran, so its results were dropped."
        )


def replays_store(version: ModelVersion, forecasts: Sequence[NewForecast]) -> None:
    """Write forecasts of bars that are past into the ledger, said to be replayed; repeatable.

    Nobody is notified: what they say was over when they were written.
    """
    moment = now()
    with transaction.atomic():
        _require_present(forecasts)
        scores_store(version, _measured(forecasts, moment))
        forecasts_insert([_forecast_row(version, new, moment) for new in forecasts])


def replays_done(version: ModelVersion) -> None:
    """Note that the sessions before a version's training were replayed by it."""
    ModelVersion.objects.filter(pk=version.pk).update(replayed_at=now())


def _forecast_row(version: ModelVersion, new: NewForecast, moment: datetime) -> Forecast:
    steps = new.content["steps"]
    content, explained = content_pack(new.content)
    return Forecast(
        owner_id=new.owner_id,
        instrument_id=new.instrument_id,
        version=version,
        symbol=new.symbol,
        model=version.kind,
        as_of=new.as_of,
        issued_at=moment,
        market_time=_known_until(new, moment),
        replayed=new.replayed or (market_replayed() and not new.private),
        next_target=datetime.fromisoformat(steps[0]["target_time"]) if steps else None,
        last_price=new.last_price,
        content=content,
        explained=explained,
        forecast_hash=new.forecast_hash,
    )


def _known_until(new: NewForecast, moment: datetime) -> datetime:
    if new.replayed:
        return new.as_of
    return moment if new.private else market_now()


def _measured(forecasts: Sequence[NewForecast], moment: datetime) -> list[Measured]:
    return [
        Measured(new.instrument_id, _known_until(new, moment), new.scores)
        for new in forecasts
        if new.scores
    ]


def _ready(version: ModelVersion, new: NewForecast, job_id: Any) -> ForecastReady:
    return ForecastReady(new.symbol, version.kind, new.as_of, "1d", job_id)


def intraday_store(*, instrument: Instrument, as_of: datetime, document: MinuteDocument) -> None:
    """Keep the newest minute forecast of an instrument and announce it."""
    IntradayForecast.objects.update_or_create(
        instrument_id=instrument.id, defaults={"as_of": as_of, "document": plain(document)}
    )
    publish(ForecastReady(instrument.symbol, INTRADAY_MODEL, as_of, "1m"))


def wanted_interval(
    *, symbol: str, user_id: int, interval: ForecastInterval | None
) -> tuple[Instrument, ForecastInterval]:
    """Return the instrument and the bars it is forecast on: daily where real ones exist."""
    instrument = instrument_get(symbol=symbol, user_id=user_id)
    return instrument, interval or ("1m" if instrument.last_bar is None else "1d")
