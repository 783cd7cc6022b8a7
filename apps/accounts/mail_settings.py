"""The mail server as its owner sets, forgets and tries it.

The environment goes first, as everywhere; a server that it hides is refused, not stored in vain.
The host may lie in the installation's own network, unlike that of a webhook: mail is relayed there
as a rule, and who may set it is who runs the machine. It is the owner alone for that reason.
"""

from typing import Final, TypedDict

import structlog
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

from apps.accounts.answers import MailSecurity, MailSettings, MailTest
from apps.accounts.mail.servers import mail_origin, problem_with, server_shown, server_stored
from apps.accounts.models import MailServer, User
from apps.accounts.provider_keys import is_owner, require_owner
from apps.accounts.selectors import mail_home
from apps.accounts.vault import seal
from apps.core.clock import now
from apps.core.errors import BadRequestError, ConflictError, FieldProblem, NotFoundError
from apps.core.outbound.failures import mail_failure

log = structlog.get_logger(__name__)
TEST_TIMEOUT_S: Final = 10.0
"""Of each step of a test; a person waits for it."""
# A password that is not typed again may not be led to another server, nor into the open.
_WAY: Final = ("host", "port", "security", "user")
_SUBJECT: Final = "Sightline test message"
_BODY: Final = (
    "This is the test message that you asked for. Alerts and password resets of your Sightline "
    "installation reach this address the same way."
)


class MailChanges(TypedDict):
    """A mail server as typed in; without a password the stored one stays."""

    host: str
    port: int
    security: MailSecurity
    user: str
    password: str | None
    from_address: str


def mail_settings(*, user: User) -> MailSettings:
    """Return the mail server that counts; its address is for the owner alone."""
    row, owner = server_stored(), is_owner(user=user)
    return MailSettings(
        origin=mail_origin(row),
        may_change=owner,
        problem=problem_with(row) or None,
        server=server_shown(row) if owner else None,
    )


def mail_server_set(*, user: User, changes: MailChanges) -> None:
    """Store the mail server, its password sealed.

    Raises
    ------
    ConflictError
        `mail_in_environment`: the environment has one, which goes first.
    BadRequestError
        `invalid_input`: a user name without a password, or the other way round.
    """
    require_owner(user=user)
    _refuse_hidden()
    with transaction.atomic():
        row = MailServer.objects.select_for_update().filter(pk=MailServer.THE_ONE).first()
        values = {name: value for name, value in changes.items() if name != "password"}
        values |= {
            "secret": _secret(row, changes),
            "set_at": now(),
            "tested_at": None,
            "set_by": user,
        }
        MailServer.objects.update_or_create(pk=MailServer.THE_ONE, defaults=values)
    log.info("mail_server_set", user=user.pk, host=changes["host"])


def mail_server_forget(*, user: User) -> None:
    """Forget the stored mail server; one of the environment stays."""
    require_owner(user=user)
    deleted, _ = MailServer.objects.all().delete()
    if not deleted:
        raise NotFoundError(
            "No mail server is stored. One that comes from the environment is removed there.",
            code="no_stored_mail_server",
        )
    log.info("mail_server_forgotten", user=user.pk)


def mail_test(*, user: User, to: str) -> MailTest:
    """Send a message through the server that counts, and return what that server said.

    Raises
    ------
    ConflictError
        `no_mail_server`: there is none to be tried.
    """
    require_owner(user=user)
    row = server_stored()
    if problem := problem_with(row):
        raise ConflictError(problem, code="no_mail_server")
    through = get_connection(timeout=TEST_TIMEOUT_S)
    try:
        EmailMessage(_SUBJECT, _BODY, None, [to], connection=through).send()
    except OSError as error:
        _note(row, works=False)
        return MailTest(ok=False, cause=mail_failure(error, mail_home()).detail)
    _note(row, works=True)
    return MailTest(ok=True)


def _note(row: MailServer | None, *, works: bool) -> None:
    # Of the server that was tried: another one may have been set meanwhile.
    if row is not None:
        tried = MailServer.objects.filter(pk=row.pk, set_at=row.set_at)
        tried.update(tested_at=now() if works else None)


def _refuse_hidden() -> None:
    if mail_origin(None) == "environment":
        raise ConflictError(
            "The mail server comes from the environment. Change or remove SIGHTLINE_EMAIL_URL "
            "there, then start again.",
            code="mail_in_environment",
        )


def _secret(row: MailServer | None, changes: MailChanges) -> str:
    """Return what is stored of the password; a kept one goes the same way to the same server."""
    typed, user = changes["password"], changes["user"]
    if typed is not None and not user:
        raise _password_refused("A password goes with a user name.")
    if typed is not None or not user:
        return seal(typed or "")
    if row is None or not row.user:
        raise _password_refused("A user name needs its password.")
    if any(getattr(row, name) != changes[name] for name in _WAY):
        raise _password_refused(
            "Enter the password again: the stored one was for another server or user."
        )
    return row.secret


def _password_refused(message: str) -> BadRequestError:
    return BadRequestError(
        message, code="invalid_input", errors=(FieldProblem("password", message),)
    )
