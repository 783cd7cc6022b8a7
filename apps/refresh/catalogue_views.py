"""Routes of the catalogue: list, look at, add and remove instruments."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.permissions import person
from apps.core.typed.hints import shallow
from apps.core.web.bodies import query_of
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.instruments.answers import InstrumentShown
from apps.instruments.mappers import instrument_shown
from apps.instruments.market_clock import past_asked
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.instruments import instrument_rows
from apps.instruments.selectors.known import instrument_known, intervals_held
from apps.instruments.selectors.upkeep import feed_info
from apps.instruments.serializers import InstrumentFilterSerializer
from apps.instruments.services.removal import instrument_remove
from apps.instruments.types import Instrument
from apps.refresh.answers import InstrumentDetail
from apps.refresh.selectors.feeds import fetching_job
from apps.refresh.views import InstrumentAdding


class InstrumentListView(InstrumentAdding):
    """What has a price."""

    token_scopes = scopes(get="read", post="write")
    answers_past = True

    @extend_schema(
        operation_id="instruments_list",
        parameters=[InstrumentFilterSerializer],
        responses=page_of(InstrumentShown),
    )
    def get(self, request: Request) -> Response:
        """List instruments; an exact symbol comes first, then symbols that begin so."""
        asked = query_of(InstrumentFilterSerializer, request)
        rows = instrument_rows(user_id=user_id(request), **asked.validated_data)
        page = CursorPage()
        page.ordering = ("rank", "symbol", "id")
        found = page.paginate_queryset(rows, request, view=self)
        known = [instrument_known(row) for row in found or ()]
        held = intervals_held(known)
        return page.get_paginated_response([instrument_shown(one, held[one.id]) for one in known])


class InstrumentView(APIView):
    """One instrument."""

    token_scopes = scopes(get="read", delete="write")
    answers_past = True

    @extend_schema(responses=InstrumentDetail)
    def get(self, request: Request, symbol: str) -> Response:
        """Return an instrument by its symbol, and how it is kept up to date."""
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        held = intervals_held([instrument])
        detail = InstrumentDetail(
            **shallow(instrument_shown(instrument, held[instrument.id])),
            removed=not instrument.active,
            refreshable=bool(instrument.provider and instrument.active),
            feed=feed_info(instrument=instrument),
            job_id=_job(instrument, user_id(request)),
        )
        return Response(detail)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, symbol: str) -> Response:
        """Remove an instrument: a system one stops being refreshed, your own goes for good."""
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        instrument_remove(user=person(request), instrument=instrument)
        return Response(status=204)


def _job(instrument: Instrument, user_id: int) -> UUID | None:
    """Return the job that fetches an instrument's bars now; a past has none."""
    return None if past_asked() else fetching_job(instrument=instrument, user_id=user_id)
