"""The news of an event through one channel; only workers import this file."""

import hmac
from hashlib import sha256
from typing import Any

from django.core.mail import send_mail
from django.db.models import F

from apps.alerts.channels import webhook_secret
from apps.alerts.hosted.notifier import notifier
from apps.alerts.models import AlertDelivery
from apps.alerts.monitoring import daily
from apps.core.clock import now, utc_iso
from apps.core.errors import ProblemError
from apps.core.json import dumps
from apps.core.outbound import webhook
from apps.core.outbound.mail import mail_problem
from apps.jobs.types import JobContext, JobOutcome

SUBJECT = "Sightline alert"


class DeliveryError(ProblemError):
    """A channel that did not take the news now."""

    default_status = 503
    default_code = "delivery_failed"
    default_title = "Not delivered"


def deliver(context: JobContext) -> JobOutcome:
    """Send one delivery; a failure that may pass is raised for another attempt."""
    row = AlertDelivery.objects.select_related("event").get(pk=context.params["delivery"])
    if row.state == "sent":
        return JobOutcome({"delivery": row.pk, "state": "sent"})
    context.step("Send")
    AlertDelivery.objects.filter(pk=row.pk).update(attempts=F("attempts") + 1)
    try:
        _send(row)
    except ProblemError as error:
        AlertDelivery.objects.filter(pk=row.pk).update(state="failed", error=error.detail[:300])
        raise
    return JobOutcome({"delivery": row.pk, "state": "sent"}, persist=lambda: _settle(row.pk))


def observe_daily(context: JobContext) -> JobOutcome:
    """Look at the newest daily values of all rules."""
    return daily.observe_daily(context)


def _settle(pk: int) -> None:
    AlertDelivery.objects.filter(pk=pk).update(state="sent", error="", delivered_at=now())


def _send(row: AlertDelivery) -> None:
    if row.channel == "email":
        _send_email(row)
    elif row.channel == "webhook":
        body = dumps(_document(row))
        signature = hmac.new(webhook_secret(row.event.owner_id).encode(), body, sha256).hexdigest()
        webhook.post(row.target, body, {"X-Sightline-Signature": f"sha256={signature}"})
    else:
        _send_apprise(row)


def _document(row: AlertDelivery) -> dict[str, Any]:
    """Return what a webhook gets; `delivery` names it, so that a repetition can be seen."""
    event = row.event
    return {
        "delivery": row.pk,
        "event": event.pk,
        "kind": event.kind,
        "symbol": event.symbol,
        "symbol_x": event.symbol_x or None,
        "value": event.value,
        "threshold": event.threshold,
        "message": event.message,
        "details": event.details,
        "occurred_at": utc_iso(event.occurred_at),
    }


def _send_email(row: AlertDelivery) -> None:
    if problem := mail_problem():
        raise DeliveryError(problem)
    try:
        send_mail(SUBJECT, row.event.message, None, [row.target])
    except OSError as error:
        raise DeliveryError(f"The mail server did not take it: {error}.", retryable=True) from error


def _send_apprise(row: AlertDelivery) -> None:
    if not notifier(row.target).notify(title=SUBJECT, body=row.event.message):
        raise DeliveryError("The notification service did not take it.", retryable=True)
