"""Both engines agree on the figures of a kept forecast, for every model, horizon and step."""

from collections import Counter
from typing import Any

import pytest

from apps.explain.catalogue import catalogue
from apps.explain.catalogue.checks import CHECKS
from apps.forecasts.models import Forecast
from tests.apps.forecasts.conftest import market, own_folders, trained

__all__ = ["market", "own_folders", "trained"]

URL = "/api/v1/quality/measures"
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"horizon": 1, "step": 1},
    {"model": "ridge", "horizon": 1, "step": 1},
    {"model": "ridge", "horizon": 3, "step": 2},
    {"model": "ridge", "horizon": 5, "step": 5},
    {"model": "random_walk", "horizon": 5, "step": 3},
    {"model": "random_walk", "horizon": 2, "step": 1, "interval": "1d"},
)


REPLAYED = 6
"""Sessions before the training that its models replay here: the product's 250 make 2,000 forecasts,
each of which is asked for like the others."""


@pytest.fixture(autouse=True)
def short_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that opens with a few sessions."""
    monkeypatch.setattr("apps.forecasts.training.replays.REPLAYED_BARS", REPLAYED)


def _checked(document: str) -> list[str]:
    return [one.id for one in catalogue().values() if one.document == document and one.id in CHECKS]


@pytest.mark.parametrize("symbol", ["AAA", "OLD"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_kept_forecast(alice_api, trained, question: dict[str, Any], symbol: str) -> None:
    asked = {"symbol": symbol} | question
    forecast = {name: value for name, value in asked.items() if name != "step"}
    shown = alice_api.get("/api/v1/prediction", forecast).json()
    step = next(one for one in shown["steps"] if one["step"] == question["step"])
    first = {
        "forecast.predicted_price": shown["predicted_price"],
        "forecast.step_price": step["predicted_price"],
    }
    measures = _checked("forecasts.prediction")
    assert first.keys() <= set(measures)
    for measure in measures:
        answer = alice_api.get(f"{URL}/{measure}", asked)
        found = answer.json()
        assert answer.status_code == 200, (measure, found)
        assert found["value"] == first.get(measure, found["value"]), measure
        assert found["second"]["agrees"] or found["value"] is None, (measure, found)


def test_other_parameters_give_other_figures(alice_api, trained) -> None:
    asked = {"symbol": "AAA", "model": "ridge", "horizon": 5}
    values = [
        alice_api.get(f"{URL}/forecast.step_price", asked | {"step": step}).json()["value"]
        for step in range(1, 6)
    ]
    assert len(set(values)) == 5
    near, far = (
        alice_api.get(f"{URL}/forecast.predicted_price", asked | {"horizon": horizon}).json()
        for horizon in (1, 5)
    )
    assert (near["value"], far["value"]) == (values[0], values[4])
    assert (near["second"]["value"], far["second"]["value"]) == pytest.approx(
        (values[0], values[4])
    )


def test_every_issued_forecast_of_the_ledger(alice_api, trained) -> None:
    measures = _checked("forecasts.ledger")
    rows = list(Forecast.objects.values_list("pk", flat=True))
    assert measures
    said = Counter(Forecast.objects.values_list("symbol", "model"))
    assert max(said.values()) >= REPLAYED  # the present one, and those of the replay before it
    for row in rows:
        for measure in measures:
            answer = alice_api.get(f"{URL}/{measure}", {"id": row})
            assert answer.status_code == 200, (measure, answer.json())
            assert answer.json()["second"]["agrees"], (measure, answer.json())
