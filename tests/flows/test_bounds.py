"""How many things of a kind one person may have, also when sixteen requests come at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import ForeignKey, Model

from apps.accounts import library_bounds
from apps.accounts import services as accounts
from apps.accounts.library_bounds import BOUNDS
from apps.accounts.models import ApiToken, SocketTicket, User
from apps.accounts.types import Credential
from apps.alerts import services as alerts
from apps.alerts.models import AlertRule
from apps.alerts.types import RuleFields
from apps.core.clock import now
from apps.core.errors import ProblemError
from apps.core.models import IdempotencyRecord
from apps.core.quota import Bound, keep_newest
from apps.core.typed.decoding import decode
from apps.explain.cross_check.records import alignment_record
from apps.explain.models import AlignmentRun
from apps.imports import services
from apps.instruments.models import InstrumentRow, Watchlist
from apps.instruments.services import watchlists
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.pairs import monitors
from apps.pairs.models import PairMonitor
from apps.portfolio import services as portfolio
from tests.apps.alerts.making import rule_create
from tests.flows.world import save_run

MOST = 3
Make = Callable[[User, int], Any]


def _rule(user: User, n: int) -> Any:
    fields = {"kind": "price", "symbol": "AAA", "direction": "above", "threshold": 100.0 + n,
              "repeat": "every", "cooldown_s": 0}  # fmt: skip
    return rule_create(user_id=user.pk, fields=decode(RuleFields, fields))


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


def test_every_model_of_a_person_states_a_bound() -> None:
    """A list that nobody bounded grows until it harms everybody."""
    missing = []
    for model in apps.get_models():
        people = [
            field
            for field in model._meta.get_fields()
            if isinstance(field, ForeignKey) and field.related_model is User
        ]
        bound = getattr(model, "per_person", BOUNDS.get(model._meta.label_lower))
        if people and not (isinstance(bound, Bound) and 0 < bound.most <= 50_000):
            missing.append(model._meta.label)
    assert missing == []


@pytest.mark.parametrize("most", [0, 1, 3])
def test_the_newest_stay_and_others_keep_theirs(alice: User, bob: User, most: int) -> None:
    for user in (alice, bob):
        for n in range(5):
            IdempotencyRecord.objects.create(
                user=user, key=str(n), route="/", body_digest="", created_at=now()
            )
    rows = IdempotencyRecord.objects.filter(user=alice).order_by("-pk")
    gone = keep_newest(user_id=alice.pk, newest_first=rows, most=most)
    assert sorted(row.key for row in gone) == [str(n) for n in range(5 - most)]
    assert [row.key for row in rows] == [str(n) for n in reversed(range(5 - most, 5))]
    assert IdempotencyRecord.objects.filter(user=bob).count() == 5


def test_what_happened_gives_way_to_what_happens(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AlignmentRun, "per_person", Bound(MOST, "oldest_go"))
    monkeypatch.setattr(SocketTicket, "per_person", Bound(MOST, "oldest_go"))
    monkeypatch.setattr(Job, "per_person", Bound(MOST, "oldest_go"))
    token = ApiToken.objects.create(
        user=alice, name="t", scope="read", digest="d", created_at=now()
    )
    for n in range(6):
        alignment_record(rows=[], symbols=n, code="", started=now(), owner_id=alice.pk)
        accounts.ticket_issue(parent=Credential(alice.pk, "", token.pk))
        job_submit(kind="risk.garch", params={"n": n}, owner_id=alice.pk)
        Job.objects.exclude(state="done").update(state="done", finished_at=now())
    assert list(AlignmentRun.objects.values_list("symbols", flat=True)) == [5, 4, 3]
    assert SocketTicket.objects.count() == MOST
    assert sorted(row.params["n"] for row in Job.objects.all()) == [2, 3, 4, 5]


def test_an_optimisation_that_could_not_be_kept_is_refused(
    alice: User, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(portfolio, "MAX_OPTIMIZATIONS", 2)
    job_submit(kind="portfolio.optimize", params={"n": 1}, owner_id=alice.pk)
    portfolio._require_room(alice.pk)
    save_run(alice)
    with pytest.raises(ProblemError, match="2 saved optimisations already") as caught:
        portfolio._require_room(alice.pk)
    assert (caught.value.status, caught.value.code) == (409, "too_many_optimizations")
    portfolio._require_room(bob.pk)


def test_keys_of_requests_are_bounded(alice_api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(IdempotencyRecord, "per_person", Bound(1, "refused"))
    body = {"name": "One"}
    answers = [
        alice_api.post("/api/v1/watchlists", body, format="json", headers={"Idempotency-Key": key})
        for key in ("a", "a", "b")
    ]
    assert [one.status_code for one in answers] == [201, 201, 429]
    answer = answers[-1]
    assert answer.json()["code"] == "too_many_idempotency_keys"
    assert answer["Retry-After"] == "600"


def test_the_oldest_sessions_end_at_the_next_sign_in(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_bounds, "SESSIONS", Bound(MOST, "oldest_go"))
    for n in range(6):
        store = SessionStore()
        store.create()
        UserSession.objects.create(
            user=alice, ip="127.0.0.1", session_key=store.session_key, user_agent=str(n), data={}
        )
    library_bounds._end_oldest(alice)
    left = UserSession.objects.order_by("pk").values_list("user_agent", flat=True)
    assert list(left) == ["3", "4", "5"]
    assert Session.objects.count() == MOST


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
    monkeypatch.setattr(services, "MAX_INSTRUMENTS", 1)
    assert services.symbol_check(symbol="mine", owner_id=alice.pk) == "MINE"
    InstrumentRow.objects.create(
        symbol="MINE", owner=alice, name="m", asset_class="stock", exchange="x", currency="USD",
        calendar="24/7", source="test",
    )  # fmt: skip
    assert services.symbol_check(symbol="mine", owner_id=alice.pk) == "MINE"
    with pytest.raises(ProblemError) as caught:
        services.symbol_check(symbol="other", owner_id=alice.pk)
    assert caught.value.code == "too_many_instruments"


def test_a_rule_has_ten_channels_at_most(alice_api) -> None:
    _instruments()
    channels = [{"type": "in_app"}] * 11
    body = {"kind": "price", "symbol": "AAA", "threshold": 1, "channels": channels}
    answer = alice_api.post("/api/v1/alerts/rules", body, format="json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith("channels")
