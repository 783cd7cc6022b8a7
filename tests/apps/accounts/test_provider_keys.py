"""Keys of data providers: encrypted at rest, the owner's business, in force at once."""

from typing import Any

import pytest
from cryptography.fernet import Fernet

from apps.accounts.models import ProviderKey, User
from apps.accounts.provider_keys import (
    is_owner,
    provider_key_delete,
    provider_key_infos,
    provider_key_set,
    provider_key_stored,
)
from apps.core.errors import ConflictError, NotFoundError, ProblemError

SECRET = "pk_1234567890abcd"


@pytest.fixture(autouse=True)
def no_environment(settings: Any) -> None:
    settings.PROVIDER_KEYS = {}


def test_a_stored_key_is_in_force_at_once_and_unreadable_in_the_row(alice: User) -> None:
    provider_key_set(user=alice, provider="polygon", secret=SECRET)
    assert provider_key_stored("polygon") == SECRET
    row = ProviderKey.objects.get()
    assert SECRET not in repr(row.__dict__)
    assert row.last_four == "abcd"
    assert SECRET not in repr(provider_key_infos())


def test_a_new_key_replaces_the_old_one(alice: User) -> None:
    for secret in (SECRET, "another-key-5678"):
        provider_key_set(user=alice, provider="polygon", secret=secret)
    assert provider_key_stored("polygon") == "another-key-5678"
    assert ProviderKey.objects.count() == 1


def test_a_key_of_the_environment_is_shown_and_not_hidden_by_a_stored_one(
    alice: User, settings: Any
) -> None:
    settings.PROVIDER_KEYS = {"polygon": "from-the-environment"}
    found = provider_key_infos()["polygon"]
    assert (found.origin, found.last_four) == ("environment", "ment")
    with pytest.raises(ConflictError, match="environment"):
        provider_key_set(user=alice, provider="polygon", secret=SECRET)
    assert provider_key_stored("polygon") == ""


def test_a_short_key_shows_nothing_of_itself(alice: User) -> None:
    provider_key_set(user=alice, provider="polygon", secret="demo")
    found = provider_key_infos()["polygon"]
    assert found.last_four == ""


def test_without_a_key_there_is_none(db: None) -> None:
    assert provider_key_stored("polygon") == ""
    assert provider_key_infos() == {}


def test_a_key_sealed_by_a_lost_secret_is_reported_and_not_used(alice: User, settings: Any) -> None:
    provider_key_set(user=alice, provider="polygon", secret=SECRET)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    found = provider_key_infos()["polygon"]
    assert not found.readable
    assert provider_key_stored("polygon") == ""


def test_an_old_secret_still_opens_what_it_sealed(alice: User, settings: Any) -> None:
    provider_key_set(user=alice, provider="polygon", secret=SECRET)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert provider_key_stored("polygon") == SECRET


def test_deleting_what_is_not_stored_says_so(alice: User) -> None:
    with pytest.raises(NotFoundError, match="environment"):
        provider_key_delete(user=alice, provider="polygon")


def test_only_the_owner_sets_and_deletes(alice: User, charlie: User) -> None:
    provider_key_set(user=alice, provider="polygon", secret=SECRET)
    with pytest.raises(ProblemError, match="owner"):
        provider_key_set(user=charlie, provider="polygon", secret="taken-over-now")
    with pytest.raises(ProblemError, match="owner"):
        provider_key_delete(user=charlie, provider="polygon")
    assert provider_key_stored("polygon") == SECRET


def test_who_signed_up_first_owns_it_and_the_demo_person_only_when_alone(db: None) -> None:
    demo = User.objects.create_user("demo", is_demo=True)
    assert is_owner(user=demo)
    first = User.objects.create_user("first")
    second = User.objects.create_user("second")
    staff = User.objects.create_user("staff", is_staff=True)
    assert [is_owner(user=one) for one in (demo, first, second, staff)] == [
        False, True, False, True,
    ]  # fmt: skip
