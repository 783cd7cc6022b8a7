"""Routes of keeping instruments up to date: search at providers, add, refresh, feed health."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.accounts.permissions import person
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.instruments.mappers import instrument_from_row, instrument_shown
from apps.instruments.models import InstrumentRow
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.instruments import instrument_rows
from apps.instruments.selectors.known import intervals_held
from apps.instruments.types import Instrument
from apps.jobs.types import JobInfo
from apps.jobs.waiting import respond_with_job
from apps.providers.asking import matches_fetch
from apps.providers.shared.base import ProviderMatch
from apps.refresh.answers import InstrumentAdded, Match, Refreshed, Search
from apps.refresh.selectors.feeds import FeedHealth, feed_health
from apps.refresh.serializers import InstrumentAddSerializer, SearchQuerySerializer
from apps.refresh.services.instruments import HERE, instrument_add, instrument_refresh, starter_add

_LOCAL = 10
_REMOTE = 25


class InstrumentSearchView(APIView):
    """Instruments here and at the providers."""

    token_scopes = scopes(get="read")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(parameters=[SearchQuerySerializer], responses=Search)
    def get(self, request: Request) -> Response:
        """Search instruments: here first, then at the providers, whose failures are listed."""
        asked = query_of(SearchQuerySerializer, request)
        text = asked.validated_data["q"]
        local = _instruments(instrument_rows(user_id=user_id(request), search=text))
        # What came with the demo no provider brings back.
        gone = instrument_rows(user_id=None, search=text, active=False).filter(provider="")
        put_away = _instruments(gone.exclude(last_bar=None))
        found = matches_fetch(text=text)
        known = {one.symbol for one in (*local, *put_away)}
        remote = [_remote(one) for one in found.matches if one.symbol not in known]
        here = [_local(one, added=True) for one in local]
        here += [_local(one, added=False) for one in put_away]
        return Response(Search((*here, *remote[:_REMOTE]), found.asked, found.tried))


def _instruments(rows: QuerySet[InstrumentRow]) -> list[Instrument]:
    return [instrument_from_row(row) for row in rows[:_LOCAL]]


def _local(one: Instrument, *, added: bool) -> Match:
    return Match(
        one.symbol, one.name, one.asset_class, one.exchange, one.currency, HERE, added=added
    )


def _remote(one: ProviderMatch) -> Match:
    return Match(
        one.symbol, one.name, one.asset_class, one.exchange, one.currency, one.provider, added=False
    )


class StarterView(APIView):
    """A first universe, one click away."""

    token_scopes = scopes(post="write")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=None, responses={200: Refreshed, 202: JobInfo})
    def post(self, request: Request) -> Response:
        """Add a handful of liquid instruments and fetch their history, as a job."""
        return respond_with_job(request, starter_add(user=person(request)))


class InstrumentRefreshView(APIView):
    """The newest bars of one instrument, now."""

    token_scopes = scopes(post="write")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=None, responses={200: Refreshed, 202: JobInfo})
    def post(self, request: Request, symbol: str) -> Response:
        """Refresh an instrument from the providers, as a job."""
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        return respond_with_job(
            request, instrument_refresh(user=person(request), instrument=instrument)
        )


class FeedHealthView(APIView):
    """The badge of the screens."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=FeedHealth)
    def get(self, request: Request) -> Response:
        """Return whether the screens are up to date, with cause, fix and the time of retry."""
        return Response(feed_health())


class InstrumentAdding(IdempotentPostMixin):
    """The POST of the list of instruments."""

    token_scopes = scopes(post="write")

    @override
    @extend_schema(
        request=InstrumentAddSerializer,
        responses={200: InstrumentAdded, 201: InstrumentAdded},
    )
    def post(self, request: Request) -> Response:
        """Add an instrument from a provider; its history comes by the job in the answer."""
        sent = body_of(InstrumentAddSerializer, request, shown=Match)
        added = instrument_add(user=person(request), **sent.validated_data)
        held = intervals_held([added.instrument])[added.instrument.id]
        body = InstrumentAdded(instrument_shown(added.instrument, held), added.job)
        return Response(body, 201 if added.job else 200)
