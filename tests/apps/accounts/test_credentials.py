"""A session or token stands until it ends, its password changes or its person goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import ApiToken, SocketTicket, User
from apps.accounts.services import ticket_issue, token_create
from apps.accounts.sign_in.credentials import credential_stands, credentials_standing
from apps.accounts.types import Credential
from apps.core.clock import now
from apps.core.web.caller import Caller
from apps.realtime.identity import Identity, identify, standing

PASSWORD = "alice-long-password"


def _session(alice: User) -> Credential:
    client = Client()
    client.force_login(alice)
    return Credential(alice.pk, session_key=client.session.session_key or "")


def _token(alice: User) -> Credential:
    made = token_create(user=alice, name="script", scope="read")
    return Credential(alice.pk, token_id=made.id)


def _end_session(alice: User) -> None:
    Session.objects.all().delete()


def _revoke(alice: User) -> None:
    ApiToken.objects.all().delete()


def _change_password(alice: User) -> None:
    alice.set_password("another-long-one-7")
    alice.save()


def _deactivate(alice: User) -> None:
    User.objects.filter(pk=alice.pk).update(is_active=False)


def _delete(alice: User) -> None:
    alice.delete()


@pytest.mark.parametrize(
    ("kind", "happens", "stands"),
    [
        (_session, _end_session, False),
        (_session, _change_password, False),
        (_session, _deactivate, False),
        (_session, _delete, False),
        (_session, _revoke, True),
        (_token, _revoke, False),
        (_token, _deactivate, False),
        (_token, _delete, False),
        (_token, _end_session, True),
        # A script's token has its own life: it is revoked in Settings.
        (_token, _change_password, True),
    ],
)
def test_what_ends_a_proof(
    alice: User, kind: Callable[[User], Credential], happens: Callable[[User], None], stands: bool
) -> None:
    credential = kind(alice)
    identity = Identity(credential, Caller("192.0.2.1", direct=True))
    assert credential_stands(credential)
    happens(alice)
    assert credential_stands(credential) is stands
    assert (identity in standing({identity})) is stands


def test_a_session_ends_by_its_age(alice: User, settings: Any) -> None:
    credential = _session(alice)
    with time_machine.travel(now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 1)):
        assert not credential_stands(credential)


def test_a_proof_of_another_person_is_none(alice: User, bob: User) -> None:
    session, token = _session(alice), _token(alice)
    assert not credential_stands(Credential(bob.pk, session_key=session.session_key))
    assert not credential_stands(Credential(bob.pk, token_id=token.token_id))


def test_many_are_asked_about_in_three_queries(
    alice: User, bob: User, django_assert_num_queries: Any
) -> None:
    proofs = {made(person) for person in (alice, bob) for made in (_session, _token, _session)}
    with django_assert_num_queries(3):
        assert credentials_standing(proofs).keys() == proofs


def _open(ticket: str) -> Identity | None:
    return identify(
        {"client": ("192.0.2.1", 1), "headers": [], "query_string": f"ticket={ticket}".encode()}
    )


def _ticket(client: Any) -> str:
    return str(client.post("/api/v1/ws-ticket").json()["ticket"])


def test_a_ticket_of_a_token_goes_with_it(alice: User) -> None:
    made = token_create(user=alice, name="script", scope="read")
    api = APIClient(headers={"Authorization": f"Bearer {made.token}"})
    first, second = _ticket(api), _ticket(api)
    opened = _open(first)
    assert opened is not None
    assert opened.credential.token_id == made.id
    ApiToken.objects.get().delete()
    assert not SocketTicket.objects.exists()
    assert _open(second) is None
    assert standing({opened}) == frozenset()


@pytest.mark.parametrize("kind", ["browser", "app"])
def test_a_ticket_of_a_session_goes_with_its_sign_out(alice: User, kind: str) -> None:
    client = Client()
    body = {"username": "alice", "password": PASSWORD}
    base = f"/_allauth/{kind}/v1/auth"
    login = client.post(f"{base}/login", body, content_type="application/json").json()
    headers = {"X-Session-Token": login["meta"]["session_token"]} if kind == "app" else {}
    tickets = [client.post("/api/v1/ws-ticket", headers=headers).json()["ticket"] for _ in range(2)]
    opened = _open(tickets[0])
    assert opened is not None
    assert opened.credential.session_key
    assert client.delete(f"{base}/session", headers=headers).status_code == 401
    assert _open(tickets[1]) is None
    assert standing({opened}) == frozenset()


@pytest.mark.parametrize("kind", ["browser", "app"])
def test_a_new_password_ends_the_other_devices_and_not_this_one(alice: User, kind: str) -> None:
    base = f"/_allauth/{kind}/v1"
    body = {"username": "alice", "password": PASSWORD}
    mine, other = Client(), Client()
    tokens = [
        one.post(f"{base}/auth/login", body, content_type="application/json").json()["meta"]
        for one in (mine, other)
    ]
    headers = [
        {"X-Session-Token": meta["session_token"]} if kind == "app" else {} for meta in tokens
    ]
    change = {"current_password": PASSWORD, "new_password": "another-long-one-7"}
    changed = mine.post(
        f"{base}/account/password/change",
        change,
        content_type="application/json",
        headers=headers[0],
    )
    assert changed.status_code == 200
    if kind == "app":
        headers[0] = {"X-Session-Token": changed.json()["meta"]["session_token"]}
    assert mine.get("/api/v1/me", headers=headers[0]).status_code == 200
    assert other.get("/api/v1/me", headers=headers[1]).status_code == 401


@pytest.mark.parametrize("both", [True, False])
def test_a_ticket_has_one_parent(alice: User, both: bool) -> None:
    session, token = _session(alice), _token(alice)
    parents = (
        Credential(alice.pk, session.session_key, token.token_id) if both else Credential(alice.pk)
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        ticket_issue(parent=parents)
