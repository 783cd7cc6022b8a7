"""The events are in the OpenAPI document, closed, and as they really are on the wire."""

import dataclasses
from datetime import UTC, datetime
from uuid import uuid4

import orjson
import pytest
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # has none

from apps.core.json import dumps
from apps.realtime.events import (
    EVENTS,
    AlertFired,
    BarUpdated,
    Event,
    ForecastReady,
    JobChanged,
    PairUpdated,
    PriceUpdated,
)
from apps.realtime.frames import error_frame, frame
from apps.realtime.schema import add_events, event_schema

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
SAMPLES: tuple[Event, ...] = (
    PriceUpdated("AAPL", 1.5, None, 0.01, NOON, False, "yahoo", "delayed"),
    BarUpdated("AAPL", "1m", NOON, 1.0, 2.0, 0.5, 1.5, 10.0, None, settled=True),
    ForecastReady("AAPL", "ensemble", NOON, "1d", uuid4()),
    JobChanged(
        uuid4(), "k", "K", "failed", 0.5, "First", ("First",), "m", 1, None, {"code": "x"}, NOON,
        NOON, None, 7,
    ),
    AlertFired(1, None, "price", "AAPL", "", 1.0, None, "m", NOON, None, 7),
    PairUpdated("A", "B", "1m", NOON, 60, 0.1, 1.2, None, 2.5, 0.9, "FLAT"),
)  # fmt: skip


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_a_real_event_fits_its_schema_and_extras_do_not(event: Event) -> None:
    validator = Draft202012Validator(event_schema(type(event)))
    body = orjson.loads(dumps(vars(event)))
    validator.validate(body)
    assert list(validator.iter_errors(body | {"extra": 1}))


@pytest.mark.parametrize("event", SAMPLES, ids=lambda event: type(event).__name__)
def test_an_event_is_frozen_and_takes_no_extras(event: Event) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        event.symbol = "X"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        type(event)(**vars(event) | {"extra": 1})


def test_there_is_a_sample_of_every_event() -> None:
    assert {type(sample) for sample in SAMPLES} == set(EVENTS)


def test_frames_fit_their_schema() -> None:
    schemas = add_events({}, None, None, None)["components"]["schemas"]
    validator = Draft202012Validator(schemas["StreamFrame"])
    validator.validate(orjson.loads(frame(topic="a", kind="update", seq=1, epoch="e", data="{}")))
    validator.validate(
        orjson.loads(error_frame(topic=None, epoch="e", code="c", detail="d", status=400))
    )


def test_the_document_of_the_product_has_them() -> None:
    generator = SchemaGenerator()
    document = generator.get_schema(request=None, public=True)
    schemas = document["components"]["schemas"]
    names = {event.__name__ for event in EVENTS}
    assert names | {"StreamFrame", "StreamRequest"} <= set(schemas)


def test_an_event_has_no_parts_that_a_client_would_look_up_elsewhere() -> None:
    part = dataclasses.make_dataclass("Part", [("value", int)], frozen=True)
    about = {"pattern": "whole"}
    whole = dataclasses.make_dataclass(
        "Whole", [("part", part)], bases=(Event,), namespace=about, frozen=True
    )
    with pytest.raises(TypeError, match="events cannot carry"):
        event_schema(whole)
