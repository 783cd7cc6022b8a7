"""Who is at the other end of a socket, and whether they may be there."""

from collections.abc import Collection
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http.request import split_domain_port, validate_host

from apps.accounts.backends import may_act
from apps.accounts.services import ticket_redeem
from apps.accounts.sign_in.credentials import credentials_standing
from apps.accounts.types import Credential
from apps.core.web.caller import Caller, acting_for, caller_of

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person by what proved them, and the client that showed it."""

    credential: Credential
    caller: Caller

    @property
    def user_id(self) -> int:
        """Whose socket it is."""
        return self.credential.user_id


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers of a handshake; of a name that is repeated all values, as HTTP joins them.

    An address that the client wrote itself must not hide the one that a proxy put behind it.
    """
    found: dict[str, str] = {}
    for raw, value in scope["headers"]:
        name = raw.decode("latin-1").lower()
        text = value.decode("latin-1")
        found[name] = f"{found[name]},{text}" if name in found else text
    return found


def origin_allowed(scope: Scope) -> bool:
    """Return whether the page that opens the socket is ours; programs send no origin.

    The host is checked too: a foreign name that resolves to this machine is not ours.
    """
    headers = headers_of(scope)
    host, origin = headers.get("host", ""), headers.get("origin")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    if origin is None:
        return True
    # Compared as text, as browsers write it: a parser would accept more than they do.
    same = origin.lower() in {f"http://{host}".lower(), f"https://{host}".lower()}
    return same or origin in settings.CSRF_TRUSTED_ORIGINS


def identify(scope: Scope) -> Identity | None:
    """Return who opens a socket, by one-time ticket or by session cookie; queries the database."""
    headers = headers_of(scope)
    peer = str((scope.get("client") or ("",))[0])
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if tickets := query.get("ticket"):
        credential = ticket_redeem(tickets[0])
    else:
        credential = _by_cookie(headers.get("cookie", ""))
    if credential is None:
        return None
    found = Identity(credential, caller_of(peer=peer, headers=headers))
    return found if found in standing({found}) else None


def standing(identities: Collection[Identity]) -> frozenset[Identity]:
    """Return those whose proof still stands and whose person may act from where they are."""
    good = credentials_standing({one.credential for one in identities})
    return frozenset(one for one in identities if _may_act(one, good))


def _may_act(identity: Identity, good: dict[Credential, Any]) -> bool:
    person = good.get(identity.credential)
    if person is None:
        return False
    with acting_for(identity.caller):
        return may_act(person)


def _by_cookie(cookies: str) -> Credential | None:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None or not morsel.value:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    person = session.get(SESSION_KEY)
    return Credential(int(person), session_key=morsel.value) if person else None
