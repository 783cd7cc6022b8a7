"""Every declared measure is sent, described, shown, explained, exported and compared."""

import csv
import io
from functools import cache
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from apps.explain.catalogue import catalogue
from apps.explain.catalogue.checks import CHECKS
from apps.explain.catalogue.declared import declared_entries
from apps.explain.cross_check.series import SERIES_ENGINES
from apps.risk.serializers import RiskQuery
from ml.measures.measure import NAMED, Measure
from ml.measures.parameters import chosen_of
from ml.risk.registry import SERIES_MEASURES
from ml.risk.sample import ReturnSample
from tests.apps.data_quality.conftest import walk

EVERY = pytest.mark.parametrize("measure", SERIES_MEASURES, ids=lambda one: one.id)
QUESTION = {"symbol": "ACME", "period": "1y", "confidence": "0.99", "method": "historical"}


@pytest.fixture
def answer(alice_api, make_series):
    make_series("ACME", walk(600, seed=7))
    make_series("SPX", walk(600, seed=8))
    return alice_api.get("/api/v1/risk", QUESTION).json()


@cache
def _components() -> dict[str, Any]:
    whole = SchemaGenerator().get_schema(request=None, public=True)
    found: dict[str, Any] = whole["components"]["schemas"]
    return found


@pytest.mark.parametrize("component", ["Risk", "PortfolioRisk"])
@EVERY
def test_the_schema_describes_its_field(measure: Measure, component: str) -> None:
    schema = _components()[component]
    assert measure.name in schema["required"]
    field = schema["properties"][measure.name]
    assert measure.meaning in field["description"]
    nullable = "null" in field.get("type", ())
    assert nullable == (bool(measure.unknown) and not measure.path)


@EVERY
def test_the_schema_describes_its_usual_levels(measure: Measure) -> None:
    described = _components()["Risk"]["properties"]
    at_a_level = "confidence" in measure.parameters
    assert {f"{measure.name}_95" in described, f"{measure.name}_99" in described} == {at_a_level}


def test_what_a_sample_lets_one_choose_is_asked_within_its_bounds() -> None:
    asked: dict[str, Any] = dict(RiskQuery().fields)
    for name, bounds in chosen_of(ReturnSample).items():
        if bounds.choices:
            assert tuple(asked[name].choices) == bounds.choices
        else:
            assert (asked[name].min_value, asked[name].max_value) == (bounds.least, bounds.most)


@EVERY
def test_the_answer_sends_it(measure: Measure, answer: dict[str, Any]) -> None:
    value = answer[measure.name]
    if measure.path:
        assert value[-1]["timestamp"] == answer["as_of"]
        assert isinstance(value[-1]["value"], float)
    else:
        assert isinstance(value, int if measure.unit == "count" else float)
    if "confidence" in measure.parameters:
        assert answer[f"{measure.name}_99"] == value


@EVERY
def test_the_answer_says_how_it_is_shown(measure: Measure, answer: dict[str, Any]) -> None:
    tiles = {tile["field"]: tile for tile in answer["measures"]}
    if measure.tile is None:
        assert measure.elsewhere
        assert measure.name not in tiles
        return
    tile = tiles[measure.name]
    assert tile["id"] == measure.id
    assert tile["unit"] == measure.unit
    for name, _ in NAMED.findall(tile["label"] + tile["note"]):
        assert name in answer or name == "horizon"


def test_tiles_are_in_the_order_of_their_places(answer: dict[str, Any]) -> None:
    shown = [one.name for one in SERIES_MEASURES if one.tile is not None]
    assert [tile["field"] for tile in answer["measures"]] == shown


@EVERY
def test_an_export_has_it(measure: Measure, answer, alice_api) -> None:
    part = "series" if measure.path else "measures"
    file = alice_api.get("/api/v1/exports/risk", QUESTION | {"part": part, "format": "csv"})
    text = b"".join(file.streaming_content).decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(io.StringIO("\n".join(lines))))
    if measure.path:
        assert float(rows[-1][measure.name]) == answer[measure.name][-1]["value"]
    else:
        values = {row["measure"]: float(row["value"]) for row in rows}
        assert values[measure.name] == answer[measure.name]


@EVERY
def test_the_catalogue_has_it(measure: Measure) -> None:
    entry = catalogue()[measure.id]
    assert entry in list(declared_entries())
    assert entry.function == measure.source
    assert entry.meaning == measure.meaning


@EVERY
def test_it_is_explained_by_both_engines(measure: Measure, answer, alice_api) -> None:
    asked = QUESTION | {"day": answer["as_of"]}
    found = alice_api.get(f"/api/v1/quality/measures/{measure.id}", asked).json()
    value = answer[measure.name]
    assert found["value"] == (value[-1]["value"] if measure.path else value)
    assert found["formula"] == measure.formula
    assert found["citation"] == measure.citation
    labels = {one["label"] for one in found["inputs"]}
    assert {label for label, _ in measure.inputs} <= labels
    second = found["second"]
    if measure.reference is not None or measure.id in CHECKS:
        assert second["engine"]
    if second["engine"]:
        assert second["agrees"] is True
        assert second["value"] == pytest.approx(found["value"], rel=1e-7)
    else:
        assert second["note"] == measure.alone


@EVERY
def test_both_engines_are_compared_each_night(measure: Measure) -> None:
    compared = {one.measure: one for one in SERIES_ENGINES}
    if measure.reference is None:
        assert measure.alone
        return
    names = [f"{measure.id}.{way}" for ways in measure.choices.values() for way in ways]
    for name in names or [measure.id]:
        assert compared[name].tolerance == measure.reference.tolerance <= 1e-6
