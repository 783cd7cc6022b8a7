"""One-time codes work once: at the activation, a sign-in, a confirmation, in any order."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.db import connection
from django.test import Client

from apps.accounts.models import UsedCode, User
from apps.accounts.sign_in.codes import code_use
from apps.core.clock import now
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

AGAIN = f"{API}/auth/2fa/reauthenticate"


def _at_sign_in(client: Client, code: str) -> int:
    leave(client)
    assert enter(client).status_code == 401
    return int(post(client, CODE, code=code).status_code)


def _at_confirmation(client: Client, code: str) -> int:
    return int(post(client, AGAIN, code=code).status_code)


USES: dict[str, Callable[[Client, str], int]] = {
    "sign-in": _at_sign_in,
    "confirmation": _at_confirmation,
}


@pytest.mark.parametrize("use", USES)
def test_the_code_of_the_activation_does_not_work_again(
    alice: User, stopped_clock: Clock, use: str
) -> None:
    client = Client()
    secret = set_up(client)
    assert USES[use](client, one_time_code(secret, NOW)) == 400


@pytest.mark.parametrize("second", USES)
@pytest.mark.parametrize("first", USES)
def test_a_code_used_anywhere_is_used_everywhere(
    alice: User, stopped_clock: Clock, first: str, second: str
) -> None:
    client = Client()
    code = stopped_clock.next_code(set_up(client))
    assert USES[first](client, code) == 200
    cache.clear()  # as in another process, or after a restart
    if second == "confirmation" and first == "sign-in":
        confirm(client)
    assert USES[second](client, f"{code[:3]} {code[3:]}") == 400


def test_a_used_code_does_not_open_the_way_to_turn_it_off(
    alice: User, stopped_clock: Clock
) -> None:
    client = Client()
    code = stopped_clock.next_code(set_up(client))
    assert _at_sign_in(client, code) == 200
    cache.clear()
    assert _at_confirmation(client, code) == 400
    assert client.delete(TOTP).status_code == 401
    assert Authenticator.objects.filter(type="totp").exists()


def test_a_used_code_does_not_switch_a_new_factor_on(alice: User, stopped_clock: Clock) -> None:
    client = Client()
    secret = set_up(client)
    client.delete(TOTP)
    confirm(client)
    client.get(TOTP)
    session = client.session
    session["mfa.totp.secret"] = secret
    session.save()
    assert post(client, TOTP, code=one_time_code(secret, NOW)).status_code == 400
    assert not Authenticator.objects.exists()


def test_the_next_code_works(alice: User, stopped_clock: Clock) -> None:
    client = Client()
    secret = set_up(client)
    for use in USES.values():
        assert use(client, stopped_clock.next_code(secret)) == 200


def test_a_recovery_code_works_once_across_uses(alice: User, stopped_clock: Clock) -> None:
    client = Client()
    set_up(client)
    code = client.get(CODES).json()["data"]["unused_codes"][0]
    assert _at_sign_in(client, code) == 200
    assert _at_confirmation(client, code) == 400


def test_codes_of_two_people_do_not_meet(alice: User, bob: User) -> None:
    assert code_use(user=alice, code="123456")
    assert code_use(user=bob, code="123456")
    assert not code_use(user=alice, code="123 456")


def test_old_codes_are_swept(alice: User) -> None:
    code_use(user=alice, code="123456")
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert code_use(user=alice, code="654321")
    assert UsedCode.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_is_accepted(alice: User) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")

    def one_request(_: int) -> bool:
        try:
            return code_use(user=alice, code="123456")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(one_request, range(8))) == 1
