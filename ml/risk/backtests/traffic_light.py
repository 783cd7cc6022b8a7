"""Basel's traffic light: green, yellow or red by how unlikely the violations are."""

from typing import Literal, TypeAlias

from ml.risk.normal import binomial_cdf

Light: TypeAlias = Literal["green", "yellow", "red"]


def traffic_light(violations: int, observations: int, confidence: float) -> Light:
    """Zone of a number of violations.

    Parameters
    ----------
    violations : int
        Periods whose loss exceeded the value at risk.
    observations : int
        Periods forecast.
    confidence : float
        Of the value at risk.

    Returns
    -------
    Light
        Yellow from the count whose cumulative binomial probability reaches 95 %, red from
        99.99 %: 5 and 10 for 250 days at 99 %.

    References
    ----------
    Basel Committee on Banking Supervision, Supervisory framework for the use of
    "backtesting" (January 1996), table 2.
    """
    cumulative = binomial_cdf(violations, observations, 1.0 - confidence)
    if observations < 1 or cumulative < 0.95:
        return "green"
    return "yellow" if cumulative < 0.9999 else "red"
