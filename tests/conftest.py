"""The cast: Alice owns, Bob shares, Charlie is the outsider and must see nothing."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import settings
from pytest_django import DjangoDbBlocker
from rest_framework.test import APIClient

from apps.accounts.models import User

# Time is no property of a number: on a shared machine every deadline fails one day. The same
# examples on every run, so that a failure is the change's; SIGHTLINE_EXPLORE=1 looks for new ones.
settings.register_profile("seeded", deadline=None, derandomize=True, database=None)
settings.register_profile("explore", deadline=None, max_examples=1_000)
settings.load_profile("explore" if os.environ.get("SIGHTLINE_EXPLORE") else "seeded")


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make a database ready for rows that all tests of a module share, and that go with it.

    Each test's own transaction lies inside this one: no test with `transaction=True` can have it.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def _person(name: str) -> User:
    return User.objects.create_user(name, f"{name}@example.org", f"{name}-long-password")


def _client(user: User) -> APIClient:
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def alice(db: None) -> User:
    return _person("alice")


@pytest.fixture
def bob(db: None) -> User:
    return _person("bob")


@pytest.fixture
def charlie(db: None) -> User:
    return _person("charlie")


@pytest.fixture
def alice_api(alice: User) -> APIClient:
    return _client(alice)


@pytest.fixture
def bob_api(bob: User) -> APIClient:
    return _client(bob)


@pytest.fixture
def charlie_api(charlie: User) -> APIClient:
    return _client(charlie)


@pytest.fixture
def anonymous_api(db: None) -> APIClient:
    return APIClient()
