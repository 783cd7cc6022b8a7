"""Routes of forecasts."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.errors import NotFoundError
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle, UserBurstThrottle
from apps.forecasts.answers import Leaderboard, LedgerRow, Prediction, Record, TrainResult
from apps.forecasts.errors import NotForecastableError, TooFewBarsError
from apps.forecasts.mappers import ledger_row
from apps.forecasts.scoring.summary import issued_record
from apps.forecasts.selectors import forecast_answer, intraday_answer, leaderboard, ledger_rows
from apps.forecasts.serializers import (
    LeaderboardQuerySerializer,
    LedgerQuerySerializer,
    PredictionQuerySerializer,
    TrainSerializer,
)
from apps.forecasts.services import (
    forecast_request,
    training_request,
    wanted_interval,
)
from apps.forecasts.types import INTRADAY_MODEL
from apps.instruments.market_clock import past_asked
from apps.instruments.types import Instrument
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job

MINUTES_NEEDED = 6


class PredictionView(APIView):
    """The newest forecast of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "the newest forecast issued by then, with skill as measured by then."

    @extend_schema(
        parameters=[PredictionQuerySerializer],
        responses={200: Prediction, 202: JobInfo},
    )
    def get(self, request: Request) -> Response:
        """Return the stored forecast; when there is none yet, start the job that makes it."""
        asked = dict(query_of(PredictionQuerySerializer, request).validated_data)
        model, horizon = asked.get("model"), asked["horizon"]
        instrument, interval = wanted_interval(
            symbol=asked["symbol"],
            user_id=user_id(request),
            interval="1m" if model == INTRADAY_MODEL else asked.get("interval"),
        )
        if interval == "1m":
            return Response(_minutes(instrument, horizon))
        return self._daily(request, instrument, model, horizon)

    def _daily(
        self, request: Request, instrument: Instrument, model: str | None, horizon: int
    ) -> Response:
        person = user_id(request)
        question: dict[str, Any] = {
            "instrument": instrument,
            "model": model,
            "horizon": horizon,
            "user_id": person,
        }
        if (answer := forecast_answer(**question)) is not None:
            return Response(answer)
        if past_asked() is not None:
            raise NotFoundError(f"No forecast of {instrument.symbol} had been issued by then.")
        waited = respond_with_job(request, forecast_request(**question))
        if waited.status_code != 200:
            return waited
        if (answer := forecast_answer(**question)) is None:
            # The training is over and left this one out: what it answers is no forecast.
            raise NotForecastableError(instrument.symbol, _why_left_out(waited, instrument.symbol))
        return Response(answer)


def _why_left_out(trained: Response, symbol: str) -> str:
    skipped = trained.data.get("skipped", ())
    reasons = (one["reason"] for one in skipped if one["symbol"] == symbol)
    return next(reasons, "the models that are trained do not forecast it").rstrip(".")


def _minutes(instrument: Instrument, horizon: int) -> Prediction:
    answer = intraday_answer(instrument=instrument, horizon=horizon)
    if answer is None and past_asked() is not None:
        raise NotFoundError("Only the newest minute forecast is kept, and it came later.")
    if answer is None:
        raise TooFewBarsError(
            instrument.symbol, observations=0, needed=MINUTES_NEEDED, unit="one-minute"
        )
    return answer


class TrainView(IdempotentPostMixin):
    """Train models."""

    token_scopes = scopes(post="write")
    throttle_classes = (UserBurstThrottle, ComputeThrottle)

    @extend_schema(request=TrainSerializer, responses={200: TrainResult, 202: JobInfo})
    @override
    def post(self, request: Request) -> Response:
        """Train models on chosen symbols or on the whole universe."""
        asked = dict(body_of(TrainSerializer, request).validated_data)
        job = training_request(
            symbols=asked.get("symbols", ()),
            models=asked.get("models", ()),
            horizon=asked["horizon"],
            user_id=user_id(request),
        )
        return respond_with_job(request, job)


class LeaderboardView(APIView):
    """The models and how good they were."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "models that had been trained by then, with scores as measured by then."

    @extend_schema(parameters=[LeaderboardQuerySerializer], responses=Leaderboard)
    def get(self, request: Request) -> Response:
        """Return every trained model with all its scores, best first."""
        asked = dict(query_of(LeaderboardQuerySerializer, request).validated_data)
        return Response(Leaderboard(tuple(leaderboard(user_id=user_id(request), **asked))))


class RecordView(APIView):
    """How issued forecasts came out."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "forecasts that had been issued by then, with outcomes that were known by then."

    @extend_schema(parameters=[LeaderboardQuerySerializer], responses=Record)
    def get(self, request: Request) -> Response:
        """Return how the forecasts that each model issued came out, at one horizon."""
        asked = dict(query_of(LeaderboardQuerySerializer, request).validated_data)
        return Response(Record(tuple(issued_record(user_id=user_id(request), **asked))))


class LedgerView(APIView):
    """Every forecast that was issued."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = "forecasts that had been issued by then, with outcomes that were known by then."

    @extend_schema(parameters=[LedgerQuerySerializer], responses=page_of(LedgerRow))
    def get(self, request: Request) -> Response:
        """List issued forecasts, newest first."""
        asked = dict(query_of(LedgerQuerySerializer, request).validated_data)
        page = CursorPage()
        page.ordering = ("-market_time", "-id")
        rows = ledger_rows(user_id=user_id(request), **asked)
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([ledger_row(row) for row in found or ()])
