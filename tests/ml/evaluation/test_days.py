"""The place of a date among the different dates."""

import numpy as np
import pytest

from ml.evaluation.days import day_places


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([], []),
        (["2022-01-03"], [0]),
        (["2022-01-03", "2022-01-04", "2022-01-07"], [0, 1, 2]),
        (["2022-01-03", "2022-01-03"], [0, 0]),
        (["2022-01-04", "2022-01-03"], [1, 0]),
        (["2022-01-03", "2022-01-05", "2022-01-03", "2022-01-04"], [0, 2, 0, 1]),
    ],
)
def test_equal_dates_share_their_place_oldest_first(days: list[str], expected: list[int]) -> None:
    assert day_places(np.array(days, dtype="datetime64[D]")).tolist() == expected
