"""Every export beside its JSON route: the same numbers, the same doors."""

from io import BytesIO
from typing import Any

import polars as pl
import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from tests.flows.world import build_market, make_instrument, store_closes, walk

API = "/api/v1"
KINDS = {
    "bars": {"symbol": "AAA", "period": "max"},
    "pairs": {"y": "BBB", "x": "AAA"},
    "risk": {"symbol": "AAA"},
    "ledger": {"symbol": "AAA"},
    "features": {"symbol": "AAA"},
}


@pytest.fixture(autouse=True)
def market(db: None, settings: Any, tmp_path: Any) -> None:
    settings.PANEL_DIR = tmp_path / "panel"
    build_market()


def _body(answer: Any) -> bytes:
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


def _frame(api: APIClient, kind: str, **params: Any) -> pl.DataFrame:
    answer = api.get(f"{API}/exports/{kind}", KINDS[kind] | params | {"format": "parquet"})
    assert answer["Content-Type"] == "application/vnd.apache.parquet"
    return pl.read_parquet(BytesIO(_body(answer)))


def _csv(api: APIClient, kind: str, **params: Any) -> pl.DataFrame:
    answer = api.get(f"{API}/exports/{kind}", KINDS[kind] | params)
    assert answer["Content-Type"].startswith("text/csv")
    assert answer["Content-Disposition"].endswith('.csv"')
    return pl.read_csv(BytesIO(_body(answer)), comment_prefix="#", try_parse_dates=True)


@pytest.mark.parametrize("kind", KINDS)
def test_both_kinds_of_file_hold_the_same(alice_api: APIClient, kind: str) -> None:
    text, typed = _csv(alice_api, kind), _frame(alice_api, kind)
    assert text.columns == typed.columns
    assert len(text) == len(typed)
    for name in typed.columns:
        if typed[name].dtype == pl.Float64 and len(typed):
            assert text[name].cast(pl.Float64).equals(typed[name])


def test_bars_are_the_history(alice_api: APIClient) -> None:
    for interval in ("1d", "1wk", "1mo"):
        asked = {"symbol": "AAA", "period": "1y", "interval": interval}
        bars = alice_api.get(f"{API}/history", asked).json()["bars"]
        frame = _frame(alice_api, "bars", **asked)
        assert frame["close"].to_list() == [bar["close"] for bar in bars]
        assert frame["timestamp"].dt.strftime("%Y-%m-%dT%H:%M:%SZ").to_list() == [
            bar["timestamp"] for bar in bars
        ]


def test_folded_bars_do_not_break_at_pages(
    alice_api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apps.instruments.selectors.paging.bars_pages.__kwdefaults__", {
        "start_us": None, "end_us": None, "size": 13,
    }, raising=False)  # fmt: skip
    asked = {"symbol": "AAA", "period": "max", "interval": "1wk"}
    bars = alice_api.get(f"{API}/history", asked).json()["bars"]
    frame = _frame(alice_api, "bars", **asked)
    for name in ("open", "high", "low", "close", "volume"):
        assert frame[name].to_list() == pytest.approx([bar[name] for bar in bars])


def test_pairs_are_the_analytics(alice_api: APIClient) -> None:
    series = alice_api.get(f"{API}/pairs/analytics", KINDS["pairs"]).json()["series"]
    frame = _frame(alice_api, "pairs")
    assert frame["spread"].to_list() == series["spread"]
    assert frame["z_score"].to_list() == series["z_score"]


def test_risk_is_the_report(alice_api: APIClient) -> None:
    report = alice_api.get(f"{API}/risk", KINDS["risk"]).json()
    frame = _frame(alice_api, "risk")
    assert frame["drawdown"].to_list() == [point["value"] for point in report["drawdown"]]
    assert frame["rolling_volatility"].to_list()[1:] == [
        point["value"] for point in report["rolling_volatility"]
    ]
    measures = dict(_frame(alice_api, "risk", part="measures").iter_rows())
    assert measures["volatility"] == report["volatility"]
    assert measures["value_at_risk"] == report["value_at_risk"]


def test_features_are_the_features(alice_api: APIClient) -> None:
    found = alice_api.get(f"{API}/features", KINDS["features"]).json()
    frame = _frame(alice_api, "features")
    assert 0 < len(frame) < found["observations"]  # both give the year that is the default
    assert frame["close"].to_list() == found["series"]["close"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_outsider_is_answered_that_there_is_no_such_symbol(
    alice: User, alice_api: APIClient, charlie_api: APIClient, kind: str
) -> None:
    store_closes(make_instrument("MINE", owner=alice), walk(9, 300))
    mine = {name: value.replace("AAA", "MINE") for name, value in KINDS[kind].items()}
    assert _body(alice_api.get(f"{API}/exports/{kind}", mine))[:2] in {b"# ", b"PA"}
    answer = charlie_api.get(f"{API}/exports/{kind}", mine)
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_symbol")


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_and_wrong_formats_are_refused(
    alice_api: APIClient, anonymous_api: APIClient, kind: str
) -> None:
    assert anonymous_api.get(f"{API}/exports/{kind}", KINDS[kind]).status_code == 401
    answer = alice_api.get(f"{API}/exports/{kind}", KINDS[kind] | {"format": "xlsx"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "format")
