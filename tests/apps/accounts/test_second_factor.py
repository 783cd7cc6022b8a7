"""The second factor on its whole road: set up, asked for at sign-in, recovered, turned off."""

import time
from base64 import b32encode
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from django.test import Client

from apps.accounts.models import User
from tests.apps.accounts.second_factor import (
    API,
    CODE,
    CODES,
    NOW,
    TOTP,
    Clock,
    confirm,
    enter,
    leave,
    post,
    set_up,
)
from tests.one_time_codes import one_time_code

pytestmark = pytest.mark.usefixtures("stopped_clock")


def _flows(answer: Any) -> list[dict[str, Any]]:
    flows: list[dict[str, Any]] = answer.json()["data"]["flows"]
    return flows


def test_our_codes_are_those_of_the_standard() -> None:
    # RFC 6238, appendix B, SHA-1; the last six of its eight digits.
    secret = b32encode(b"12345678901234567890").decode()
    issued = [one_time_code(secret, at) for at in (59, 1_111_111_109, 20_000_000_000)]
    assert issued == ["287082", "081804", "353130"]


def test_sign_in_asks_for_a_code_and_takes_each_once(alice: User, stopped_clock: Clock) -> None:
    client = Client()
    code = stopped_clock.next_code(set_up(client))
    leave(client)
    asked = enter(client)
    assert asked.status_code == 401
    pending = {"id": "mfa_authenticate", "is_pending": True, "types": ["recovery_codes", "totp"]}
    assert pending in _flows(asked)
    assert client.get("/api/v1/me").status_code == 401
    assert post(client, CODE, code=code).status_code == 200
    assert client.get("/api/v1/me").json()["username"] == "alice"
    leave(client)
    enter(client)
    again = post(client, CODE, code=code)
    assert again.status_code == 400
    assert again.json()["errors"][0]["code"] == "incorrect_code"


def test_a_recovery_code_lets_in_once(alice: User) -> None:
    client = Client()
    set_up(client)
    shown = client.get(CODES).json()["data"]
    assert shown["unused_code_count"] == shown["total_code_count"] == len(shown["unused_codes"])
    code = shown["unused_codes"][3]
    for status in (200, 400):
        leave(client)
        enter(client)
        assert post(client, CODE, code=code).status_code == status


def test_new_recovery_codes_replace_the_old(alice: User) -> None:
    client = Client()
    set_up(client)
    old = set(client.get(CODES).json()["data"]["unused_codes"])
    new = set(post(client, CODES).json()["data"]["unused_codes"])
    assert len(new) == len(old)
    assert old.isdisjoint(new)


def test_guessing_is_throttled(alice: User) -> None:
    client = Client()
    set_up(client)
    leave(client)
    enter(client)
    issued = [post(client, CODE, code="not it").json()["errors"][0]["code"] for _ in range(6)]
    assert issued == ["incorrect_code"] * 5 + ["too_many_login_attempts"]


def test_every_change_asks_for_the_password_again(alice: User) -> None:
    client = Client()
    set_up(client)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    for ask in (
        lambda: client.get(CODES),
        lambda: post(client, CODES),
        lambda: client.get(TOTP),
        lambda: client.delete(TOTP),
    ):
        refused = ask()
        assert refused.status_code == 401
        assert {"id": "reauthenticate"} in _flows(refused)
    assert confirm(client, "wrong").status_code == 400
    assert confirm(client).status_code == 200
    assert client.delete(TOTP).status_code == 200
    assert not Authenticator.objects.exists()


def test_setting_up_shows_a_code_to_scan(alice: User) -> None:
    client = Client()
    enter(client)
    assert client.get(TOTP).status_code == 401
    confirm(client)
    meta = client.get(TOTP).json()["meta"]
    assert meta["totp_url"].startswith("otpauth://totp/alice%40example.org?")
    assert "issuer=Sightline" in meta["totp_url"]
    assert meta["secret"] in meta["totp_url"]
    assert "<svg" in meta["totp_svg"]


def test_a_wrong_code_does_not_turn_it_on(alice: User) -> None:
    client = Client()
    enter(client)
    confirm(client)
    client.get(TOTP)
    refused = post(client, TOTP, code="000000")
    assert refused.status_code == 400
    assert not Authenticator.objects.exists()


def test_the_secrets_are_unreadable_in_the_database(alice: User, settings: Any) -> None:
    client = Client()
    secret = set_up(client)
    codes = client.get(CODES).json()["data"]["unused_codes"]
    stored = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert not [one for one in (secret, *codes) if one in stored]
    leave(client)
    enter(client)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    refused = post(client, CODE, code=one_time_code(secret, NOW))
    assert refused.status_code == 400
    assert "SECURITY.md" in refused.json()["errors"][0]["message"]


def test_one_persons_factor_is_nobody_elses(alice: User, bob: User) -> None:
    client = Client()
    set_up(client)
    other = Client()
    assert enter(other, "bob", "bob-long-password").status_code == 200
    assert other.get(f"{API}/account/authenticators").json()["data"] == []


def test_a_second_window_cannot_turn_it_on_twice(alice: User) -> None:
    client = Client()
    enter(client)
    confirm(client)
    code = one_time_code(client.get(TOTP).json()["meta"]["secret"], NOW)
    left_over = client.session["mfa.totp.secret"]
    assert post(client, TOTP, code=code).status_code == 200
    session = client.session
    session["mfa.totp.secret"] = left_over
    session.save()
    again = post(client, TOTP, code=code)
    assert again.status_code == 409
    assert "on already" in again.json()["errors"][0]["message"]
