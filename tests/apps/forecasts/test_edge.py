import pytest

from apps.forecasts.edge import proven_direction


@pytest.mark.parametrize("direction", ["up", "down", "no_edge"])
def test_skill_that_beats_the_random_walk_keeps_the_direction(direction):
    assert proven_direction(direction, "beats") == direction


@pytest.mark.parametrize("direction", ["up", "down", "no_edge"])
@pytest.mark.parametrize("verdict", ["no_edge", "worse", "unknown"])
def test_every_other_verdict_means_no_edge(direction, verdict):
    assert proven_direction(direction, verdict) == "no_edge"
