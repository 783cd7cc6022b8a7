"""How the live feed does: the badge of the screens, and numbers for operators."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.scopes import scopes
from apps.streaming.state import StreamState, stream_state


class StreamStateView(APIView):
    """The live feed's state."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=StreamState)
    def get(self, request: Request) -> Response:
        """Return the state of the live feed; `running` is false when it has not reported."""
        return Response(stream_state())
