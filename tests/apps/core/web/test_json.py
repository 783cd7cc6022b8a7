"""JSON that goes out: no NaN, and no zero with a sign."""

import numpy as np
import orjson
import pytest

from apps.core.json import dumps


@pytest.mark.parametrize(
    "value",
    [
        {"a": -0.0, "b": [-0.0, 1.0, -0.0], "c": {"d": -0.0}},
        np.array([-0.0, 0.0, -0.0]),
        [[-0.0]],
    ],
)
def test_no_zero_has_a_sign(value: object) -> None:
    text = dumps(value)
    assert b"-0" not in text
    assert orjson.loads(text) is not None


def test_numbers_that_begin_alike_and_texts_stay_as_they_are() -> None:
    value = {
        "-0.0": "-0.0",
        "text": ',-0.0,"-0.0],\\"-0.0}\\',
        "small": [-0.01, -0.0000001, -0.05],
        "zero": -0.0,
    }
    expected = value | {"zero": 0.0}
    text = dumps(value)
    assert text == orjson.dumps(expected)


def test_nan_and_infinities_are_null() -> None:
    assert dumps([np.nan, float("inf"), -0.0]) == b"[null,null,0.0]"
