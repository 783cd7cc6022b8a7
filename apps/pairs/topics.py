"""The socket's view of a pair: `pairs:<y>:<x>:<interval>`."""

from apps.core.errors import ProblemError
from apps.instruments.intervals import INTERVALS
from apps.pairs.answers import PairAnalytics, PairProblem
from apps.pairs.selectors import pair_check
from apps.pairs.services import pair_analytics
from apps.pairs.types import WINDOW, PairQuery
from apps.realtime.topics import Parts


def authorize(user_id: int, parts: Parts) -> bool:
    """Allow pairs of symbols that the person may see."""
    if len(parts) != 3 or parts[2] not in INTERVALS:
        return False
    try:
        pair_check(query=PairQuery(parts[0], parts[1], parts[2]), user_id=user_id)
    except ProblemError:
        return False
    return True


def snapshot(user_id: int, parts: Parts) -> PairAnalytics | PairProblem:
    """Return the analytics by the rolling hedge, which is what live bars continue.

    With too little history the snapshot says how much is missing; updates follow all the same.
    """
    try:
        return pair_analytics(
            query=PairQuery(parts[0], parts[1], parts[2]),
            user_id=user_id,
            window=WINDOW,
            method="rolling_ols",
            intercept=True,
            threshold=2.0,
        )
    except ProblemError as error:
        return PairProblem(parts[0], parts[1], parts[2], error.document())
