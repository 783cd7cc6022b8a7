"""What a check found: where, how bad, the numbers that show it, and what would repair it."""

from dataclasses import dataclass, field
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
"""The worst first."""
FindingKind = Literal[
    "stale",
    "gap",
    "jump",
    "unit",
    "ohlc_order",
    "split_mismatch",
    "duplicate",
    "partial_bar",
    "provider_disagreement",
    "flat_line",
    "invalid_price",
    "impossible_time",
    "odd_bar",
]
Action = Literal[
    "drop", "scale", "unsettle", "swap_range", "forget_range", "add_split", "remove_split",
    "replace", "refetch",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReplacementBar:
    """A bar of another source; None where it does not know.

    Attributes
    ----------
    timestamp_us : int
        Its start, as in the series.
    open, high, low, close : float
        Its prices.
    volume : float
        What was traded.
    """

    timestamp_us: int
    open: float | None
    high: float | None
    low: float | None
    close: float
    volume: float | None


@dataclass(frozen=True, slots=True)
class ProposedRepair:
    """A repair that invents nothing, over the bars that begin in [start_us, end_us].

    Attributes
    ----------
    action : Action
        "drop" deletes the bars; "scale" multiplies `fields` by `factor` (volume is left alone);
        "unsettle" marks them as not final; "swap_range" exchanges high and low; "forget_range"
        makes open, high and low unknown; "add_split" and "remove_split" change the events at
        `start_us`, with `factor` as price factor; "replace" takes `bars` of another source;
        "refetch" asks the bars' own source again.
    start_us, end_us : int
        First and last bar, both included.
    factor : float
        Of "scale" and "add_split".
    fields : tuple of str
        Which prices "scale" changes.
    bars : tuple of ReplacementBar
        Of "replace".
    source : str
        Of "replace": where `bars` come from.
    """

    action: Action
    start_us: int
    end_us: int
    factor: float = 1.0
    fields: tuple[str, ...] = ()
    bars: tuple[ReplacementBar, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class SeriesFinding:
    """One finding of a check on a series.

    Attributes
    ----------
    kind : FindingKind
        Which check.
    severity : Severity
        "error" when figures that stand on the bars are wrong, "warning" when they may be, "info"
        when a person should merely know.
    start_us, end_us : int
        Start of the first and the last bar (or missing bar) that is meant, both included.
    sentence : str
        What is wrong, with its figures.
    evidence : dict
        A few figures as plain JSON.
    repair : ProposedRepair, optional
        What would put it right; None when only a person can decide.
    """

    kind: FindingKind
    severity: Severity
    start_us: int
    end_us: int
    sentence: str
    evidence: dict[str, Any] = field(default_factory=dict)
    repair: ProposedRepair | None = None
