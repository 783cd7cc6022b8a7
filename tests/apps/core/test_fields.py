"""Numbers of requests are finite."""

import pytest
from rest_framework.exceptions import ValidationError

from apps.core.fields import NumberField


@pytest.mark.parametrize("sent", ["nan", "-inf", "Infinity", float("nan"), 1e400, True])
def test_it_refuses_what_no_limit_can_hold(sent: object) -> None:
    with pytest.raises(ValidationError, match="valid number"):
        NumberField(min_value=-1.0, max_value=1.0).run_validation(sent)


def test_it_takes_a_finite_number_and_keeps_its_limits() -> None:
    field = NumberField(min_value=-1.0, max_value=1.0)
    assert field.run_validation("0.5") == 0.5
    with pytest.raises(ValidationError):
        field.run_validation(2)
