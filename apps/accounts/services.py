"""Changes to people, tokens and tickets."""

import secrets
from datetime import timedelta
from typing import Final

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts.answers import Display, DisplayChanges, NewToken, Scope, Ticket
from apps.accounts.models import ApiToken, DisplaySettings, OwnerClaim, SocketTicket, User
from apps.accounts.second_factor import second_factor_remove
from apps.accounts.selectors import digest, display_shown
from apps.accounts.types import Credential, SignUpClosedError
from apps.core.clock import now
from apps.core.errors import NotFoundError
from apps.core.quota import keep_newest, require_room
from apps.core.violations import unique_broken

log = structlog.get_logger(__name__)
TICKET_LIFE: Final = timedelta(seconds=30)
TOKEN_PREFIX: Final = "slt_"  # noqa: S105  a prefix that secret scanners can look for
MAX_TOKENS: Final = ApiToken.per_person.most
_USED_AT_STEP: Final = timedelta(minutes=1)


def demo_user_ensure() -> User:
    """Make the demo person, or give them back their public way in."""
    user, _ = User.objects.get_or_create(
        username=settings.DEMO_USERNAME, defaults={"is_demo": True, "first_name": "Demo"}
    )
    if not user.check_password(settings.DEMO_PASSWORD):
        user.set_password(settings.DEMO_PASSWORD)
        user.save(update_fields=["password"])
    second_factor_remove(user=user)
    return user


def owner_claim() -> None:
    """Take the one claim of the installation; call it in the transaction that makes the user.

    The key of the row is the lock: who comes second waits for the first transaction and is then
    refused by the database, however many processes there are.

    Raises
    ------
    SignUpClosedError
        When somebody else is the owner.
    """
    try:
        with transaction.atomic():
            OwnerClaim.objects.create(claimed_at=now())
    except IntegrityError as error:
        if not unique_broken(error, "accounts_ownerclaim", "id"):
            raise
        raise SignUpClosedError from error
    if User.objects.filter(is_demo=False).exists():  # made by a command, without a claim
        raise SignUpClosedError


def display_settings_update(*, user: User, changes: DisplayChanges) -> Display:
    """Store the named changes and keep the rest."""
    # Only the named columns: two screens that change different ones keep both changes.
    found, _ = DisplaySettings.objects.update_or_create(user=user, defaults=changes)
    return display_shown(found)


def token_create(*, user: User, name: str, scope: Scope) -> NewToken:
    """Make a personal token and return its secret this one time."""
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        require_room(
            user_id=user.pk,
            rows=ApiToken.objects.filter(user=user),
            most=MAX_TOKENS,
            what="tokens",
            code="too_many_tokens",
        )
        row = ApiToken.objects.create(
            user=user, name=name, scope=scope, digest=digest(secret), created_at=now()
        )
    log.info("token_made", user=user.pk, token=row.pk, scope=scope)
    return NewToken(row.pk, row.name, scope, row.created_at, None, secret)


def token_revoke(*, user: User, token_id: int) -> None:
    """Delete a person's own token."""
    deleted, _ = ApiToken.objects.filter(user=user, pk=token_id).delete()
    if not deleted:
        raise NotFoundError("You have no token with this id.")
    log.info("token_revoked", user=user.pk, token=token_id)


def token_touch(*, token: ApiToken) -> None:
    """Note the use of a token, at most once a minute: a write a request would be too many."""
    moment = now()
    if token.last_used_at is None or moment - token.last_used_at > _USED_AT_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=moment)


def ticket_issue(*, parent: Credential) -> Ticket:
    """Make a one-time socket ticket of a session or token, and sweep out old ones."""
    moment = now()
    SocketTicket.objects.filter(expires_at__lt=moment).delete()
    secret, expires_at = secrets.token_urlsafe(32), moment + TICKET_LIFE
    SocketTicket.objects.create(
        user_id=parent.user_id,
        session_key=parent.session_key,
        token_id=parent.token_id,
        digest=digest(secret),
        expires_at=expires_at,
    )
    keep_newest(
        user_id=parent.user_id,
        newest_first=SocketTicket.objects.filter(user_id=parent.user_id).order_by("-pk"),
        most=SocketTicket.per_person.most,
    )
    return Ticket(secret, expires_at)


@transaction.atomic
def ticket_redeem(ticket: str) -> Credential | None:
    """Return what a fresh ticket was derived from and use it up; None when it is not good.

    Whether the parent still stands is the caller's question, now and for as long as the socket is
    open.
    """
    row = SocketTicket.objects.filter(digest=digest(ticket)).first()
    if row is None:
        return None
    deleted, _ = SocketTicket.objects.filter(pk=row.pk).delete()
    if not deleted or row.expires_at < now():
        return None
    return Credential(row.user_id, row.session_key, row.token_id)
