"""The news of an event through one channel; only workers import this file."""

import hmac
from hashlib import sha256

from django.core.mail import send_mail
from django.db.models import F

from apps.accounts.selectors import mail_home, mail_problem
from apps.alerts.channels import webhook_secret
from apps.alerts.hosted.sending import hosted_send
from apps.alerts.mappers import webhook_news
from apps.alerts.models import AlertDelivery
from apps.alerts.monitoring import daily
from apps.core.clock import now
from apps.core.errors import ProblemError
from apps.core.json import dumps
from apps.core.outbound import webhook
from apps.core.outbound.failures import mail_failure, status_passes
from apps.jobs.kinds import MAX_ATTEMPTS
from apps.jobs.types import JobContext, JobOutcome

SUBJECT = "Sightline alert"
_ROOM = 299  # characters of the reason in its column, less the blank between its sentences


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
        AlertDelivery.objects.filter(pk=row.pk).update(state="failed", error=_failure_text(error))
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
        body = dumps(webhook_news(row))
        signature = hmac.new(webhook_secret(row.event.owner_id).encode(), body, sha256).hexdigest()
        webhook.post(row.target, body, {"X-Sightline-Signature": f"sha256={signature}"})
    else:
        _send_apprise(row)


def _send_email(row: AlertDelivery) -> None:
    if problem := mail_problem():
        raise DeliveryError(problem)
    try:
        send_mail(SUBJECT, row.event.message, None, [row.target])
    except OSError as error:
        failure = mail_failure(error, mail_home())
        raise DeliveryError(failure.detail, retryable=failure.passes) from error


def _send_apprise(row: AlertDelivery) -> None:
    sent = hosted_send(row.target, title=SUBJECT, body=row.event.message)
    if sent.taken:
        return
    if sent.status is None:
        raise DeliveryError("The notification service does not answer.", retryable=True)
    raise DeliveryError(
        f"The notification service answered {sent.status}.", retryable=status_passes(sent.status)
    )


def _failure_text(error: ProblemError) -> str:
    """Return why a delivery failed and whether it is tried again."""
    again = (
        f"That may pass: it is tried {MAX_ATTEMPTS} times in all."
        if error.retryable
        else "It is not tried again."
    )
    return f"{error.detail[: _ROOM - len(again)]} {again}"
