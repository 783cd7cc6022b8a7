"""Routes of alerts."""

from collections.abc import Iterable

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView
from typing_extensions import override

from apps.accounts.permissions import reads_only
from apps.alerts.answers import Event, Preview, Rule, WebhookSecret
from apps.alerts.channels import webhook_secret
from apps.alerts.mappers import event_answer, rule_answer
from apps.alerts.models import AlertRule
from apps.alerts.selectors import event_rows, rule_row, rule_rows
from apps.alerts.serializers import (
    AlertEventFilterSerializer,
    AlertRuleWriteSerializer,
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
from apps.alerts.types import RuleFields
from apps.core.web.bodies import body_of, query_of
from apps.core.web.idempotency import IdempotentPostMixin
from apps.core.web.no_store import NoStoreMixin
from apps.core.web.pagination import CursorPage, page_of
from apps.core.web.people import user_id
from apps.core.web.scopes import scopes
from apps.core.web.throttling import ComputeThrottle


def _fields(request: Request, *, partial: bool = False) -> RuleFields:
    parsed = body_of(AlertRuleWriteSerializer, request, partial=partial, shown=Rule)
    return parsed.asked()


def _rules(rows: Iterable[AlertRule] | None, request: Request) -> list[Rule]:
    """Return rules for whoever asks: addresses of services hold tokens of their own."""
    return [rule_answer(row, outline=reads_only(request)) for row in rows or ()]


class RuleListView(IdempotentPostMixin):
    """A person's alert rules."""

    token_scopes = scopes(get="read", post="write")

    @extend_schema(operation_id="alerts_rules_list", responses=page_of(Rule))
    def get(self, request: Request) -> Response:
        """List your alert rules, newest first."""
        page = CursorPage()
        rows = page.paginate_queryset(rule_rows(user_id=user_id(request)), request, view=self)
        return page.get_paginated_response(_rules(rows, request))

    @override
    @extend_schema(request=AlertRuleWriteSerializer, responses={201: Rule})
    def post(self, request: Request) -> Response:
        """Make an alert rule."""
        draft = rule_draft(user_id=user_id(request), fields=_fields(request))
        return self.settled(lambda: Response(rule_answer(rule_store(draft)), 201))


class RuleView(APIView):
    """One alert rule."""

    token_scopes = scopes(get="read", put="write", patch="write", delete="write")

    @extend_schema(responses=Rule)
    def get(self, request: Request, rule_id: int) -> Response:
        """Return one of your alert rules."""
        row = rule_row(rule_id=rule_id, user_id=user_id(request))
        return Response(rule_answer(row, outline=reads_only(request)))

    @extend_schema(request=AlertRuleWriteSerializer, responses=Rule)
    def put(self, request: Request, rule_id: int) -> Response:
        """Replace an alert rule; what is not sent becomes what it is in a new one."""
        sent = _fields(request)
        left_out = AlertRuleWriteSerializer().fields.keys() - sent.keys()
        return self._change(request, rule_id, rule_defaults(left_out) | sent)

    @extend_schema(request=AlertRuleWriteSerializer, responses=Rule)
    def patch(self, request: Request, rule_id: int) -> Response:
        """Change the fields of an alert rule that are sent, and no others."""
        return self._change(request, rule_id, _fields(request, partial=True))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, rule_id: int) -> Response:
        """Delete an alert rule; its events stay."""
        rule_delete(rule_id=rule_id, user_id=user_id(request))
        return Response(status=204)

    def _change(self, request: Request, rule_id: int, fields: RuleFields) -> Response:
        changed = rule_update(rule_id=rule_id, user_id=user_id(request), fields=fields)
        return Response(rule_answer(changed))


class RulePreviewView(APIView):
    """The preview of a rule that is not stored."""

    token_scopes = scopes(post="read")
    answers_past = True
    as_of_means = "the rule on the values that were known by then."
    throttle_classes = (ComputeThrottle,)

    @extend_schema(request=AlertRuleWriteSerializer, responses=Preview)
    def post(self, request: Request) -> Response:
        """Evaluate an alert rule on the past; nothing is stored."""
        return Response(rule_try(user_id=user_id(request), fields=_fields(request)))


class EventListView(APIView):
    """What fired."""

    token_scopes = scopes(get="read")
    answers_past = True
    as_of_means = (
        "what had fired by then, open if it was acknowledged later. Deliveries are of the present"
        " and left out."
    )

    @extend_schema(parameters=[AlertEventFilterSerializer], responses=page_of(Event))
    def get(self, request: Request) -> Response:
        """List your alert events, newest first."""
        parsed = query_of(AlertEventFilterSerializer, request)
        rows = event_rows(user_id=user_id(request), open_only=parsed.validated_data["open"])
        page = CursorPage()
        found = page.paginate_queryset(rows, request, view=self)
        outline = reads_only(request)
        return page.get_paginated_response(
            [event_answer(row, outline=outline) for row in found or ()]
        )


class AcknowledgeView(APIView):
    """Acknowledgement of an event."""

    token_scopes = scopes(post="write")

    @extend_schema(request=None, responses=Event)
    def post(self, request: Request, event_id: int) -> Response:
        """Acknowledge an alert event."""
        event = event_acknowledge(event_id=event_id, user_id=user_id(request))
        return Response(event_answer(event))


class WebhookSecretView(NoStoreMixin):
    """How a receiver verifies that a webhook is ours."""

    token_scopes = scopes(get="person")

    @extend_schema(responses=WebhookSecret)
    def get(self, request: Request) -> Response:
        """Return the secret that your webhooks are signed with."""
        return Response(
            WebhookSecret(
                header="X-Sightline-Signature",
                algorithm="HMAC-SHA256 of the body, hexadecimal, after 'sha256='",
                secret=webhook_secret(user_id(request)),
            )
        )
