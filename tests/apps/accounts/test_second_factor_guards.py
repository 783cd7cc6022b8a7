"""Who gets no second factor, who gets rid of a lost one, and what the log says."""

import logging
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from apps.accounts.models import User
from apps.accounts.services import demo_user_ensure
from tests.apps.accounts.second_factor import (
    API,
    CODE,
    CODES,
    PASSWORD,
    TOTP,
    confirm,
    enter,
    leave,
    post,
    set_up,
)

MESSAGE = "The demo user is public"
pytestmark = pytest.mark.usefixtures("stopped_clock")


@pytest.mark.parametrize("kind", ["browser", "app"])
def test_the_demo_person_gets_neither_a_second_factor_nor_a_new_password(
    db: None, kind: str
) -> None:
    demo = demo_user_ensure()
    client, base = Client(), f"/_allauth/{kind}/v1"
    login = post(client, f"{base}/auth/login", username="demo", password="demo").json()
    headers = {"X-Session-Token": login["meta"].get("session_token", "")}
    totp, password = f"{base}/account/authenticators/totp", f"{base}/account/password/change"
    change = {"current_password": "demo", "new_password": "a-long-password-7"}
    for answer in (
        client.get(totp, headers=headers),
        client.post(totp, {"code": "123456"}, content_type="application/json", headers=headers),
        client.post(password, change, content_type="application/json", headers=headers),
    ):
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["code"] == "demo_account"
        assert MESSAGE in answer.json()["errors"][0]["message"]
    demo.refresh_from_db()
    assert demo.check_password("demo")
    assert not Authenticator.objects.exists()


NAME = "apps.accounts.second_factor"


def test_a_start_frees_the_demo_person_of_a_second_factor(db: None) -> None:
    demo = demo_user_ensure()
    Authenticator.objects.create(user=demo, type=Authenticator.Type.TOTP, data={"secret": "x"})
    demo_user_ensure()
    assert not Authenticator.objects.exists()


def test_a_password_is_still_changed_by_its_owner(alice: User) -> None:
    client = Client()
    enter(client)
    changed = post(
        client,
        f"{API}/account/password/change",
        current_password=PASSWORD,
        new_password="another-long-one-7",
    )
    assert changed.status_code == 200


@pytest.mark.parametrize("name", ["alice", "Alice@example.org"])
def test_whoever_runs_the_machine_turns_it_off(
    alice: User, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    client = Client()
    set_up(client)
    leave(client)
    call_command("remove_second_factor", name)
    assert "alice signs in with the password alone now." in capsys.readouterr().out
    assert enter(client).status_code == 200


def test_the_command_says_who_is_unknown_and_who_has_none(alice: User) -> None:
    with pytest.raises(CommandError, match=r"no user 'alicia'. There are: alice"):
        call_command("remove_second_factor", "alicia")
    with pytest.raises(CommandError, match="alice has no second factor"):
        call_command("remove_second_factor", "alice")


def test_the_log_has_every_change_and_of_no_secret(
    alice: User,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.INFO, logger="apps.accounts")
    client = Client()
    with django_capture_on_commit_callbacks(execute=True):
        secret = set_up(client)
        codes = post(client, CODES).json()["data"]["unused_codes"]
    leave(client)
    enter(client)
    post(client, CODE, code="a wrong code")
    post(client, CODE, code=codes[0])
    confirm(client)
    with django_capture_on_commit_callbacks(execute=True):
        client.delete(TOTP)
    events: list[Any] = [r.msg for r in caplog.records if r.name.startswith("apps.accounts")]
    assert {event["user"] for event in events} == {alice.pk}
    assert [event["event"] for event in events if isinstance(event, dict)] == [
        "signed_in", "second_factor_on", "new_recovery_codes", "signed_out",
        "code_refused", "recovery_code_used", "signed_in", "second_factor_off",
    ]  # fmt: skip
    assert not [one for one in (secret, "a wrong code", *codes) if one in caplog.text]


def test_the_command_is_in_the_log(alice: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="apps.accounts")
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    call_command("remove_second_factor", "alice")
    logged: list[Any] = [record.msg for record in caplog.records if record.name == NAME]
    assert [(event["event"], event["user"]) for event in logged] == [
        ("second_factor_removed", alice.pk)
    ]
