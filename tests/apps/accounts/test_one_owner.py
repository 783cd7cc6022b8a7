"""Sixteen people sign up at the same moment on a fresh installation: one becomes the owner."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from apps.accounts.models import OwnerClaim, User
from apps.core.clock import now
from tests.apps.realtime.live_server import LiveServer
from tests.servers.postgres import PostgresServer

PEOPLE = 16
SIGN_UP = "/_allauth/app/v1/auth/signup"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveServer]:
    """A live installation that nobody has signed up to, on the database of this run."""
    monkeypatch.setenv("SIGHTLINE_MODE", "live")
    with tempfile.TemporaryDirectory(prefix="sl-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        postgres = PostgresServer(folder).start() if connection.vendor == "postgresql" else None
        url = postgres.url if postgres else f"sqlite:///{folder}/live.sqlite3"
        server = LiveServer(folder, url, "redis://127.0.0.1:1/0")
        server.people()
        server.start()
        yield server
        server.end()
        if postgres:
            postgres.kill()


def _sign_up(server: LiveServer, number: int, together: Barrier) -> tuple[int, dict[str, Any]]:
    body = {
        "username": f"person{number}",
        "email": f"person{number}@example.org",
        "password": "a-long-password-9",
    }
    ask = Request(
        f"http://127.0.0.1:{server.port}{SIGN_UP}",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    together.wait()
    try:
        with urlopen(ask, timeout=120) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        return refused.code, json.load(refused)


@pytest.mark.slow
@pytest.mark.faults
def test_of_sixteen_at_once_one_becomes_the_owner(site: LiveServer) -> None:
    together = Barrier(PEOPLE)
    with ThreadPoolExecutor(PEOPLE) as pool:
        answers = list(pool.map(lambda n: _sign_up(site, n, together), range(PEOPLE)))
    assert Counter(status for status, _ in answers) == {200: 1, 403: PEOPLE - 1}
    refusals = [body["errors"][0] for status, body in answers if status == 403]
    assert {one["code"] for one in refusals} == {"signup_closed"}
    assert all("The sign-up is closed" in one["message"] for one in refusals)
    with urlopen(f"http://127.0.0.1:{site.port}/api/v1/meta") as meta:
        assert json.load(meta)["signup_open"] is False
    counted = site.manage(
        "shell", "-c", "from apps.accounts.models import User; print(User.objects.count())"
    )
    assert counted.split()[-1] == "1"


def test_the_database_itself_refuses_a_second_claim(alice: User, bob: User) -> None:
    OwnerClaim.objects.create(user=alice, claimed_at=now())
    for key in (1, 2):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnerClaim.objects.create(id=key, user=bob, claimed_at=now())


def test_a_sign_up_that_lost_leaves_nothing_behind(db: None, settings: Any) -> None:
    """The claim is there already, as of a sign-up that commits at this moment."""
    settings.SIGHTLINE_MODE = "live"
    OwnerClaim.objects.create(claimed_at=now())
    body = {"username": "late", "email": "late@example.org", "password": "a-long-password-9"}
    refused = Client().post(SIGN_UP, body, content_type="application/json")
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["code"] == "signup_closed"
    assert not User.objects.exists()


def test_a_closed_sign_up_does_not_say_which_names_are_taken(alice: User, settings: Any) -> None:
    settings.SIGHTLINE_MODE = "live"
    answers = [
        Client().post(
            SIGN_UP,
            {"username": name, "email": f"{name}@example.org", "password": "short"},
            content_type="application/json",
        )
        for name in ("alice", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].content == answers[1].content
