"""Routes of prices, histories, watchlists and where the demo data come from."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.core.json import JsonResponse
from apps.core.web.bodies import body_of
from apps.core.web.compression import accepted_encoding
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.instruments.answers import HistoryShown, Provenance, QuoteShown
from apps.instruments.http import fast_path
from apps.instruments.mappers import quote_shown, watchlist_from_row
from apps.instruments.selectors import history_read, instrument_get, price_quote, watchlist_get
from apps.instruments.selectors.watchlists import watchlist_rows
from apps.instruments.serializers import (
    HistoryQuerySerializer,
    SymbolQuerySerializer,
    WatchlistWriteSerializer,
)
from apps.instruments.services import (
    demo_provenance,
    watchlist_create,
    watchlist_delete,
    watchlist_update,
)
from apps.instruments.types import WatchlistInfo
from apps.instruments.wire.queries import history_query_parse, symbol_parse


class PriceView(APIView):
    """The present price of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[SymbolQuerySerializer], responses=QuoteShown)
    def get(self, request: Request) -> HttpResponse:
        """Return the last intraday price of a streaming instrument, else its last daily close."""
        symbol = symbol_parse(request.query_params)
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        fast_path.permit(request)
        return JsonResponse(quote_shown(price_quote(instrument=instrument)))


class HistoryView(APIView):
    """Bars of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[HistoryQuerySerializer], responses=HistoryShown)
    def get(self, request: Request) -> HttpResponse:
        """Return bars, oldest first; ranges count back from the last bar there is."""
        query = history_query_parse(request.query_params)
        instrument = instrument_get(symbol=query.symbol, user_id=user_id(request))
        history = history_read(
            instrument=instrument,
            query=query,
            known_etag=request.headers.get("If-None-Match", ""),
            encoding=accepted_encoding(request.headers.get("Accept-Encoding", "")),
        )
        fast_path.permit(request)
        headers = fast_path.history_headers(history)
        if history.body is None:
            return HttpResponse(status=304, headers=headers)
        return JsonResponse(history.body, headers=headers)


class WatchlistListView(IdempotentPostMixin):
    """A person's watchlists."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(operation_id="watchlists_list", responses=page_of(WatchlistInfo))
    def get(self, request: Request) -> Response:
        """List your watchlists, oldest first."""
        page = CursorPage()
        page.ordering = ("created_at", "id")
        rows = watchlist_rows(user_id=user_id(request))
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([watchlist_from_row(row) for row in found or ()])

    @override
    @extend_schema(request=WatchlistWriteSerializer, responses={201: WatchlistInfo})
    def post(self, request: Request) -> Response:
        """Make a watchlist."""
        sent = body_of(WatchlistWriteSerializer, request, shown=WatchlistInfo)
        asked = {"owner_id": user_id(request), **sent.validated_data}
        return self.settled(lambda: Response(watchlist_create(**asked), 201))


class WatchlistView(APIView):
    """One watchlist."""

    token_scopes = scopes(get="read", put="write", patch="write", delete="write")

    @extend_schema(responses=WatchlistInfo)
    def get(self, request: Request, watchlist_id: int) -> Response:
        """Return one of your watchlists."""
        found = watchlist_get(watchlist_id=watchlist_id, user_id=user_id(request))
        return Response(found)

    @extend_schema(request=WatchlistWriteSerializer, responses=WatchlistInfo)
    def put(self, request: Request, watchlist_id: int) -> Response:
        """Replace a watchlist's name and symbols; without symbols it is empty."""
        return self._change(request, watchlist_id, partial=False)

    @extend_schema(request=WatchlistWriteSerializer, responses=WatchlistInfo)
    def patch(self, request: Request, watchlist_id: int) -> Response:
        """Change a watchlist's name, its symbols, or both."""
        return self._change(request, watchlist_id, partial=True)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, watchlist_id: int) -> Response:
        """Delete a watchlist."""
        watchlist_delete(watchlist_id=watchlist_id, owner_id=user_id(request))
        return Response(status=204)

    def _change(self, request: Request, watchlist_id: int, *, partial: bool) -> Response:
        sent = body_of(WatchlistWriteSerializer, request, partial=partial, shown=WatchlistInfo)
        changed = watchlist_update(
            watchlist_id=watchlist_id, owner_id=user_id(request), **sent.validated_data
        )
        return Response(changed)


class ProvenanceView(APIView):
    """Where the demo's data come from."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=Provenance)
    def get(self, request: Request) -> Response:
        """Return sources, licences and decisions of the demo data."""
        return Response(demo_provenance())
