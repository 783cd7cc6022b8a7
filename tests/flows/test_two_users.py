"""Alice owns, Charlie tries: a machine of two people walks over every route that takes an id."""

from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.urls import resolve
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)
from rest_framework.test import APIClient
from typing_extensions import override

from apps.accounts.models import User
from tests.flows.test_anonymous import ROUTES
from tests.flows.things import API, KINDS, Kind, Thing, listed
from tests.flows.world import build_market, make_instrument, store_closes, walk

# Each case is a table of its own.
pytestmark = pytest.mark.every_case
METHODS = ("get", "post", "put", "patch", "delete")
# Their id is a symbol, and symbols have a table of their own below.
BY_SYMBOL = {"instrument"}
# What is of no one, or is made by a job: its own tests send the outsider there.
APPS = Path(__file__).parents[1] / "apps"
TRIED_ELSEWHERE = {
    "finding": "data_quality/test_repairs.py",
    "finding-repair": "data_quality/test_repairs.py",
    "finding-undo": "data_quality/test_repairs.py",
    "finding-dismiss": "data_quality/test_repairs.py",
    "finding-reopen": "data_quality/test_repairs.py",
    "quality-why": "explain/test_why_view.py",
    "quality-alignment": "explain/test_alignment_view.py",
    "instrument-actions": "refresh/test_actions.py",
    "instrument-refresh": "refresh/test_actions.py",
    "provider-key": "refresh/test_provider_settings.py",
    "provider-test": "refresh/test_provider_settings.py",
    "upload": "imports/test_upload_view.py",
}
HIDDEN = "HIDDEN"


def client_of(user: User) -> APIClient:
    """Return a client signed in as a person."""
    client = APIClient()
    client.force_login(user)
    return client


@pytest.fixture
def market(db: None, settings: Any, tmp_path: Path) -> None:
    settings.PANEL_DIR = tmp_path / "panel"
    build_market()


def expected_status(address: str, method: str) -> int:
    """Return 404 where the route has this method, else 405."""
    return 404 if hasattr(resolve(address).func.view_class, method) else 405  # type: ignore[attr-defined]


class TwoPeople(RuleBasedStateMachine):
    """What two people do, in any order; `people` is set by the test."""

    people: ClassVar[tuple[User, User]]
    things = Bundle("things")

    def __init__(self) -> None:
        super().__init__()
        self.rollback = transaction.atomic()
        self.rollback.__enter__()
        self.alice, self.charlie = map(client_of, self.people)
        self.made = 0
        self.alive: set[Thing] = set()

    @override
    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rollback.__exit__(None, None, None)

    @rule(target=things, kind=st.sampled_from(KINDS))
    def alice_makes(self, kind: Kind) -> Thing:
        self.made += 1
        thing = Thing(kind, kind.make(self.alice, self.people[0], self.made))
        self.alive.add(thing)
        return thing

    @rule(kind=st.sampled_from(KINDS))
    def charlie_makes_his_own(self, kind: Kind) -> None:
        self.made += 1
        mine = kind.make(self.charlie, self.people[1], self.made)
        assert mine in listed(self.charlie, kind)
        assert mine not in listed(self.alice, kind)

    @rule(thing=things, method=st.sampled_from(METHODS), odd=st.booleans())
    def charlie_tries(self, thing: Thing, method: str, odd: bool) -> None:
        before = listed(self.alice, thing.kind)
        body = {} if odd and method == "patch" else thing.kind.body
        for address in thing.addresses:
            answer = getattr(self.charlie, method)(address, body, format="json")
            assert answer.status_code == expected_status(address, method), (method, address)
        assert listed(self.alice, thing.kind) == before

    @rule(thing=things)
    def alice_reads(self, thing: Thing) -> None:
        for address in thing.addresses:
            if expected_status(address, "get") == 404:
                found = 200 if thing in self.alive else 404
                assert self.alice.get(address).status_code == found

    @rule(thing=consumes(things))
    def alice_deletes(self, thing: Thing) -> None:
        if thing.kind.deletable:
            assert self.alice.delete(thing.addresses[0]).status_code == 204
            self.alive.remove(thing)

    @invariant()
    def each_sees_their_own(self) -> None:
        for kind in {thing.kind.name: thing.kind for thing in self.alive}.values():
            owned = {thing.id for thing in self.alive if thing.kind is kind}
            shown = listed(self.alice, kind).keys()
            # A daily rule of hers is looked at by a job of hers, which nobody asked for by name.
            assert shown >= owned if kind.name == "job" else shown == owned
            assert not owned & listed(self.charlie, kind).keys()


def test_every_route_with_an_id_is_tried() -> None:
    tried = {
        resolve(address).url_name
        for kind in KINDS
        for address in Thing(kind, "00000000-0000-4000-8000-000000000000").addresses
        + Thing(kind, "1").addresses
        if resolve(address).url_name
    }
    with_id = {name for name, path in ROUTES if "<" in path}
    assert tried - {None} >= with_id - BY_SYMBOL - TRIED_ELSEWHERE.keys()


def test_what_is_tried_elsewhere_is_tried_there_by_an_outsider() -> None:
    for file in sorted(set(TRIED_ELSEWHERE.values())):
        assert "charlie_api" in (APPS / file).read_text(), file


def test_two_people_never_meet(market: None, alice: User, charlie: User) -> None:
    run_state_machine_as_test(
        type("AliceAndCharlie", (TwoPeople,), {"people": (alice, charlie)}),
        settings=settings(
            max_examples=10,
            stateful_step_count=15,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


PAIR = {"y": HIDDEN, "x": "AAA"}
BY_NAME: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("get", f"instruments/{HIDDEN}", {}),
    ("get", "price", {"symbol": HIDDEN}),
    ("get", "history", {"symbol": HIDDEN}),
    ("get", "risk", {"symbol": HIDDEN}),
    ("get", "risk", {"symbol": "AAA", "benchmark": HIDDEN}),
    ("get", "risk/garch", {"symbol": HIDDEN}),
    ("get", "risk/backtest", {"symbol": HIDDEN}),
    ("get", "risk/correlation", {"symbols": f"AAA,{HIDDEN}"}),
    ("post", "risk/portfolio", {"weights": {"AAA": 0.5, HIDDEN: 0.5}}),
    ("get", "prediction", {"symbol": HIDDEN}),
    ("post", "forecasts/train", {"symbols": [HIDDEN]}),
    ("post", "portfolio/optimize", {"symbols": ["AAA", HIDDEN]}),
    ("get", "pairs/analytics", PAIR),
    ("post", "pairs/adf", PAIR),
    ("post", "pairs/backtest", PAIR),
    ("post", "pairs/scan", {"symbols": ["AAA", HIDDEN]}),
    ("post", "pairs", PAIR),
    ("get", "features", {"symbol": HIDDEN}),
    ("get", "features/anomalies", {"symbol": HIDDEN}),
    ("post", "pipelines/features", {"symbols": ["AAA", HIDDEN]}),
    ("post", "alerts/rules", {"kind": "price", "symbol": HIDDEN, "threshold": 1.0}),
    ("post", "watchlists", {"name": "Hers", "symbols": [HIDDEN]}),
)


@pytest.mark.parametrize(
    ("method", "route", "sent"), BY_NAME, ids=[f"{m} {r}" for m, r, _ in BY_NAME]
)
def test_a_private_instrument_is_unknown_to_others(
    market: None, alice: User, charlie: User, method: str, route: str, sent: dict[str, Any]
) -> None:
    store_closes(make_instrument(HIDDEN, alice), walk(7, 700))
    answers = [
        getattr(client_of(person), method)(
            f"{API}/{route}",
            sent,
            headers={"Prefer": "wait=0"},
            **({} if method == "get" else {"format": "json"}),
        )
        for person in (charlie, alice)
    ]
    assert (answers[0].status_code, answers[0].json()["code"]) == (404, "unknown_symbol")
    assert answers[1].status_code in {200, 201, 202}, answers[1].content


def test_a_private_instrument_is_listed_for_its_owner_alone(
    market: None, alice: User, charlie: User
) -> None:
    make_instrument(HIDDEN, alice)
    lists = [
        [row["symbol"] for row in client_of(person).get(f"{API}/instruments").json()["results"]]
        for person in (alice, charlie)
    ]
    assert HIDDEN in lists[0]
    assert HIDDEN not in lists[1]
