"""What answers weigh on the wire, that each can be revalidated, and that no encoding changes it."""

import gzip
from pathlib import Path
from typing import Any

import brotli
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.flows.world import build_market, give_belongings

API = "/api/v1"
# Route, and the most that it may weigh compressed; what is no larger than a packet stays plain.
ROUTES = {
    "/history?symbol=AAA&period=max": 20_000,
    "/history?symbol=AAA": 12_000,
    "/price?symbol=AAA": 1_000,
    "/instruments": 1_500,
    "/instruments/AAA": 1_500,
    "/features?symbol=AAA": 130_000,
    "/features/anomalies?symbol=AAA": 4_000,
    "/pairs/analytics?y=AAA&x=BBB&interval=1d": 45_000,
    "/prediction?symbol=AAA": 20_000,
    # With how the screen shows each measure, a kilobyte, so that a new one needs no new front end.
    "/risk?symbol=AAA": 21_000,
    "/risk/correlation?symbols=AAA,BBB": 1_500,
    "/quality/health?limit=1": 1_500,
    "/quality/measures": 15_000,
    "/jobs": 3_000,
    "/watchlists": 1_000,
    "/alerts/rules": 1_000,
    "/me": 1_000,
    "/meta": 1_000,
}
UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}


@pytest.fixture
def market(alice: User, settings: Any, tmp_path: Path) -> None:
    settings.PANEL_DIR = tmp_path / "panel"
    build_market()
    give_belongings(alice)


def _get(client: APIClient, route: str, **headers: str) -> Any:
    return client.get(API + route, headers={"prefer": "wait=0"} | headers)


@pytest.mark.parametrize("route", ROUTES)
def test_an_answer_is_small_revalidated_and_the_same_in_every_encoding(
    market: None, alice_api: APIClient, route: str
) -> None:
    plain = _get(alice_api, route)
    if plain.status_code == 202:
        pytest.skip("the answer is a job here")
    assert plain.status_code == 200, plain.content
    assert "Accept-Encoding" in plain["Vary"]
    for encoding in ("br", "gzip"):
        packed = _get(alice_api, route, **{"accept-encoding": encoding})
        used = packed.get("Content-Encoding", "")
        assert used == (encoding if len(plain.content) >= 1_000 else "")
        assert UNPACK[used](packed.content) == plain.content
        assert packed["ETag"] == plain["ETag"]
        assert len(packed.content) <= ROUTES[route]
    again = _get(alice_api, route, **{"if-none-match": plain["ETag"], "accept-encoding": "br"})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", plain["ETag"])
    other = _get(alice_api, route, **{"if-none-match": 'W/"other"'})
    assert (other.status_code, other.content) == (200, plain.content)


@pytest.mark.parametrize("route", ["/alerts/webhook-secret", "/tokens"])
def test_an_answer_with_a_secret_is_neither_stored_nor_compressed(
    market: None, alice_api: APIClient, route: str
) -> None:
    answer = _get(alice_api, route, **{"accept-encoding": "br, gzip"})
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.has_header("Content-Encoding")
    assert not answer.has_header("ETag")
