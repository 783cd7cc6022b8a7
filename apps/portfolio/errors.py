"""Refusals of portfolios, each with its cause and its fix."""

from apps.core.errors import UnprocessableError
from apps.risk.types import YoungAsset


class TooFewCommonDaysError(UnprocessableError):
    """One asset leaves the others too few days in common."""

    default_code = "insufficient_history"
    default_title = "Too little history"

    def __init__(self, young: YoungAsset, *, needed: int) -> None:
        super().__init__(
            f"{young.sentence()} {needed} days are needed. Take {young.symbol} out.",
            extra={"observations": young.days, "needed": needed, "symbol": young.symbol},
        )
