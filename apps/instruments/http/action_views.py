"""The route of splits and dividends."""

from typing import get_args

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.instruments.selectors import instrument_get
from apps.instruments.selectors.bars import action_rows
from apps.instruments.types import ActionKind


class ActionSerializer(serializers.Serializer[object]):
    """A split or dividend; prices before its date are multiplied by the factor on read."""

    ex_date = serializers.DateField()
    kind = serializers.ChoiceField(choices=get_args(ActionKind))
    value = serializers.FloatField(
        allow_null=True, help_text="New shares for an old one, or cash a share; null when unknown."
    )
    price_factor = serializers.FloatField()
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # the contract's word


class InstrumentActionsView(APIView):
    """Splits and dividends of one instrument."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(operation_id="instrument_actions_list", responses=page_of(ActionSerializer))
    def get(self, request: Request, symbol: str) -> Response:
        """List the corporate actions of an instrument, newest first."""
        instrument = instrument_get(symbol=symbol, user_id=user_id(request))
        page = CursorPage()
        page.ordering = ("-ex_date", "kind")
        found = page.paginate_queryset(action_rows(instrument_id=instrument.id), request, view=self)
        return page.get_paginated_response(
            [
                {
                    "ex_date": row.ex_date,
                    "kind": row.kind,
                    "value": row.value,
                    "price_factor": row.price_factor,
                    "source": row.source,
                }
                for row in found or ()
            ]
        )
