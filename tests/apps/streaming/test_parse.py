"""Binance's payloads become ticks; everything else is counted, nothing raises."""

from pathlib import Path

import orjson
import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from apps.instruments.types import BarRow, Tick
from apps.providers.binance.parse import parse_bars, parse_frame, parse_trades

RECORDED = Path(settings.BASE_DIR) / "fixtures" / "providers" / "binance"


def _frame(name: str) -> bytes:
    return (RECORDED / name).read_bytes()


def test_combined_stream_envelope() -> None:
    parsed = parse_frame(_frame("agg_trade_combined.json"), "binance")
    assert parsed.ticks == (
        Tick("binance", "BTCUSDT", 1257346680, 20838.64, 0.002, 1657910133927000, True),
    )
    assert (parsed.malformed, parsed.other) == (0, 0)


def test_plain_event_with_unknown_fields() -> None:
    (tick,) = parse_frame(_frame("agg_trade_plain.json"), "binance").ticks
    assert (tick.trade_id, tick.timestamp_us) == (1257346681, 1657910133929000)
    assert not tick.buyer_is_maker


def test_plain_trade_takes_its_id_from_t() -> None:
    (tick,) = parse_frame(_frame("trade_plain.json"), "binance").ticks
    assert (tick.symbol, tick.trade_id, tick.price) == ("ETHUSDT", 2471456801, 1191.25)


def test_answers_to_control_frames_are_no_trades() -> None:
    parsed = parse_frame(_frame("subscribed.json"), "binance")
    assert (parsed.ticks, parsed.malformed, parsed.other) == ((), 0, 1)


def test_a_list_of_events() -> None:
    events = orjson.loads(_frame("agg_trade_plain.json"))
    assert len(parse_frame(orjson.dumps([events, events]), "binance").ticks) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"a": None},
        {"a": "12"},
        {"a": True},
        {"a": -1},
        {"a": 2**63},
        {"p": None},
        {"p": "ten"},
        {"p": [1]},
        {"q": {}},
        {"T": "soon", "E": None},
        {"T": -5},
        {"T": 2**60},
        {"s": 7},
        {"s": None},
    ],
)
def test_a_broken_field_is_malformed(change: dict[str, object]) -> None:
    event = orjson.loads(_frame("agg_trade_plain.json")) | change
    parsed = parse_frame(orjson.dumps(event), "binance")
    assert (parsed.ticks, parsed.malformed) == ((), 1)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-1", "0"])
def test_strange_numbers_pass_on_for_the_gate_to_judge(text: str) -> None:
    event = orjson.loads(_frame("agg_trade_plain.json")) | {"p": text}
    assert len(parse_frame(orjson.dumps(event), "binance").ticks) == 1


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_junk_never_raises(frame: bytes | str) -> None:
    assert parse_frame(frame, "binance").ticks == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["e", "data", "a", "p", "q", "T", "s"]), inner)
        ),
        max_leaves=8,
    )
)
def test_json_of_any_shape_never_raises(content: object) -> None:
    parse_frame(orjson.dumps(content), "binance")


def test_rest_page() -> None:
    parsed = parse_trades(orjson.loads(_frame("agg_trades_page.json")), "BTCUSDT", "binance")
    assert [tick.trade_id for tick in parsed.ticks] == [1257346680, 1257346681]
    assert {tick.symbol for tick in parsed.ticks} == {"BTCUSDT"}


def test_rest_page_with_a_foreign_row() -> None:
    rows = [*orjson.loads(_frame("agg_trades_page.json")), "note", {"a": 1}]
    parsed = parse_trades(rows, "BTCUSDT", "binance")
    assert (len(parsed.ticks), parsed.malformed) == (2, 2)


def test_bars_without_trades_are_left_out() -> None:
    bars = parse_bars(orjson.loads(_frame("klines_page.json")), "BTCUSDT", "1m")
    assert bars == [
        BarRow(
            symbol="BTCUSDT",
            interval="1m",
            timestamp_us=1657910100000000,
            open=20835.10,
            high=20841.00,
            low=20830.00,
            close=20838.64,
            volume=120.5,
            vwap=2510830.16 / 120.5,
            trades=1843,
            settled=True,
        )
    ]
