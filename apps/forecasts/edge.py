"""The one definition of an edge: a direction is named only where the skill behind it is proven."""

from ml.evaluation.names import Direction, Verdict


def proven_direction(direction: Direction, verdict: Verdict) -> Direction:
    """Return the direction that may be stated at a horizon.

    `direction` is `up` or `down` where P(up) clears its standard error from the base rate. That is
    a property of one forecast; whether such forecasts have been worth anything is the verdict on
    the same model, symbol and horizon. Without `beats` there is no edge to state.
    """
    return direction if verdict == "beats" else "no_edge"
