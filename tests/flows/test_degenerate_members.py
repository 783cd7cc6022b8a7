"""Every route that takes several symbols, with a member that has no answer.

One degenerate member never ends a batch: it is left out and named with its cause. Where leaving it
out would answer another question (weights of a portfolio, a pair), the refusal names it.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.clients.tools import operations, served_document
from tests.flows.test_two_users import client_of
from tests.flows.world import make_instrument, store_closes, walk

API = "/api/v1"
DAYS = 700
SOUND = ("GOOD", "WELL")
SHORT, FLAT, BELOW, HOLE, COPY = "SHORT", "FLAT", "BELOW", "HOLE", "TWIN"
ODD = (SHORT, FLAT, BELOW, HOLE, COPY)
CAUSES = {
    SHORT: r"SHORT has [23] ",  # of closes or of their returns
    FLAT: r"does not vary|has not changed",
    BELOW: r"BELOW closed at -37\.63 on ",
}
"""What a sentence about a member has to say."""


@pytest.fixture
def api(alice: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> APIClient:
    """Alice, two sound series, one of each odd kind, and a worker that does each job at once."""
    for name in ("PANEL_DIR", "MODELS_DIR", "FEATURES_DIR"):
        setattr(settings, name, tmp_path / name)
    closes = {"GOOD": walk(1, DAYS), "WELL": walk(2, DAYS), SHORT: walk(3, 3)}
    closes[FLAT] = np.full(DAYS, 50.0)
    closes[BELOW] = walk(4, DAYS)
    closes[BELOW][650] = -37.63
    closes[HOLE] = walk(5, DAYS)
    closes[HOLE][200:260] = np.nan
    closes[COPY] = closes["GOOD"].copy()
    for symbol, own in closes.items():
        store_closes(make_instrument(symbol, has_ohlc=False), own)

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        attempt(job_id, work_of(task))

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)
    return client_of(alice)


@dataclass(frozen=True)
class Route:
    """A route that takes members: how it is asked about some, and what it leaves out or refuses.

    `left_out` are the odd members that it answers without; `refused` those that end the question.
    """

    method: str
    path: str
    most: int = 99
    sent: Any = None
    left_out: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def ask(self, api: APIClient, members: tuple[str, ...]) -> Any:
        """Send the question."""
        options = {} if self.method == "get" else {"format": "json"}
        ask = getattr(api, self.method)
        response = ask(f"{API}/{self.path}", self.sent(members), **options)
        if response.streaming:
            response.close()  # a file on its way holds a temporary one
        return response


def _pair(**more: Any) -> Any:
    return lambda members: {"y": members[0], "x": members[1], "window": 20} | more


def _list(**more: Any) -> Any:
    return lambda members: {"symbols": list(members)} | more


def _weights(members: tuple[str, ...]) -> dict[str, Any]:
    return {"weights": dict.fromkeys(members, 1.0 / len(members)), "period": "max"}


NONE: frozenset[str] = frozenset()
ROUTES = (
    Route("get", "risk/correlation", sent=lambda m: {"symbols": ",".join(m), "period": "max"},
          left_out=frozenset({SHORT, FLAT, BELOW})),
    Route("post", "pipelines/features", sent=_list(engine="polars"),
          left_out=frozenset({SHORT, BELOW})),
    Route("post", "forecasts/train", sent=_list(models=["drift"]),
          left_out=frozenset({SHORT, FLAT, BELOW})),
    Route("post", "pairs/scan", sent=_list(), left_out=frozenset({SHORT, BELOW})),
    Route("post", "quality/checks", sent=_list()),
    Route("post", "quality/alignment", sent=lambda _: {}),
    Route("post", "watchlists", sent=_list(name="Odd")),
    Route("post", "risk/portfolio", sent=_weights, refused=frozenset({SHORT, BELOW})),
    Route("post", "portfolio/optimize", sent=_list(period="max", objective="min_volatility"),
          refused=frozenset({SHORT, BELOW})),
    Route("get", "pairs/analytics", most=2, sent=_pair(),
          refused=frozenset({SHORT, FLAT, BELOW})),
    Route("post", "pairs/adf", most=2,
          sent=lambda m: {"y": m[0], "x": m[1]}, refused=frozenset({SHORT, FLAT, BELOW})),
    Route("post", "pairs/backtest", most=2, sent=_pair(method="rolling_ols"),
          refused=frozenset({SHORT, FLAT, BELOW})),
    Route("get", "exports/pairs", most=2, sent=_pair(),
          refused=frozenset({SHORT, FLAT, BELOW})),
    Route("post", "pairs", most=2, sent=_pair()),
    Route("post", "alerts/rules/preview", most=2, refused=frozenset({SHORT, BELOW}),
          sent=lambda m: {"kind": "z_score", "symbol": m[0], "symbol_x": m[1], "interval": "1d",
                          "window": 20, "threshold": 2.0, "direction": "above"}),
    Route("post", "alerts/rules", most=2,
          sent=lambda m: {"kind": "z_score", "symbol": m[0], "symbol_x": m[1], "interval": "1d",
                          "window": 20, "threshold": 2.0, "direction": "above"}),
)  # fmt: skip
CASES = [(route, odd) for route in ROUTES for odd in ODD]


def _notices(answer: Any) -> dict[str, str]:
    return {one["symbol"]: one["reason"] for one in answer.get("skipped", ())}


@pytest.mark.parametrize(("route", "odd"), CASES, ids=[f"{one.path}-{odd}" for one, odd in CASES])
def test_one_odd_member_is_left_out_or_named(api: APIClient, route: Route, odd: str) -> None:
    members = (*SOUND, odd)[-route.most :]
    response = route.ask(api, members)
    answer = response.json() if "json" in response["Content-Type"] else {}
    if odd in route.refused:
        assert response.status_code == 422, answer
        assert odd in answer["detail"]
        assert re.search(CAUSES[odd], answer["detail"])
    else:
        assert response.status_code in {200, 201}, answer
        notices = _notices(answer)
        assert set(notices) == ({odd} if odd in route.left_out else set())
        assert all(re.search(CAUSES[symbol], why) for symbol, why in notices.items())


BATCHES = [route for route in ROUTES if route.left_out]


@pytest.mark.parametrize("route", BATCHES, ids=[route.path for route in BATCHES])
def test_all_odd_members_at_once_leave_the_sound_ones_their_answer(
    api: APIClient, route: Route
) -> None:
    response = route.ask(api, (*SOUND, *ODD))
    assert response.status_code == 200, response.content
    assert set(_notices(response.json())) == route.left_out


@pytest.mark.parametrize("route", BATCHES, ids=[route.path for route in BATCHES])
def test_a_batch_without_a_sound_member_is_refused_and_names_all(
    api: APIClient, route: Route
) -> None:
    response = route.ask(api, (SHORT, BELOW))
    answer = response.json()
    assert response.status_code == 422, answer
    for odd in (SHORT, BELOW):
        assert re.search(CAUSES[odd], answer["detail"])
    assert [one["symbol"] for one in answer["skipped"]] == [SHORT, BELOW]


@pytest.mark.parametrize("route", BATCHES, ids=[route.path for route in BATCHES])
def test_a_member_that_is_named_twice_counts_once(api: APIClient, route: Route) -> None:
    once, twice = (route.ask(api, (*SOUND, *more)).json() for more in ((), ("good",)))
    for answer in (once, twice):
        assert "detail" not in answer, answer
    assert twice["skipped"] == once["skipped"] == []
    assert twice.get("symbols", []) == once.get("symbols", [])


MEMBERS = {"symbols", "weights", "symbol_x", "x"}
TAKES_NO_MEMBERS = {
    "get /api/v1/pairs/{monitor_id}": "one pair by its id",
}


def _fields(operation: dict[str, Any], document: dict[str, Any]) -> set[str]:
    found = {one["name"] for one in operation.get("parameters", ()) if "name" in one}
    for body in operation.get("requestBody", {}).get("content", {}).values():
        schema = body["schema"]
        if "$ref" in schema:
            schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
        found |= set(schema.get("properties", ()))
    return found


def test_every_route_with_members_is_in_the_table() -> None:
    document = served_document()
    known = {f"{route.method} {API}/{route.path}" for route in ROUTES}
    found = {
        name.lower()
        for name, operation in operations(document).items()
        if MEMBERS & _fields(operation, document)
    }
    assert {name for name in found if name not in known and "{" not in name} == set()
