"""The route of splits and dividends."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.instruments.answers import ActionShown
from apps.instruments.mappers import action_shown
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.bars import action_rows


class InstrumentActionsView(APIView):
    """Splits and dividends of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(operation_id="instrument_actions_list", responses=page_of(ActionShown))
    def get(self, request: Request, symbol: str) -> Response:
        """List the corporate actions of an instrument, newest first."""
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        page = CursorPage()
        page.ordering = ("-ex_date", "kind")
        found = page.paginate_queryset(action_rows(instrument_id=instrument.id), request, view=self)
        return page.get_paginated_response([action_shown(row) for row in found or ()])
