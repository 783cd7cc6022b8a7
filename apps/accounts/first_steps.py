"""Steps of the setup that are about the installation itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import orjson
from allauth.mfa.models import Authenticator
from django.conf import settings

from apps.accounts.mail.servers import mail_origin, problem_with, server_stored
from apps.accounts.models import User
from apps.core.clock import now
from apps.core.extension.setup import SetupState, SetupStep
from apps.core.typed.decoding import decode

_OLD: Final = timedelta(days=30)
_TIME: Final = "%Y-%m-%d %H:%M:%S UTC"  # as the launcher writes it down


@dataclass(frozen=True)
class _Kept:
    """What `./sightline backup` leaves in the data folder."""

    file: str
    made_at: str


def account_step(user_id: int) -> SetupStep:
    """Whose account this is: somebody has signed in to ask."""
    user = User.objects.get(pk=user_id)
    return SetupStep(
        name="account", state="done", detail=f"{user} owns this installation.", at=user.date_joined
    )


def mail_step(user_id: int) -> SetupStep:
    """Whether mail leaves, and whether a test message has proven it."""
    del user_id  # one server an installation
    row = server_stored()
    if mail_origin(row) == "none":
        return SetupStep(name="mail", state="open", detail="Alerts cannot be sent by e-mail yet.")
    if problem := problem_with(row):
        return SetupStep(name="mail", state="attention", detail=problem)
    if mail_origin(row) == "environment" or row is None:
        return SetupStep(name="mail", state="done", detail="Set in the environment.")
    if row.tested_at is None:
        detail = "The server is set, but has taken no test message yet."
        return SetupStep(name="mail", state="attention", detail=detail)
    detail = f"{row.host} took a test message."
    return SetupStep(name="mail", state="done", detail=detail, at=row.tested_at)


def second_factor_step(user_id: int) -> SetupStep:
    """Whether signing in takes a code beside the password."""
    row = Authenticator.objects.filter(user_id=user_id, type=Authenticator.Type.TOTP).first()
    if row is None:
        detail = "The password alone signs you in."
        return SetupStep(name="second_factor", state="open", detail=detail)
    detail = "Signing in takes a code of your phone."
    return SetupStep(name="second_factor", state="done", detail=detail, at=row.created_at)


def backup_step(user_id: int) -> SetupStep:
    """When the last backup was written, by the mark that its command leaves."""
    del user_id  # of the whole installation
    made_at = _last_backup()
    if made_at is None:
        detail = "No backup has been made of this data folder."
        return _backup("open", detail, None)
    if now() - made_at > _OLD:
        return _backup("attention", "The last backup is more than 30 days old.", made_at)
    return _backup("done", "A backup was made in the last 30 days.", made_at)


def _backup(state: SetupState, detail: str, at: datetime | None) -> SetupStep:
    elsewhere = settings.DATA_DIR != settings.BASE_DIR / "var"
    command = "./sightline backup FILE" + (f" --data {settings.DATA_DIR}" if elsewhere else "")
    return SetupStep(name="backup", state=state, detail=detail, at=at, command=command)


def _last_backup() -> datetime | None:
    """Return when the last backup was made; None when no mark can be read, as `doctor` takes it."""
    mark = settings.DATA_DIR / "run" / "last-backup.json"
    try:
        kept = decode(_Kept, orjson.loads(mark.read_bytes()))
        return datetime.strptime(kept.made_at, _TIME).replace(tzinfo=UTC)
    except (OSError, ValueError, TypeError):
        return None
