"""What a person can own, how it is made over the API, and what a thief would send to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.flows.world import save_feature_run, save_run, store_event

API = "/api/v1"
MONITOR = {"y": "AAA", "x": "BBB", "interval": "1d"}
RULE = {"kind": "price", "symbol": "AAA", "threshold": 1.0}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a person: its kind and its id as lists show it."""

    kind: "Kind"
    id: str

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return every route that takes its id."""
        return tuple(f"{API}/{route.format(self.id)}" for route in self.kind.routes)


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of thing: how it is made, where it is listed, which routes take its id."""

    name: str
    listed: str
    routes: tuple[str, ...]
    make: Callable[[APIClient, User, int], str]
    body: dict[str, Any]
    deletable: bool = True


def _post(route: str, body: Callable[[int], dict[str, Any]]) -> Callable[..., str]:
    def make(api: APIClient, owner: User, number: int) -> str:
        answer = api.post(
            f"{API}/{route}", body(number), format="json", headers={"Prefer": "wait=0"}
        )
        assert answer.status_code in {201, 202}, answer.content
        return str(answer.json()["id"])

    return make


KINDS = (
    Kind(
        "watchlist", "watchlists", ("watchlists/{}",),
        _post("watchlists", lambda n: {"name": f"W{n}", "symbols": ["AAA"]}),
        {"name": "Stolen", "symbols": []},
    ),
    Kind("token", "tokens", ("tokens/{}",), _post("tokens", lambda n: {"name": f"T{n}"}), {}),
    Kind(
        "monitor", "pairs", ("pairs/{}",),
        _post("pairs", lambda n: MONITOR | {"window": 20 + n}), MONITOR,
    ),
    Kind("rule", "alerts/rules", ("alerts/rules/{}",), _post("alerts/rules", lambda _: RULE), RULE),
    Kind(
        "event", "alerts/events", ("alerts/events/{}/acknowledge",),
        lambda _, owner, number: str(store_event(owner, key=f"made:{number}")), {}, deletable=False,
    ),
    Kind(
        "job", "jobs", ("jobs/{}", "jobs/{}/cancel", "jobs/{}/retry"),
        _post("pairs/adf", lambda n: MONITOR | {"lags": n % 60}), {}, deletable=False,
    ),
    Kind(
        "optimisation", "portfolio/optimizations", ("portfolio/optimizations/{}",),
        lambda _, owner, __: str(save_run(owner)), {},
    ),
    Kind(
        "feature run", "pipelines/features", ("pipelines/features/{}",),
        lambda _, owner, __: str(save_feature_run(owner)), {}, deletable=False,
    ),
)  # fmt: skip


def listed(api: APIClient, kind: Kind) -> dict[str, Any]:
    """Return what a person's list of a kind shows, by id."""
    answer = api.get(f"{API}/{kind.listed}", {"limit": 200})
    assert answer.status_code == 200, answer.content
    return {str(row["id"]): row for row in answer.json()["results"]}
