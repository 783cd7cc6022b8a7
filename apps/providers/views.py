"""Routes of data providers: how each does, its key, and a test of it."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.permissions import person
from apps.accounts.provider_keys import is_owner, provider_key_delete, provider_key_set
from apps.core.web.bodies import body_of
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle
from apps.providers.answers import Providers, TestCall
from apps.providers.selectors import provider_known, provider_statuses
from apps.providers.services import provider_test


class ProviderKeyWriteSerializer(serializers.Serializer[object]):
    """A key as typed in."""

    key = serializers.RegexField(
        r"^[\x21-\x7e]{4,256}$", write_only=True,
        error_messages={"invalid": "A key has 4 to 256 letters, digits and signs, no spaces."},
    )  # fmt: skip


class ProviderListView(APIView):
    """How the data providers do."""

    token_scopes = scopes(get="read")

    @extend_schema(operation_id="providers_list", responses=Providers)
    def get(self, request: Request) -> Response:
        """List providers with key, budget and last success and failure."""
        return Response(Providers(provider_statuses(), is_owner(user=person(request))))


class ProviderKeyView(APIView):
    """The installation's key of one provider; write only."""

    token_scopes = scopes(put="person", delete="person")

    @extend_schema(request=ProviderKeyWriteSerializer, responses={204: None})
    def put(self, request: Request, name: str) -> Response:
        """Store a provider's key, encrypted; it counts from the next call on. The owner only."""
        sent = body_of(ProviderKeyWriteSerializer, request)
        provider_key_set(
            user=person(request), provider=provider_known(name), secret=sent.validated_data["key"]
        )
        return Response(status=204)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, name: str) -> Response:
        """Forget the stored key of a provider. The owner only."""
        provider_key_delete(user=person(request), provider=provider_known(name))
        return Response(status=204)


class ProviderTestView(APIView):
    """One call, to see whether a provider answers."""

    token_scopes = scopes(post="person")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=None, responses=TestCall)
    def post(self, request: Request, name: str) -> Response:
        """Test a provider with its present key; the owner only."""
        return Response(provider_test(user=person(request), name=provider_known(name)))
