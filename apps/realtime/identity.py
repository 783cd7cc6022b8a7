"""Who is at the other end of a socket, and whether they may be there."""

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.request import split_domain_port, validate_host

from apps.accounts.backends import demo_allowed
from apps.accounts.models import User
from apps.accounts.services import ticket_redeem

Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Identity:
    """A person and what proved it; `session_key` is empty for those who came with a ticket."""

    user_id: int
    session_key: str
    peer: str


def headers_of(scope: Scope) -> dict[str, str]:
    """Return the headers of a handshake, the last of each name."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def origin_allowed(scope: Scope) -> bool:
    """Tell whether the page that opens the socket is ours; programs send no origin.

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
    peer = str((scope.get("client") or ("",))[0])
    query = parse_qs(scope.get("query_string", b"").decode("latin-1"))
    if tickets := query.get("ticket"):
        user_id = ticket_redeem(tickets[0])
        found = Identity(user_id, "", peer) if user_id is not None else None
    else:
        key = _session_key(headers_of(scope).get("cookie", ""))
        user_id = _session_user(key) if key else None
        found = Identity(user_id, key, peer) if user_id is not None else None
    return found if found is not None and _welcome(found) else None


def still_valid(identity: Identity) -> bool:
    """Tell whether the session still stands and the person may still be here."""
    if identity.session_key and _session_user(identity.session_key) != identity.user_id:
        return False
    return _welcome(identity)


def _session_key(cookies: str) -> str:
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return morsel.value if morsel else ""


def _session_user(key: str) -> int | None:
    """Return the user of a session that has not expired and whose password has not changed."""
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(request)
    return int(user.pk) if user.is_authenticated else None


def _welcome(identity: Identity) -> bool:
    user = User.objects.filter(pk=identity.user_id, is_active=True).first()
    if user is None:
        return False
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = identity.peer
    return not user.is_demo or demo_allowed(request)
