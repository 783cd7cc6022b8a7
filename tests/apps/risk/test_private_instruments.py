"""Charlie sees nothing of Alice's instruments, whichever route he asks."""

import pytest

from apps.instruments.models import InstrumentRow
from apps.instruments.store import bars_upsert
from apps.instruments.types import DAY_US, BarRow


@pytest.fixture
def private(alice, settings, tmp_path) -> str:
    settings.PANEL_DIR = tmp_path  # what this test stores is rolled back, its panel must go too
    row = InstrumentRow.objects.create(
        symbol="MINE",
        owner=alice,
        name="Mine",
        asset_class="other",
        exchange="",
        currency="USD",
        calendar="XNYS",
        source="upload",
        has_ohlc=False,
    )
    bars_upsert(
        [
            BarRow("MINE", "1d", day * DAY_US, None, None, None, 100.0 + day % 7, None, None, None,
                   settled=True)
            for day in range(300)
        ],
        instrument_ids={"MINE": row.pk},
    )  # fmt: skip
    return "MINE"


ROUTES = [
    "/api/v1/risk?symbol=MINE",
    "/api/v1/risk/correlation?symbols=MINE",
    "/api/v1/risk/backtest?symbol=MINE",
    "/api/v1/risk/garch?symbol=MINE",
]


@pytest.mark.parametrize("route", ROUTES)
def test_the_outsider_is_answered_that_there_is_no_such_symbol(private, charlie_api, route) -> None:
    response = charlie_api.get(route)
    assert (response.status_code, response.json()["code"]) == (404, "unknown_symbol")


def test_the_owner_measures_it(private, alice_api) -> None:
    assert alice_api.get(ROUTES[0]).status_code == 200


def test_the_outsider_cannot_hold_it(private, charlie_api) -> None:
    body = {"weights": {"MINE": 1.0}}
    response = charlie_api.post("/api/v1/risk/portfolio", body, format="json")
    assert response.status_code == 404
