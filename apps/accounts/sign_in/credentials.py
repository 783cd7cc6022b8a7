"""Whether what proves a person still stands, for whatever was derived from it.

A socket and a ticket are good for as long as their parent: the session or personal token that
asked for them.
"""

from collections.abc import Collection, Iterable

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.models import Session
from django.utils.crypto import constant_time_compare
from rest_framework.request import Request

from apps.accounts.backends import may_act
from apps.accounts.models import ApiToken, User
from apps.accounts.types import Credential
from apps.core.clock import now
from apps.core.web.people import user_id


def credential_of(request: Request) -> Credential:
    """Return what proved the person of a request."""
    if isinstance(request.auth, ApiToken):
        return Credential(user_id(request), token_id=request.auth.pk)
    # An app shows its session by token, a browser by cookie.
    session = request.auth if isinstance(request.auth, SessionBase) else request.session
    return Credential(user_id(request), session_key=session.session_key or "")


def credential_stands(credential: Credential) -> bool:
    """Return whether one proof is still good for the present client."""
    found = credentials_standing({credential})
    return credential in found and may_act(found[credential])


def credentials_standing(credentials: Collection[Credential]) -> dict[Credential, User]:
    """Return the proofs that are still good with their people; three queries for any number.

    A session is good until it ends or its person's password changes, a token until it is revoked,
    and both while the person is active.
    """
    people = User.objects.filter(is_active=True).in_bulk({one.user_id for one in credentials})
    keys = {one.session_key for one in credentials if one.session_key}
    sessions = dict(_session_people(keys, people)) if keys else {}
    wanted = {one.token_id for one in credentials if one.token_id is not None}
    tokens = dict(ApiToken.objects.filter(pk__in=wanted).values_list("pk", "user_id"))
    return {
        one: people[one.user_id]
        for one in credentials
        if one.user_id in people
        and one.user_id
        == (sessions.get(one.session_key) if one.token_id is None else tokens.get(one.token_id))
    }


def _session_people(keys: Collection[str], people: dict[int, User]) -> Iterable[tuple[str, int]]:
    """Give the sessions among these that are alive, with the ids of whom they are."""
    for row in Session.objects.filter(session_key__in=keys, expire_date__gt=now()):
        data = row.get_decoded()
        person = people.get(int(data.get(SESSION_KEY) or 0))
        if person is not None and _proves(person, str(data.get(HASH_SESSION_KEY, ""))):
            yield row.session_key, person.pk


def _proves(person: User, shown: str) -> bool:
    """Return whether a session was made with the present password, under any of the secret keys."""
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(shown, one) for one in hashes)
