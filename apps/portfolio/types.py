"""What the portfolio app is known by."""

from typing import Final

OPTIMIZE_JOB: Final = "portfolio.optimize"
OPTIMIZE_STEPS: Final = (
    "Read history",
    "Estimate returns and risk",
    "Optimise",
    "Buy whole shares",
)
MAX_ASSETS: Final = 100
LEAST_OBSERVATIONS: Final = 60
