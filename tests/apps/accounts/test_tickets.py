"""Socket tickets: one use, half a minute."""

from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.models import SocketTicket, User
from apps.accounts.services import ticket_issue, ticket_redeem
from apps.accounts.types import Credential
from apps.core.clock import now


def test_the_route_answers_a_ticket_with_its_end(alice_api: APIClient) -> None:
    body = alice_api.post("/api/v1/ws-ticket").json()
    assert body["expires_at"].endswith("Z")
    assert ticket_redeem(body["ticket"]) is not None


@pytest.fixture
def parent(alice_api: APIClient, alice: User) -> Credential:
    """Alice's browser session."""
    return Credential(alice.pk, session_key=alice_api.session.session_key or "")


def test_it_is_good_once(parent: Credential) -> None:
    secret = ticket_issue(parent=parent).ticket
    assert ticket_redeem(secret) == parent
    assert ticket_redeem(secret) is None


def test_it_ends_after_thirty_seconds(parent: Credential) -> None:
    secret = ticket_issue(parent=parent).ticket
    with time_machine.travel(now() + timedelta(seconds=31)):
        assert ticket_redeem(secret) is None


def test_old_tickets_are_swept(parent: Credential) -> None:
    ticket_issue(parent=parent)
    with time_machine.travel(now() + timedelta(minutes=5)):
        ticket_issue(parent=parent)
    assert SocketTicket.objects.count() == 1


def test_an_unknown_ticket_gives_nobody(db: None) -> None:
    assert ticket_redeem("guess") is None
