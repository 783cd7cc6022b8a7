"""A refusal names the cause that was planted, and no other."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from celery_worker.attempt import attempt
from celery_worker.tracked import work_of
from tests.flows.test_two_users import client_of
from tests.flows.world import make_instrument, store_closes, walk

API = "/api/v1"
DAYS = 700
PLANTED = ("YOUNG", "SHORT", "FLAT", "BELOW", "EARLY", "LATE", "POUND", "THIN", "GBPUSD", "CHFUSD")


def _part(seed: int, first: int, last: int) -> np.ndarray:
    closes = walk(seed, DAYS)
    closes[:first], closes[last:] = np.nan, np.nan
    return closes


@pytest.fixture
def api(alice: User, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> APIClient:
    """Two sound series, one for each cause, and a worker that does each job at once."""
    for name in ("PANEL_DIR", "MODELS_DIR", "FEATURES_DIR"):
        setattr(settings, name, tmp_path / name)
    closes = {
        "OLD": walk(1, DAYS), "ALSO": walk(2, DAYS), "YOUNG": _part(3, DAYS - 26, DAYS),
        "SHORT": walk(4, 3), "FLAT": np.full(DAYS, 50.0), "BELOW": walk(5, DAYS),
        "EARLY": _part(6, 0, 120), "LATE": _part(7, 580, DAYS), "POUND": walk(8, DAYS),
        "THIN": walk(9, DAYS), "CHFUSD": _part(10, 0, 12),
    }  # fmt: skip
    closes["BELOW"][650] = -37.63
    currencies = {"POUND": "GBP", "THIN": "CHF"}
    for symbol, own in closes.items():
        row = make_instrument(symbol, has_ohlc=False, currency=currencies.get(symbol, "USD"))
        store_closes(row, own)

    def do(*, job_id: UUID, task: str, queue: str) -> None:
        attempt(job_id, work_of(task))

    monkeypatch.setattr("apps.jobs.services.enqueue_on_commit", do)
    return client_of(alice)


@dataclass(frozen=True)
class Case:
    """A question with one planted cause, and what its refusal says."""

    path: str
    members: tuple[str, ...]
    says: str
    names: tuple[str, ...]
    more: dict[str, Any] = field(default_factory=dict)

    def ask(self, api: APIClient) -> Any:
        """Send the question in the form of its route."""
        sent: dict[str, Any] = {"symbols": list(self.members), "period": "max"}
        if self.path.startswith("pairs/") and self.path != "pairs/scan":
            sent = {"y": self.members[0], "x": self.members[1]}
        elif self.path == "risk/portfolio":
            share = 1.0 / len(self.members)
            sent = {"weights": dict.fromkeys(self.members, share), "period": "max"}
        elif self.path in {"risk", "risk/garch", "risk/backtest", "prediction", "features"}:
            sent = {"symbol": self.members[0]}
        elif self.path in {"pairs/scan", "forecasts/train", "pipelines/features"}:
            sent = {"symbols": list(self.members)}
        elif self.path == "risk/correlation":
            sent = {"symbols": ",".join(self.members), "period": "max"}
        elif self.path == "portfolio/optimize":
            sent["objective"] = "min_volatility"
        asked = sent | self.more
        if self.path in GETS:
            return api.get(f"{API}/{self.path}", asked)
        return api.post(f"{API}/{self.path}", asked, format="json")


GETS = {"risk", "risk/garch", "risk/backtest", "risk/correlation", "prediction", "features",
        "pairs/analytics"}  # fmt: skip
USD = {"currency": "USD"}
BELOW = r"^BELOW closed at -37\.63 on 2021-10-17"
CASES = (
    # A young asset cuts the sample.
    Case("portfolio/optimize", ("OLD", "ALSO", "YOUNG"), r"^YOUNG has prices from .* on only: 26 "
         r"days in common remain of the 700 .* Take YOUNG out", ("YOUNG",)),
    Case("risk/portfolio", ("OLD", "ALSO", "YOUNG"), r"^YOUNG has 26 bars here; \d+ are needed",
         ("YOUNG",)),
    Case("pairs/adf", ("OLD", "YOUNG"), r"^YOUNG has 26 bars here; 30 are needed", ("YOUNG",)),
    Case("forecasts/train", ("YOUNG",), r"^YOUNG has 26 daily bars", ("YOUNG",)),
    # Too few bars.
    Case("risk/portfolio", ("OLD", "SHORT"), r"^SHORT has 3 bars here", ("SHORT",)),
    Case("portfolio/optimize", ("OLD", "ALSO", "SHORT"), r"^SHORT has 2 bars here; 60", ("SHORT",)),
    Case("risk/correlation", ("OLD", "SHORT"), r"^Only OLD can be used; at least 2 are needed\. "
         r"SHORT has 3 bars here; 21", ("SHORT",)),
    Case("pairs/analytics", ("SHORT", "OLD"), r"^SHORT has 3 bars here; 60 are needed", ("SHORT",)),
    Case("pairs/backtest", ("OLD", "SHORT"), r"^SHORT has 3 bars here; 120 are needed",
         ("SHORT",), {"method": "kalman"}),
    Case("pairs/scan", ("OLD", "SHORT"), r"^Only OLD can be used; at least 2 are needed\. SHORT "
         r"has 3 bars", ("SHORT",)),
    Case("pipelines/features", ("SHORT",), r"^SHORT has 3 bars here; 35 are needed", ("SHORT",)),
    Case("prediction", ("SHORT",), r"^SHORT has 3 daily bars", ("SHORT",)),
    Case("risk/garch", ("SHORT",), r"^SHORT has \d bars here", ("SHORT",)),
    # Enough each, and not together.
    Case("risk/portfolio", ("OLD", "EARLY", "LATE"), r"^OLD, EARLY and LATE have no bars in common;"
         r".* Without (EARLY|LATE) there are 120: take it out", ("EARLY", "LATE")),
    Case("portfolio/optimize", ("OLD", "EARLY", "LATE"), r"^OLD, EARLY and LATE have no bars in "
         r"common; .* Without (EARLY|LATE) there are 1", ("EARLY", "LATE")),
    Case("pairs/adf", ("EARLY", "LATE"), r"^EARLY and LATE have no bars in common",
         ("EARLY", "LATE")),
    Case("pairs/scan", ("EARLY", "LATE"), r"^EARLY and LATE have no bars in common",
         ("EARLY", "LATE")),
    # A flat series.
    Case("pairs/adf", ("OLD", "FLAT"), r"FLAT does not vary", ("FLAT",)),
    Case("pairs/analytics", ("FLAT", "OLD"), r"FLAT does not vary", ("FLAT",)),
    Case("risk/garch", ("FLAT",), r"does not vary", ("FLAT",)),
    Case("risk", ("FLAT",), r"^evt cannot be computed for FLAT", ("FLAT",), {"method": "evt"}),
    Case("prediction", ("FLAT",), r"FLAT has no forecast: .*has not changed", ("FLAT",)),
    # A price below zero.
    Case("risk/portfolio", ("OLD", "BELOW"), BELOW, ("BELOW",)),
    Case("portfolio/optimize", ("OLD", "BELOW"), BELOW, ("BELOW",)),
    Case("pairs/adf", ("BELOW", "OLD"), BELOW, ("BELOW",)),
    Case("forecasts/train", ("BELOW",), BELOW, ("BELOW",)),
    Case("pipelines/features", ("BELOW",), BELOW, ("BELOW",)),
    Case("features", ("BELOW",), BELOW, ("BELOW",)),
    Case("risk", ("BELOW",), BELOW, ("BELOW",), {"period": "max"}),
    # A rate that is not there, and one that is there too seldom.
    Case("risk/portfolio", ("OLD", "POUND"), r"no rate of GBP in USD.*GBPUSD", ("POUND", "GBPUSD"),
         USD),
    Case("portfolio/optimize", ("OLD", "POUND"), r"no rate of GBP in USD", ("POUND", "GBPUSD"),
         USD),
    Case("pairs/adf", ("OLD", "POUND"), r"no rate of GBP in USD", ("POUND", "GBPUSD"), USD),
    Case("pairs/scan", ("OLD", "POUND"), r"no rate of GBP in USD", ("POUND", "GBPUSD"), USD),
    Case("risk/correlation", ("OLD", "POUND"), r"no rate of GBP in USD", ("POUND", "GBPUSD"), USD),
    Case("risk/portfolio", ("OLD", "POUND"), r"^The symbols are in several currencies: USD \(OLD\),"
         r" GBP \(POUND\)", ("POUND", "GBPUSD")),
    Case("pairs/adf", ("OLD", "THIN"), r"^CHFUSD has a rate on 12 of the 700 bars", ("CHFUSD",),
         USD),
    Case("portfolio/optimize", ("OLD", "THIN"), r"^CHFUSD has a rate on 12 of the 700 bars",
         ("CHFUSD",), USD),
    Case("risk/portfolio", ("OLD", "THIN"), r"^CHFUSD has a rate on 12 of the 700 bars",
         ("CHFUSD",), USD),
    # Limits that no weights meet.
    Case("portfolio/optimize", ("OLD", "ALSO"), r"weight", (),
         {"constraints": {"max_weight": 0.1}}),
)  # fmt: skip


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{one.path}-{'+'.join(one.members)}" for one in CASES]
)
def test_the_sentence_names_the_planted_cause_alone(api: APIClient, case: Case) -> None:
    response = case.ask(api)
    body = response.json()
    assert response.status_code == 422, body
    assert re.search(case.says, body["detail"]), body["detail"]
    others = [one for one in PLANTED if one not in case.names]
    assert not [one for one in others if re.search(rf"\b{one}\b", body["detail"])], body["detail"]
    assert not re.search(r", [A-Z]+ has \d", body["detail"]), "several have, one has"
