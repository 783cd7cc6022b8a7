"""The route of the setup's steps."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.answers import Setup
from apps.accounts.permissions import person
from apps.accounts.provider_keys import is_owner
from apps.core.extension.setup import steps
from apps.core.web.scopes import scopes


class SetupView(APIView):
    """How far this installation is set up."""

    token_scopes = scopes(get="read")

    @extend_schema(responses=Setup)
    def get(self, request: Request) -> Response:
        """Return the first steps and how far each is; nothing to who is not the owner."""
        user = person(request)
        return Response(Setup(steps(user.pk) if is_owner(user=user) else ()))
