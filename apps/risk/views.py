"""Routes of risk."""

from abc import ABC, abstractmethod
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.json import JsonResponse, dumps
from apps.core.web.bodies import body_of, query_of
from apps.core.web.conditional import REVALIDATED, is_known, weak_etag
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.people import user_id
from apps.core.web.questions import QuestionSerializer
from apps.core.web.scopes import scopes
from apps.instruments.selectors import panel_version
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job
from apps.risk.answers import Correlation, PortfolioRisk, Risk
from apps.risk.answers.backtests import RiskBacktest
from apps.risk.answers.volatility import Garch
from apps.risk.questions import (
    BacktestQuestion,
    CorrelationQuestion,
    RiskQuestion,
)
from apps.risk.responses import measured_answer
from apps.risk.selectors import (
    correlation_table,
    instrument_risk,
    portfolio_risk,
    risk_backtest,
)
from apps.risk.serializers import (
    MAX_SYMBOLS,
    BacktestQuery,
    CorrelationQuery,
    GarchQuery,
    PortfolioRiskQuery,
    RiskQuery,
)
from apps.risk.services import garch_submit

# One parameter with commas, which a list field alone would not say.
_SYMBOLS = OpenApiParameter(
    "symbols",
    {
        "type": "array",
        "items": {"type": "string", "minLength": 1, "maxLength": 32, "pattern": r"\S"},
        "minItems": 1,
        "maxItems": MAX_SYMBOLS,
    },
    required=True,
    explode=False,
    description="For example AAPL,MSFT.",
)


class CachedRiskView(APIView, ABC):
    """A GET whose answer depends on the question, the person and the daily bars only."""

    question: type[QuestionSerializer[Any]]

    @abstractmethod
    def answer(self, *, person: int, asked: Any) -> object:
        """Compute the answer."""

    def respond(self, request: Request) -> HttpResponseBase:
        """Answer 304 when the client has this answer already, else compute it."""
        asked = query_of(self.question, request).asked()
        person = user_id(request)
        state = dumps([self.__class__.__name__, person, asked, panel_version("1d")])
        tag = weak_etag(state)
        headers = {"ETag": tag, "Cache-Control": REVALIDATED}
        if is_known(tag, request.headers.get("If-None-Match", "")):
            return Response(status=304, headers=headers)
        return JsonResponse(self.answer(person=person, asked=asked), headers=headers)


class RiskView(CachedRiskView):
    """Risk of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True
    question = RiskQuery

    @extend_schema(parameters=[RiskQuery], responses=Risk)
    def get(self, request: Request) -> HttpResponseBase:
        """Measure an instrument's risk over a period of its real daily history."""
        return self.respond(request)

    @override
    def answer(self, *, person: int, asked: RiskQuestion) -> Risk:
        """Compute the measures."""
        found = instrument_risk(question=asked, user_id=person)
        symbol = found.history.symbols[0]
        return measured_answer(Risk, found, period=asked.period, symbol=symbol)


class CorrelationView(CachedRiskView):
    """Correlation of symbols."""

    token_scopes = scopes(get="read")
    answers_past = True
    question = CorrelationQuery

    @extend_schema(parameters=[CorrelationQuery, _SYMBOLS], responses=Correlation)
    def get(self, request: Request) -> HttpResponseBase:
        """Correlate daily returns pair by pair."""
        return self.respond(request)

    @override
    def answer(self, *, person: int, asked: CorrelationQuestion) -> Correlation:
        """Compute the matrix."""
        return correlation_table(question=asked, user_id=person)


class BacktestView(CachedRiskView):
    """Backtests of value-at-risk methods."""

    token_scopes = scopes(get="read")
    answers_past = True
    question = BacktestQuery

    @extend_schema(parameters=[BacktestQuery], responses=RiskBacktest)
    def get(self, request: Request) -> HttpResponseBase:
        """Forecast every past day by every method and count how often it was wrong."""
        return self.respond(request)

    @override
    def answer(self, *, person: int, asked: BacktestQuestion) -> RiskBacktest:
        """Run the backtests."""
        return risk_backtest(question=asked, user_id=person)


class PortfolioRiskView(IdempotentPostMixin, APIView):
    """Risk of fixed weights."""

    token_scopes = scopes(post="read")
    answers_past = True

    @override
    @extend_schema(request=PortfolioRiskQuery, responses=PortfolioRisk)
    def post(self, request: Request) -> HttpResponseBase:
        """Measure a portfolio, split its value at risk and stress it."""
        asked = body_of(PortfolioRiskQuery, request).asked()
        return JsonResponse(portfolio_risk(question=asked, user_id=user_id(request)))


class GarchView(APIView):
    """A volatility model of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[GarchQuery], responses={200: Garch, 202: JobInfo})
    def get(self, request: Request) -> Response:
        """Fit a volatility model; a job that is waited for as `Prefer: wait` asks."""
        asked = query_of(GarchQuery, request).asked()
        return respond_with_job(request, garch_submit(question=asked, owner_id=user_id(request)))
