import pytest

from ml.risk.backtests.traffic_light import traffic_light
from ml.risk.normal import binomial_cdf
from tests.ml.golden import golden

TABLE = golden("backtests")["traffic_light"]


def test_the_zones_of_the_basel_table() -> None:
    for count, zone in zip(TABLE["violations"], TABLE["zones"], strict=True):
        assert traffic_light(count, TABLE["observations"], TABLE["confidence"]) == zone


def test_the_cumulative_probabilities_of_the_basel_table() -> None:
    for count, probability in zip(TABLE["violations"], TABLE["cumulative"], strict=True):
        found = binomial_cdf(count, TABLE["observations"], 1 - TABLE["confidence"])
        assert found == pytest.approx(probability, abs=5.1e-5)


def test_more_violations_are_never_greener() -> None:
    order = ["green", "yellow", "red"]
    found = [order.index(traffic_light(count, 500, 0.95)) for count in range(100)]
    assert found == sorted(found)


def test_without_observations_nothing_is_wrong() -> None:
    assert traffic_light(0, 0, 0.99) == "green"
