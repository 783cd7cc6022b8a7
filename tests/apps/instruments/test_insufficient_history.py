"""The refusal of too short a history advises only what can help."""

from apps.instruments.errors import InsufficientHistoryError


def test_a_longer_time_is_advised_where_there_is_some_history():
    error = InsufficientHistoryError("KO", observations=2, needed=3)
    assert error.detail.startswith("KO has 2 bars here; 3 are needed. Ask for a longer time")


def test_no_length_of_time_is_advised_where_there_is_no_bar():
    error = InsufficientHistoryError("KO", observations=0, needed=3)
    assert "KO has no bars here; 3 are needed" in error.detail
    assert "Wait until its bars are fetched" in error.detail
    assert "longer time" not in error.detail
    assert "shorter bars" not in error.detail
    assert error.extra["observations"] == 0
