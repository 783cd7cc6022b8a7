"""Routes of samples."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.samples.answers import Samples, SamplesRemoved
from apps.samples.selectors import samples_of
from apps.samples.services import samples_remove


class SamplesView(APIView):
    """What came with the demo."""

    token_scopes = scopes(get="read", delete="write")

    @extend_schema(responses=Samples)
    def get(self, request: Request) -> Response:
        """Return the samples that the demo made for you and that are still here."""
        return Response(samples_of(user_id=user_id(request)))

    @extend_schema(responses={200: SamplesRemoved})
    def delete(self, request: Request) -> Response:
        """Remove your samples, with the events of their rules; what you changed of them stays."""
        return Response(samples_remove(user_id=user_id(request)))
