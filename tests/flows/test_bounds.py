"""How many things of a kind one person may have, also when sixteen requests come at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from apps.accounts import services as accounts
from apps.accounts.models import ApiToken, User
from apps.alerts import services as alerts
from apps.alerts.models import AlertRule
from apps.core.errors import ProblemError
from apps.market.models import InstrumentRow, Watchlist
from apps.market.services import uploads, watchlists
from apps.pairs import monitors
from apps.pairs.models import PairMonitor

MOST = 3
Make = Callable[[User, int], Any]


def _rule(user: User, n: int) -> Any:
    fields = {"kind": "price", "symbol": "AAA", "direction": "above", "threshold": 100.0 + n,
              "repeat": "every", "cooldown_s": 0}  # fmt: skip
    return alerts.rule_create(user_id=user.pk, fields=fields)


def _pair(user: User, n: int) -> Any:
    fields = {"y": "AAA", "x": "BBB", "interval": "1d", "window": 20 + n, "method": "ols",
              "log": True, "intercept": True, "entry_threshold": 2.0,
              "exit_threshold": 0.5}  # fmt: skip
    return monitors.monitor_create(user_id=user.pk, fields=fields)


def _watchlist(user: User, n: int) -> Any:
    return watchlists.watchlist_create(owner_id=user.pk, name=f"List {n}")


def _token(user: User, n: int) -> Any:
    return accounts.token_create(user=user, name=f"Token {n}", scope="read")


CASES: dict[str, tuple[Any, str, Make, type[Model], str]] = {
    "rules": (alerts, "MAX_RULES", _rule, AlertRule, "too_many_rules"),
    "pairs": (monitors, "MAX_MONITORS", _pair, PairMonitor, "too_many_pairs"),
    "watchlists": (watchlists, "MAX_WATCHLISTS", _watchlist, Watchlist, "too_many_watchlists"),
    "tokens": (accounts, "MAX_TOKENS", _token, ApiToken, "too_many_tokens"),
}


@pytest.fixture(params=CASES)
def case(request, monkeypatch: pytest.MonkeyPatch) -> tuple[Make, type[Model], str]:
    module, name, make, model, code = CASES[request.param]
    monkeypatch.setattr(module, name, MOST)
    monkeypatch.setattr(monitors, "pair_check", lambda **_: None)
    return make, model, code


def _instruments() -> None:
    for symbol in ("AAA", "BBB"):
        InstrumentRow.objects.create(
            symbol=symbol, name=symbol, asset_class="crypto", exchange="TEST", currency="USD",
            calendar="24/7", source="test", last_bar=date(2026, 3, 1),
        )  # fmt: skip


def _make(make: Make, user: User, n: int) -> str:
    try:
        make(user, n)
    except ProblemError as error:
        return f"{error.status} {error.code}"
    return "made"


def test_one_too_many_is_refused_and_others_are_not(case, alice: User, bob: User) -> None:
    make, model, code = case
    _instruments()
    assert [_make(make, alice, n) for n in range(5)] == ["made"] * MOST + [f"409 {code}"] * 2
    assert _make(make, bob, 9) == "made"
    model.objects.order_by("pk").first().delete()
    assert _make(make, alice, 10) == "made"


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_do_not_exceed_it(case, alice: User) -> None:
    if connection.vendor == "sqlite" and "memory" in str(connection.settings_dict["NAME"]):
        pytest.skip("an in-memory database has one connection; PostgreSQL runs this")
    make, model, code = case
    _instruments()

    def one(n: int) -> str:
        try:
            return _make(make, alice, n)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        answers = Counter(pool.map(one, range(16)))
    assert answers == {"made": MOST, f"409 {code}": 16 - MOST}
    assert model.objects.count() == MOST


def test_own_instruments_are_bounded(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_INSTRUMENTS", 1)
    assert uploads.symbol_check(symbol="mine", owner_id=alice.pk) == "MINE"
    InstrumentRow.objects.create(
        symbol="MINE", owner=alice, name="m", asset_class="stock", exchange="x", currency="USD",
        calendar="24/7", source="test",
    )  # fmt: skip
    assert uploads.symbol_check(symbol="mine", owner_id=alice.pk) == "MINE"
    with pytest.raises(ProblemError) as caught:
        uploads.symbol_check(symbol="other", owner_id=alice.pk)
    assert caught.value.code == "too_many_instruments"


def test_a_rule_has_ten_channels_at_most(alice_api) -> None:
    _instruments()
    channels = [{"type": "in_app"}] * 11
    body = {"kind": "price", "symbol": "AAA", "threshold": 1, "channels": channels}
    answer = alice_api.post("/api/v1/alerts/rules", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith("channels")
