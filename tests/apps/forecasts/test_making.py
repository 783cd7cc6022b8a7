"""Why there is nothing to train on."""

import numpy as np
import pytest
from numpy.typing import NDArray

from apps.forecasts.errors import NotTrainableError, TooFewBarsError
from apps.forecasts.training.making import dataset_make
from apps.forecasts.universe import Universe
from apps.instruments.mappers import instrument_from_row
from tests.flows.world import make_instrument

DAYS = 800


def _universe(closes: NDArray[np.float64]) -> Universe:
    dates = np.datetime64("2015-01-01") + np.arange(closes.size)
    return Universe(
        {"STILL": instrument_from_row(make_instrument("STILL"))},
        ("STILL",),
        dates,
        closes.reshape(-1, 1),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "closes", [np.full(DAYS, 50.0), 100.0 * 1.0005 ** np.arange(DAYS)], ids=["still", "even"]
)
def test_bars_that_do_not_vary_are_not_called_too_few(closes: NDArray[np.float64]) -> None:
    with pytest.raises(NotTrainableError) as caught:
        dataset_make(_universe(closes))
    assert "of 800 daily bars 0 can be used" in caught.value.detail
    assert "stands still or grows evenly" in caught.value.detail


@pytest.mark.django_db
def test_few_bars_are_called_too_few() -> None:
    closes = 50.0 + np.random.default_rng(3).normal(size=100)
    with pytest.raises(TooFewBarsError):
        dataset_make(_universe(closes))
