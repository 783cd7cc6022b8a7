"""Rules of every kind for the demo's person, so that a market that plays has something to say."""

from typing import Final

import structlog

from apps.alerts.selectors import rule_rows
from apps.alerts.services import rule_draft, rule_store
from apps.alerts.types import RuleFields
from apps.core.errors import ProblemError

log = structlog.get_logger(__name__)

SAMPLES: Final[tuple[RuleFields, ...]] = (
    {"kind": "price", "symbol": "BTCUSDT", "direction": "above", "threshold": 60_000.0},
    {"kind": "change", "symbol": "AAPL", "direction": "either", "threshold": 0.02},
    {
        "kind": "z_score",
        "symbol": "BTCUSDT",
        "symbol_x": "ETHUSDT",
        "interval": "1m",
        "window": 30,
        "threshold": 2.0,
    },
    {"kind": "volatility", "symbol": "SPX", "direction": "above", "threshold": 0.2},
    {"kind": "var_breach", "symbol": "NVDA"},
    {"kind": "var_breach", "symbol": "KO"},
    {"kind": "forecast_flip", "symbol": "AAPL"},
    {"kind": "data_fault", "symbol": "NVDA"},
)
_OFTEN: Final[RuleFields] = {"repeat": "every", "cooldown_s": 3_600}


def samples_make(user_id: int) -> None:
    """Store the sample rules of a person who has no rule yet; they are named as samples."""
    if rule_rows(user_id=user_id).exists():
        return
    for fields in SAMPLES:
        named: RuleFields = {"name": f"Sample: {fields['symbol']}"}
        try:
            rule_store(rule_draft(user_id=user_id, fields={**_OFTEN, **named, **fields}))
        except ProblemError as problem:
            # A demo without that symbol, or with too little of it, begins all the same.
            log.info("sample_left_out", symbol=fields["symbol"], cause=str(problem.detail))
