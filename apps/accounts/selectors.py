"""Questions about people."""

from hashlib import sha256
from typing import cast

from apps.accounts.answers import Display, Palette, Scope, Theme, TokenInfo
from apps.accounts.mail.servers import mail_origin, problem_with, server_stored
from apps.accounts.models import ApiToken, DisplaySettings, User


def digest(secret: str) -> str:
    """Return what is stored of a secret; the secrets are random, so a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()


def token_find(*, secret: str) -> ApiToken | None:
    """Return the token of a secret with its owner, if both are good."""
    return (
        ApiToken.objects.select_related("user")
        .filter(digest=digest(secret), user__is_active=True)
        .first()
    )


def token_info(row: ApiToken) -> TokenInfo:
    """Return a token without its secret."""
    scope = cast("Scope", row.scope)
    return TokenInfo(row.pk, row.name, scope, row.created_at, row.last_used_at)


def display_settings_get(*, user: User) -> Display:
    """Return a person's settings, the defaults when none are stored."""
    return display_shown(DisplaySettings.objects.filter(user=user).first() or DisplaySettings())


def display_shown(row: DisplaySettings) -> Display:
    """Return stored settings as they go out."""
    theme, palette = cast("Theme", row.theme), cast("Palette", row.palette)
    return Display(
        theme, palette, row.locale, row.timezone, row.hide_balances, row.hide_setup, row.tour_seen
    )


def owner_exists() -> bool:
    """Return whether a real person has signed up."""
    return User.objects.filter(is_demo=False).exists()


def timezone_of(*, user_id: int) -> str:
    """Return the name of a person's time zone, UTC when they chose none."""
    found = DisplaySettings.objects.filter(user_id=user_id).values_list("timezone", flat=True)
    return found.first() or "UTC"


def mail_problem() -> str:
    """Return why no e-mail can be sent and what to do about it; empty when it can be."""
    return problem_with(server_stored())


def mail_home() -> str:
    """Return where the mail server that counts is set, for sentences."""
    in_environment = mail_origin(server_stored()) == "environment"
    return "SIGHTLINE_EMAIL_URL" if in_environment else "Settings under E-mail"
