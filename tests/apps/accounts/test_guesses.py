"""Wrong passwords slow down where they come from, and lock nobody else out."""

from typing import Any

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.core.web.caller import FORWARDED_FOR

LOGIN = "/_allauth/app/v1/auth/login"
GOOD = "alice-long-password"


def _try(password: str, address: str, login: str = "alice", **extra: Any) -> Any:
    field = "email" if "@" in login else "username"
    return Client().post(
        LOGIN,
        {field: login, "password": password},
        content_type="application/json",
        REMOTE_ADDR=address,
        **extra,
    )


def _code(answer: Any) -> str:
    return str(answer.json()["errors"][0]["code"]) if answer.status_code == 400 else "in"


def test_guesses_from_one_place_do_not_lock_out_another(alice: User) -> None:
    answers = [_code(_try("wrong", "192.0.2.1")) for _ in range(7)]
    assert answers == ["username_password_mismatch"] * 5 + ["too_many_login_attempts"] * 2
    assert _code(_try(GOOD, "192.0.2.1")) == "too_many_login_attempts"
    assert _code(_try(GOOD, "192.0.2.2")) == "in"


def test_user_name_and_address_are_one_account(alice: User) -> None:
    answers = [
        _code(_try("wrong", "192.0.2.1", login)) for login in ("alice", "ALICE") for _ in "ab"
    ]
    answers += [_code(_try("wrong", "192.0.2.1", "alice@example.org")) for _ in range(2)]
    assert answers[-1] == "too_many_login_attempts"
    assert answers.count("too_many_login_attempts") == 1


def test_guesses_from_everywhere_lock_nobody_out(alice: User) -> None:
    """Thirty machines guess once; then a strange one has one guess, and a right one always."""
    for number in range(30):
        assert _code(_try("wrong", f"192.0.2.{number}")) == "username_password_mismatch"
    assert _code(_try(GOOD, "198.51.100.1")) == "in"
    assert _code(_try("wrong", "198.51.100.2")) == "username_password_mismatch"
    assert _code(_try("wrong", "198.51.100.2")) == "too_many_login_attempts"
    assert _code(_try(GOOD, "198.51.100.3")) == "in"


def test_a_place_that_the_account_knows_keeps_its_own_count(alice: User) -> None:
    assert _code(_try(GOOD, "198.51.100.1")) == "in"
    for number in range(30):
        _try("wrong", f"192.0.2.{number}")
    answers = [_code(_try("wrong", "198.51.100.1")) for _ in range(4)]
    assert answers == ["username_password_mismatch"] * 4
    assert _code(_try(GOOD, "198.51.100.1")) == "in"


def test_right_passwords_use_nothing_up(alice: User) -> None:
    for number in range(30):
        _try("wrong", f"192.0.2.{number}")
    assert [_code(_try(GOOD, "198.51.100.1")) for _ in range(8)] == ["in"] * 8


def test_another_account_is_not_touched(alice: User, bob: User) -> None:
    for _ in range(6):
        _try("wrong", "192.0.2.1")
    assert _code(_try("bob-long-password", "192.0.2.1", "bob")) == "in"


@pytest.mark.parametrize(("trusted", "shared"), [(True, False), (False, True)])
def test_people_behind_a_trusted_proxy_do_not_share_a_limit(
    alice: User, settings: Any, trusted: bool, shared: bool
) -> None:
    from ipaddress import ip_network  # noqa: PLC0415

    settings.TRUSTED_PROXIES = (ip_network("10.0.0.2/32"),) if trusted else ()
    header = f"HTTP_{FORWARDED_FOR.upper().replace('-', '_')}"
    for _ in range(6):
        _try("wrong", "10.0.0.2", **{header: "192.0.2.1"})
    mine = _code(_try(GOOD, "10.0.0.2", **{header: "192.0.2.2"}))
    assert mine == ("too_many_login_attempts" if shared else "in")


def test_an_address_that_is_only_claimed_does_not_escape_the_limit(alice: User) -> None:
    answers = [
        _code(_try("wrong", "203.0.113.5", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}"))
        for number in range(6)
    ]
    assert answers[-1] == "too_many_login_attempts"


def test_confirming_the_password_is_counted_alike(alice: User) -> None:
    client = Client()
    client.force_login(alice)
    again = "/_allauth/browser/v1/auth/reauthenticate"

    def confirm(password: str, address: str) -> int:
        return int(
            client.post(
                again, {"password": password}, content_type="application/json", REMOTE_ADDR=address
            ).status_code
        )

    assert [confirm("wrong", "192.0.2.1") for _ in range(6)] == [400] * 6
    assert confirm(GOOD, "192.0.2.1") == 400
    assert confirm(GOOD, "192.0.2.2") == 200
