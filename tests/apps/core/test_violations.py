"""Which rule of the database was broken, on the database of this run."""

import ast
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from apps.accounts.models import OwnerClaim, UsedCode, User
from apps.core.clock import now
from apps.core.violations import reference_broken, unique_broken
from apps.instruments.models import Watchlist, WatchlistItem
from apps.instruments.selectors.instruments import instruments_by_symbol
from apps.instruments.services import watchlists
from apps.jobs.models import Job
from tests.flows.world import make_instrument

APPS = Path(__file__).resolve().parents[3] / "apps"


def _error(make: Any) -> IntegrityError:
    make()
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    return caught.value


def test_a_named_constraint(alice: User) -> None:
    error = _error(lambda: Watchlist.objects.create(owner=alice, name="One"))
    assert unique_broken(error, "market_watchlist", "name", "owner_id")
    assert not unique_broken(error, "market_watchlist", "owner_id")
    assert not unique_broken(error, "market_instrument", "name", "owner_id")
    assert not reference_broken(error)


def test_constraints_with_a_condition_a_column_and_a_key(alice: User) -> None:
    claim = _error(lambda: OwnerClaim.objects.create(claimed_at=now()))
    assert unique_broken(claim, "accounts_ownerclaim", "id")
    code = _error(lambda: UsedCode.objects.create(user=alice, digest="d", used_at=now()))
    assert unique_broken(code, "accounts_usedcode", "user_id", "digest")
    row = {"kind": "k", "queue": "q", "params": {}, "steps": [], "created_at": now()}

    def job(**more: Any) -> IntegrityError:
        return _error(lambda: Job.objects.create(**row, **more))

    opened = job(owner=alice, params_hash="a")
    assert unique_broken(opened, "jobs_job", "owner_id", "kind", "params_hash")
    assert unique_broken(job(params_hash="b"), "jobs_job", "kind", "params_hash")
    slot = job(params_hash="c", slot="s", state="done")
    assert unique_broken(slot, "jobs_job", "slot")


def test_two_default_watchlists(alice: User) -> None:
    watchlists.watchlist_create(owner_id=alice.pk, name="One", is_default=True)
    with pytest.raises(Exception, match="a default watchlist already"):
        watchlists.watchlist_create(owner_id=alice.pk, name="Two", is_default=True)


@pytest.mark.django_db(transaction=True)
def test_a_deleted_instrument_is_no_name_that_is_taken() -> None:
    """It goes between being looked up and being put into the list."""
    user = get_user_model().objects.create_user("alice", "a@example.org", "alice-long-password")
    row = make_instrument("AAA")
    api = APIClient()
    api.force_login(user)
    found = instruments_by_symbol

    def gone(**asked: Any) -> Any:
        known = found(**asked)
        row.delete()
        return known

    with patch.object(watchlists, "instruments_by_symbol", side_effect=gone):
        answer = api.post("/api/v1/watchlists", {"name": "One", "symbols": ["AAA"]}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "deleted_meanwhile")
    assert not Watchlist.objects.filter(name="One").exists()
    assert not WatchlistItem.objects.exists()


def test_an_error_of_another_rule_is_raised_on(alice: User) -> None:
    other = IntegrityError("NOT NULL constraint failed: market_watchlist.name")
    with (
        patch.object(Watchlist.objects, "create", side_effect=other),
        pytest.raises(IntegrityError, match="NOT NULL"),
    ):
        watchlists.watchlist_create(owner_id=alice.pk, name="One")


def _handlers(file: Path) -> list[ast.ExceptHandler]:
    tree = ast.parse(file.read_text())
    handlers = (node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler))
    return [one for one in handlers if one.type and "IntegrityError" in ast.unparse(one.type)]


# What follows there is the same statement as one that may meet a conflict: any other rule is broken
# by it as well, and raised.
ASKS_THE_DATABASE_AGAIN = {"instruments/store/postgresql.py"}


def test_whoever_catches_one_asks_which_rule_it_was() -> None:
    judges = ("unique_broken(", "_refusal(error", "_is_known(error")
    found = {file: _handlers(file) for file in APPS.rglob("*.py")}
    assert sum(map(len, found.values())) >= 10
    blind = {
        f"{file.relative_to(APPS)}:{one.lineno}"
        for file, handlers in found.items()
        if str(file.relative_to(APPS)) not in ASKS_THE_DATABASE_AGAIN
        for one in handlers
        if not any(judge in ast.unparse(one) for judge in judges)
    }
    assert blind == set()
