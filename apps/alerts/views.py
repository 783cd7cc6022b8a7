"""Routes of alerts."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.accounts.permissions import reads_only
from apps.alerts.channels import webhook_secret
from apps.alerts.selectors import event_rows, rule_row, rule_rows
from apps.alerts.serializers import (
    AlertEventFilterSerializer,
    AlertEventSerializer,
    AlertPreviewSerializer,
    AlertRuleSerializer,
    AlertRuleWriteSerializer,
    WebhookSecretSerializer,
)
from apps.alerts.services import (
    event_acknowledge,
    rule_defaults,
    rule_delete,
    rule_draft,
    rule_store,
    rule_try,
    rule_update,
)
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.no_store import NoStoreMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle


def _fields(request: Request, *, partial: bool = False) -> dict[str, Any]:
    parsed = body_of(AlertRuleWriteSerializer, request, partial=partial, shown=AlertRuleSerializer)
    return dict(parsed.validated_data)


def _for(request: Request) -> dict[str, Any]:
    """Return what the answers depend on: addresses of services hold tokens of their own."""
    return {"outline": reads_only(request)}


class RuleListView(IdempotentPostMixin):
    """A person's alert rules."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(operation_id="alerts_rules_list", responses=page_of(AlertRuleSerializer))
    def get(self, request: Request) -> Response:
        """List your alert rules, newest first."""
        page = CursorPage()
        rows = page.paginate_queryset(rule_rows(user_id=user_id(request)), request, view=self)
        return page.get_paginated_response(
            AlertRuleSerializer(rows or [], many=True, context=_for(request)).data
        )

    @override
    @extend_schema(request=AlertRuleWriteSerializer, responses={201: AlertRuleSerializer})
    def post(self, request: Request) -> Response:
        """Make an alert rule."""
        draft = rule_draft(user_id=user_id(request), fields=_fields(request))
        return self.settled(lambda: Response(AlertRuleSerializer(rule_store(draft)).data, 201))


class RuleView(APIView):
    """One alert rule."""

    token_scopes = scopes(get="read", put="write", patch="write", delete="write")

    @extend_schema(responses=AlertRuleSerializer)
    def get(self, request: Request, rule_id: int) -> Response:
        """Return one of your alert rules."""
        return Response(
            AlertRuleSerializer(
                rule_row(rule_id=rule_id, user_id=user_id(request)), context=_for(request)
            ).data
        )

    @extend_schema(request=AlertRuleWriteSerializer, responses=AlertRuleSerializer)
    def put(self, request: Request, rule_id: int) -> Response:
        """Replace an alert rule; what is not sent becomes what it is in a new one."""
        sent = _fields(request)
        left_out = AlertRuleWriteSerializer().fields.keys() - sent.keys()
        return self._change(request, rule_id, rule_defaults(left_out) | sent)

    @extend_schema(request=AlertRuleWriteSerializer, responses=AlertRuleSerializer)
    def patch(self, request: Request, rule_id: int) -> Response:
        """Change the fields of an alert rule that are sent, and no others."""
        return self._change(request, rule_id, _fields(request, partial=True))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, rule_id: int) -> Response:
        """Delete an alert rule; its events stay."""
        rule_delete(rule_id=rule_id, user_id=user_id(request))
        return Response(status=204)

    def _change(self, request: Request, rule_id: int, fields: dict[str, Any]) -> Response:
        changed = rule_update(rule_id=rule_id, user_id=user_id(request), fields=fields)
        return Response(AlertRuleSerializer(changed).data)


class RulePreviewView(APIView):
    """The preview of a rule that is not stored."""

    token_scopes = scopes(post="read")
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=AlertRuleWriteSerializer, responses=AlertPreviewSerializer)
    def post(self, request: Request) -> Response:
        """Evaluate an alert rule on the past; nothing is stored."""
        preview = rule_try(user_id=user_id(request), fields=_fields(request))
        return Response(AlertPreviewSerializer(preview).data)


class EventListView(APIView):
    """What fired."""

    token_scopes = scopes(get="read")

    @extend_schema(parameters=[AlertEventFilterSerializer], responses=page_of(AlertEventSerializer))
    def get(self, request: Request) -> Response:
        """List your alert events, newest first."""
        parsed = query_of(AlertEventFilterSerializer, request)
        rows = event_rows(user_id=user_id(request), open_only=parsed.validated_data["open"])
        page = CursorPage()
        found = page.paginate_queryset(rows, request, view=self)
        return page.get_paginated_response(
            AlertEventSerializer(found or [], many=True, context=_for(request)).data
        )


class AcknowledgeView(APIView):
    """Acknowledgement of an event."""

    token_scopes = scopes(post="write")

    @extend_schema(request=None, responses=AlertEventSerializer)
    def post(self, request: Request, event_id: int) -> Response:
        """Acknowledge an alert event."""
        event = event_acknowledge(event_id=event_id, user_id=user_id(request))
        return Response(AlertEventSerializer(event).data)


class WebhookSecretView(NoStoreMixin):
    """How a receiver verifies that a webhook is ours."""

    token_scopes = scopes(get="person")

    @extend_schema(responses=WebhookSecretSerializer)
    def get(self, request: Request) -> Response:
        """Return the secret that your webhooks are signed with."""
        return Response(
            {
                "header": "X-Sightline-Signature",
                "algorithm": "HMAC-SHA256 of the body, hexadecimal, after 'sha256='",
                "secret": webhook_secret(user_id(request)),
            }
        )
