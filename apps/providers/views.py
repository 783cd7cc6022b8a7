"""Routes of data providers: how each does, its key, and a test of it."""

from dataclasses import asdict
from typing import Any

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
from apps.providers.selectors import ProviderStatus, provider_known, provider_statuses
from apps.providers.services import provider_test

_STATES = ("off", "needs_key", "used_up", "ready", "working", "failing")


class KeyInfoSerializer(serializers.Serializer[object]):
    """A key as people see it: never the key itself."""

    origin = serializers.ChoiceField(choices=("stored", "environment"))
    last_four = serializers.CharField(allow_blank=True, help_text="Empty for a short key.")
    readable = serializers.BooleanField(
        help_text="False when the installation's secret is not the one that sealed it."
    )
    set_at = serializers.DateTimeField(allow_null=True)


class QuotaSerializer(serializers.Serializer[object]):
    """One limit of calls, and how much of it is used now."""

    limit = serializers.IntegerField()
    period_s = serializers.IntegerField()
    used = serializers.IntegerField()
    resets_at = serializers.DateTimeField(allow_null=True)


class ProviderSerializer(serializers.Serializer[object]):
    """One data provider."""

    name = serializers.CharField()
    title = serializers.CharField()
    place = serializers.IntegerField(
        allow_null=True, help_text="Its turn among those that are asked; null when it never is."
    )
    state = serializers.ChoiceField(choices=_STATES)
    needs_key = serializers.BooleanField()
    key_site = serializers.CharField(allow_blank=True, help_text="Where keys are had.")
    asset_classes = serializers.ListField(child=serializers.CharField())
    key = KeyInfoSerializer(allow_null=True)
    quotas = QuotaSerializer(many=True)
    succeeded_at = serializers.DateTimeField(allow_null=True)
    failed_at = serializers.DateTimeField(allow_null=True)
    cause = serializers.CharField(allow_blank=True, help_text="Of a failure that lasts.")
    fix = serializers.CharField(allow_blank=True)
    retry_at = serializers.DateTimeField(allow_null=True)


class ProvidersSerializer(serializers.Serializer[object]):
    """All data providers, in the order in which they are asked."""

    results = ProviderSerializer(many=True)
    next = serializers.CharField(allow_null=True, help_text="Always null: they are few.")
    may_change = serializers.BooleanField(help_text="Whether you are the owner, who sets keys.")


class ProviderKeyWriteSerializer(serializers.Serializer[object]):
    """A key as typed in."""

    key = serializers.RegexField(
        r"^[\x21-\x7e]{4,256}$", write_only=True,
        error_messages={"invalid": "A key has 4 to 256 letters, digits and signs, no spaces."},
    )  # fmt: skip


class ProviderTestSerializer(serializers.Serializer[object]):
    """What a provider said to a test call."""

    ok = serializers.BooleanField()
    cause = serializers.CharField(allow_blank=True)
    fix = serializers.CharField(allow_blank=True)


def _data(status: ProviderStatus) -> dict[str, Any]:
    note = status.note
    key = status.key
    return {
        "name": status.name,
        "title": status.title,
        "place": status.place,
        "state": status.state,
        "needs_key": status.needs_key,
        "key_site": status.key_site,
        "asset_classes": status.asset_classes,
        "key": None if key is None else {n: v for n, v in asdict(key).items() if n != "provider"},
        "quotas": [asdict(quota) for quota in status.quotas],
        "succeeded_at": note.succeeded_at if note else None,
        "failed_at": note.failed_at if note else None,
        "cause": note.cause if note else "",
        "fix": note.fix if note else "",
        "retry_at": note.retry_at if note else None,
    }


class ProviderListView(APIView):
    """How the data providers do."""

    token_scopes = scopes(get="read")

    @extend_schema(operation_id="providers_list", responses=ProvidersSerializer)
    def get(self, request: Request) -> Response:
        """List providers with key, budget and last success and failure."""
        rows = [_data(status) for status in provider_statuses()]
        may_change = is_owner(user=person(request))
        return Response({"results": rows, "next": None, "may_change": may_change})


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

    @extend_schema(request=None, responses=ProviderTestSerializer)
    def post(self, request: Request, name: str) -> Response:
        """Test a provider with its present key; the owner only."""
        return Response(asdict(provider_test(user=person(request), name=provider_known(name))))
