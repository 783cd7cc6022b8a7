"""Slowing password guesses down without locking the right person out.

Wrong passwords count for the account and the address together, and for the address alone (allauth,
`ACCOUNT_RATE_LIMITS`), so that guesses from one place say nothing about another. Against guesses
from many places the account has a count of its own. When that is full nobody is locked out: each
address that the account does not know is only left one wrong password in five minutes, which a
right one does not use up.
"""

from typing import Any, Final

import structlog
from allauth.account.models import EmailAddress
from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.db.models import Q
from django.http import HttpRequest

from apps.accounts.models import User

log = structlog.get_logger(__name__)

_APP: Final = "sightline.accounts"
_EVERYWHERE: Final = {"guessed": "30/h/key"}
"""Wrong passwords for one account from all addresses together before strangers get less."""
_STRANGER: Final = {"guessed": "1/5m/key"}


def address_of(request: HttpRequest) -> str:
    """Return the client's address; of IPv6 its network, as one client has all of that."""
    address: str = ratelimit.get_ip(request)
    return address


def account_of(credentials: dict[str, Any]) -> str:
    """Return one name for an account, whether it is tried by user name or by e-mail address."""
    login = str(credentials.get("email") or credentials.get("username") or "").lower()
    person = _person_of(login)
    return f"login:{login}" if person is None else f"user:{person}"


def _person_of(login: str) -> int | None:
    if not login:
        return None
    named = User.objects.filter(Q(username__iexact=login) | Q(email__iexact=login))
    found = named.order_by("pk").values_list("pk", flat=True).first()
    if found is None:
        by_address = EmailAddress.objects.filter(email__iexact=login).order_by("user_id")
        found = by_address.values_list("user_id", flat=True).first()
    return found


def attempt_note(request: HttpRequest, account: str) -> Any:
    """Count an attempt before its password is looked at; None when it may not be made.

    Returns
    -------
    RateLimitUsage or None
        What a right password takes back.
    """
    usage = ratelimit.consume(
        request, app=_APP, action="guessed", config=_EVERYWHERE, key=f"{account}|everywhere"
    )
    if usage is not None:
        return usage
    log.warning("account_under_attack", account=account, address=address_of(request))
    if _is_known(account, address_of(request)):
        return ratelimit.RateLimitUsage(usage=[])
    return ratelimit.consume(
        request, app=_APP, action="guessed", config=_STRANGER,
        key=f"{account}|{address_of(request)}",
    )  # fmt: skip


def _is_known(account: str, address: str) -> bool:
    """Return whether the person of an account is signed in from an address."""
    kind, _, person = account.partition(":")
    return kind == "user" and UserSession.objects.filter(user_id=int(person), ip=address).exists()
