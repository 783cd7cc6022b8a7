"""Socket tickets: one use, half a minute."""

from datetime import timedelta

import time_machine
from rest_framework.test import APIClient

from apps.accounts.models import SocketTicket, User
from apps.accounts.services import ticket_issue, ticket_redeem
from apps.core.clock import now


def test_the_route_answers_a_ticket_with_its_end(alice_api: APIClient) -> None:
    body = alice_api.post("/api/v1/ws-ticket").json()
    assert body["expires_at"].endswith("Z")
    assert ticket_redeem(body["ticket"]) is not None


def test_it_is_good_once(alice: User) -> None:
    secret = ticket_issue(user=alice).secret
    assert ticket_redeem(secret) == alice.pk
    assert ticket_redeem(secret) is None


def test_it_ends_after_thirty_seconds(alice: User) -> None:
    secret = ticket_issue(user=alice).secret
    with time_machine.travel(now() + timedelta(seconds=31)):
        assert ticket_redeem(secret) is None


def test_old_tickets_are_swept(alice: User) -> None:
    ticket_issue(user=alice)
    with time_machine.travel(now() + timedelta(minutes=5)):
        ticket_issue(user=alice)
    assert SocketTicket.objects.count() == 1


def test_an_unknown_ticket_gives_nobody(db: None) -> None:
    assert ticket_redeem("guess") is None
