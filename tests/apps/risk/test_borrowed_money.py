"""Weights that borrow can lose more than everything in a day."""

import json
import math
from typing import Any

import numpy as np
import pytest
from rest_framework.test import APIClient

from tests.apps.pairs.conftest import make_series

DAYS = 400


def _series(seed: int) -> Any:
    return 100.0 * np.exp(np.cumsum(np.random.default_rng(seed).normal(scale=0.1, size=DAYS)))


@pytest.mark.parametrize("method", ["historical", "gaussian", "fhs"])
def test_the_path_ends_where_all_is_lost(db: None, alice_api: APIClient, method: str) -> None:
    make_series("WILD", _series(1))
    make_series("ALSO", _series(2))
    asked = {"weights": {"WILD": 10.0, "ALSO": -9.0}, "period": "max", "method": method}
    answer = alice_api.post("/api/v1/risk/portfolio", asked, format="json")
    assert answer.status_code == 200, answer.content
    found = json.loads(answer.content)
    path = [one["value"] for one in found["drawdown"]]
    ruined = next(place for place, depth in enumerate(path) if depth >= 1.0)
    assert len(set(path[ruined:])) == 1
    assert found["max_drawdown"] == pytest.approx(path[-1])
    assert found["calmar"] == pytest.approx(-1.0 / path[-1])
    assert found["drawdown_end"] is None
    worst = [one["loss"] for one in found["stress"]["worst"]]
    assert all(math.isfinite(loss) for loss in worst)
    assert worst[0] > 1.0  # a day that lost more than everything is the worst of them
