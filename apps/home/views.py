"""Routes of the first screen."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.clock import moment_of
from apps.core.web.bodies import query_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.home.answers import Home
from apps.home.selectors import home_answer
from apps.home.serializers import HomeQuerySerializer
from apps.home.services import visit_record


class HomeView(APIView):
    """What a person asks first, in one answer."""

    token_scopes = scopes(get="read")
    answers_past = True

    @extend_schema(parameters=[HomeQuerySerializer], responses=Home)
    def get(self, request: Request) -> Response:
        """Return prices, forecasts and alerts of your watchlists, and what changed."""
        asked = query_of(HomeQuerySerializer, request).validated_data.get("since")
        since = None if asked is None else moment_of(asked)
        return Response(home_answer(user_id=user_id(request), since=since))


class VisitView(APIView):
    """That you are here."""

    token_scopes = scopes(put="write")

    @extend_schema(request=None, responses={204: None})
    def put(self, request: Request) -> Response:
        """Write down that you look at the first screen.

        Half an hour after the last time the next visit begins, and changes count from its end.
        """
        visit_record(user_id=user_id(request))
        return Response(status=204)
