"""Account routes beside allauth's own."""

from typing import cast

from django.conf import settings
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.answers import Display, Me, Meta, Mode, NewToken, Ticket, TokenInfo
from apps.accounts.models import ApiToken
from apps.accounts.permissions import person
from apps.accounts.selectors import display_settings_get, mail_problem, token_info
from apps.accounts.serializers import DisplaySettingsSerializer, TokenCreateSerializer
from apps.accounts.services import (
    display_settings_update,
    ticket_issue,
    token_create,
    token_revoke,
)
from apps.accounts.sign_in.adapter import signup_open
from apps.accounts.sign_in.credentials import credential_of
from apps.core.web.bodies import body_of
from apps.core.web.no_store import NoStoreMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.scopes import scopes
from apps.core.web.throttling import TicketThrottle


class MetaView(APIView):
    """What this installation is."""

    token_scopes = scopes(get="read")
    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=Meta)
    def get(self, request: Request) -> Response:
        """Return mode, version and how one can sign in."""
        found = Meta(
            mode=cast("Mode", settings.SIGHTLINE_MODE),
            version=settings.SIGHTLINE_VERSION,
            demo_login=settings.DEMO_LOGIN,
            signup_open=signup_open(),
            password_min_length=settings.PASSWORD_MIN_LENGTH,
            market_replayed=settings.MARKET_REPLAY,
            venue_simulated=settings.VENUE_IS_SIMULATED,
            mail_problem=mail_problem() or None,
        )
        return Response(found)


class MeView(APIView):
    """The person signed in."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=Me)
    def get(self, request: Request) -> Response:
        """Return who is signed in."""
        user = person(request)
        return Response(Me(user.pk, user.username, user.email, user.is_demo))


class DisplaySettingsView(APIView):
    """A person's display settings."""

    token_scopes = scopes(get="read", patch="write")

    @extend_schema(responses=Display)
    def get(self, request: Request) -> Response:
        """Return your display settings, defaults included."""
        return Response(display_settings_get(user=person(request)))

    @extend_schema(request=DisplaySettingsSerializer, responses=Display)
    def patch(self, request: Request) -> Response:
        """Change the display settings that are sent, and no others."""
        parsed = body_of(DisplaySettingsSerializer, request, partial=True)
        return Response(display_settings_update(user=person(request), changes=parsed.asked()))


class TokenListView(NoStoreMixin):
    """A person's API tokens; made in the browser only, so that a token cannot make tokens."""

    token_scopes = scopes(get="person", post="person")

    @extend_schema(operation_id="tokens_list", responses=page_of(TokenInfo))
    def get(self, request: Request) -> Response:
        """List your personal tokens, without their secrets."""
        page = CursorPage()
        rows = ApiToken.objects.filter(user=person(request))
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response([token_info(row) for row in found or ()])

    @extend_schema(request=TokenCreateSerializer, responses={201: NewToken})
    def post(self, request: Request) -> Response:
        """Make a personal token and return its secret, once."""
        parsed = body_of(TokenCreateSerializer, request)
        made = token_create(user=person(request), **parsed.validated_data)
        return Response(made, 201)


class TokenDetailView(APIView):
    """One of a person's API tokens."""

    token_scopes = scopes(delete="person")

    @extend_schema(responses={204: None})
    def delete(self, request: Request, token_id: int) -> Response:
        """Revoke a personal token at once."""
        token_revoke(user=person(request), token_id=token_id)
        return Response(status=204)


class TicketView(NoStoreMixin):
    """Socket tickets for clients that are not browsers."""

    token_scopes = scopes(post="read")
    throttle_classes = (TicketThrottle,)

    @extend_schema(request=None, responses={201: Ticket})
    def post(self, request: Request) -> Response:
        """Make a ticket for `/ws/v1/stream?ticket=`."""
        return Response(ticket_issue(parent=credential_of(request)), 201)
