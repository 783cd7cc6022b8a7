r"""Every feature of the pipeline, defined once; three engines compute it and must agree.

Conventions of all engines: rows are closed bars of one symbol, oldest first; the close is known
and positive; high, low and volume are NaN where a provider gives none. The value of row t uses
rows up to and including t only. Nothing is filled: a window that holds a NaN is NaN, and a
recursion skips a missing input (the row is NaN, the state stays where it was).

"Wilder's average" of n is the mean of the first n inputs, then
:math:`A_t = A_{t-1} + (x_t - A_{t-1}) / n`. An "EMA" of n starts the same way and goes on with
:math:`E_t = E_{t-1} + 2 (x_t - E_{t-1}) / (n + 1)`.
"""

from dataclasses import dataclass
from typing import Final, Literal

Unit = Literal["fraction", "price", "ratio", "points"]

WINDOW: Final = 20
WILDER: Final = 14
FAST: Final = 12
SLOW: Final = 26
SIGNAL: Final = 9
BANDS: Final = 2.0

SYMBOL: Final = "symbol"
TIMESTAMP: Final = "timestamp"
PRICES: Final = ("high", "low", "close", "volume")
INPUTS: Final = (SYMBOL, TIMESTAMP, *PRICES)

_WILDER_BOOK: Final = "Wilder, New Concepts in Technical Trading Systems (1978)"
_APPEL: Final = "Appel, Technical Analysis: Power Tools for Active Investors (2005), ch. 8"
_BOLLINGER: Final = "Bollinger, Bollinger on Bollinger Bands (2001), ch. 7-8"
_TSAY: Final = "Tsay, Analysis of Financial Time Series, 3rd ed. (2010), sec. 1.1"
_MAGDON: Final = "Magdon-Ismail and Atiya, Maximum drawdown, Risk 17(10), 2004"


@dataclass(frozen=True, slots=True)
class Feature:
    """One column: what it is, where it comes from, and where it is NaN.

    Attributes
    ----------
    name : str
        Column name, the same in every engine, file and answer.
    title : str
        Name for a person.
    unit : {"fraction", "price", "ratio", "points"}
        Decimal fraction, currency of the price, without unit, or 0 to 100.
    formula : str
        LaTeX.
    plain : str
        The formula as a person reads it on a screen.
    source : str
        Where the definition is from.
    warm_up : int
        First rows of a symbol that are NaN when all inputs are known.
    nan_rule : str
        Where else it is NaN.
    """

    name: str
    title: str
    unit: Unit
    formula: str
    plain: str
    source: str
    warm_up: int
    nan_rule: str


FEATURES: Final = (
    Feature(
        "normalised_price",
        "Normalised price",
        "ratio",
        r"P_t / P_0",
        "Pₜ / P₀",
        _TSAY,
        0,
        "Never.",
    ),
    Feature(
        "simple_return",
        "Return",
        "fraction",
        r"P_t / P_{t-1} - 1",
        "Pₜ / Pₜ₋₁ - 1",
        _TSAY,
        1,
        "Only in the warm-up.",
    ),
    Feature(
        "log_return",
        "Log return",
        "fraction",
        r"\ln P_t - \ln P_{t-1}",
        "ln Pₜ - ln Pₜ₋₁",
        _TSAY,
        1,
        "Only in the warm-up.",
    ),
    Feature(
        "volatility_20",
        "Volatility (20)",
        "fraction",
        r"\sqrt{\tfrac{1}{19} \sum_{i=0}^{19} (r_{t-i} - \bar r_t)^2},\ r = \ln P_t / P_{t-1}",
        "std of the last 20 log returns (n - 1)",
        _TSAY,
        WINDOW,
        "Only in the warm-up; of one bar, not annualised.",
    ),
    Feature(
        "momentum_20",
        "Momentum (20)",
        "fraction",
        r"P_t / P_{t-20} - 1",
        "Pₜ / Pₜ₋₂₀ - 1",
        "Jegadeesh and Titman, Returns to buying winners, Journal of Finance 48(1), 1993",
        WINDOW,
        "Only in the warm-up.",
    ),
    Feature(
        "drawdown",
        "Drawdown",
        "fraction",
        r"1 - P_t / \max_{s \le t} P_s",
        "1 - Pₜ / max(P₀…Pₜ)",
        _MAGDON,
        0,
        "Never; a loss is positive.",
    ),
    Feature(
        "max_drawdown",
        "Running maximum drawdown",
        "fraction",
        r"\max_{u \le t} (1 - P_u / \max_{s \le u} P_s)",
        "max over u ≤ t of 1 - Pᵤ / max(P₀…Pᵤ)",
        _MAGDON,
        0,
        "Never; a loss is positive.",
    ),
    Feature(
        "rsi_14",
        "RSI (14, Wilder)",
        "points",
        r"100\, G_t / (G_t + L_t),\ G, L = \text{Wilder's averages of gains and losses, n = 14}",
        "100 · G / (G + L), Wilder's averages of 14 gains and losses",
        f"{_WILDER_BOOK}, sec. VI",
        WILDER,
        "While the price has not moved at all.",
    ),
    Feature(
        "macd",
        "MACD line (12, 26)",
        "price",
        r"E^{12}_t(P) - E^{26}_t(P)",
        "EMA₁₂(P) - EMA₂₆(P)",
        _APPEL,
        SLOW - 1,
        "Only in the warm-up.",
    ),
    Feature(
        "macd_signal",
        "MACD signal (9)",
        "price",
        r"E^{9}_t(\text{MACD})",
        "EMA₉(MACD)",
        _APPEL,
        SLOW + SIGNAL - 2,
        "Only in the warm-up.",
    ),
    Feature(
        "macd_histogram",
        "MACD histogram",
        "price",
        r"\text{MACD}_t - E^{9}_t(\text{MACD})",
        "MACD - EMA₉(MACD)",
        _APPEL,
        SLOW + SIGNAL - 2,
        "Only in the warm-up.",
    ),
    Feature(
        "atr_14",
        "Average true range (14, Wilder)",
        "price",
        r"A^{14}_t(TR),\ TR_t = \max(H_t, P_{t-1}) - \min(L_t, P_{t-1}),\ TR_0 = H_0 - L_0",
        "Wilder's average of 14 true ranges max(H, Pₜ₋₁) - min(L, Pₜ₋₁)",
        f"{_WILDER_BOOK}, sec. III",
        WILDER - 1,
        "Where high or low is unknown.",
    ),
    Feature(
        "bollinger_middle",
        "Bollinger middle (20)",
        "price",
        r"m_t = \tfrac{1}{20} \sum_{i=0}^{19} P_{t-i}",
        "mean of the last 20 closes",
        _BOLLINGER,
        WINDOW - 1,
        "Only in the warm-up.",
    ),
    Feature(
        "bollinger_upper",
        "Bollinger upper (20, 2)",
        "price",
        r"m_t + 2 s_t,\ s_t^2 = \tfrac{1}{20} \sum_{i=0}^{19} (P_{t-i} - m_t)^2",
        "mean + 2 · std of the last 20 closes (n)",
        _BOLLINGER,
        WINDOW - 1,
        "Only in the warm-up.",
    ),
    Feature(
        "bollinger_lower",
        "Bollinger lower (20, 2)",
        "price",
        r"m_t - 2 s_t",
        "mean - 2 · std of the last 20 closes (n)",
        _BOLLINGER,
        WINDOW - 1,
        "Only in the warm-up.",
    ),
    Feature(
        "bollinger_percent_b",
        "Bollinger %b",
        "ratio",
        r"(P_t - m_t + 2 s_t) / (4 s_t)",
        "(Pₜ - lower) / (upper - lower)",
        _BOLLINGER,
        WINDOW - 1,
        "Where the 20 prices differ by rounding at most.",
    ),
    Feature(
        "bollinger_width",
        "Bollinger band width",
        "fraction",
        r"4 s_t / m_t",
        "(upper - lower) / mean",
        _BOLLINGER,
        WINDOW - 1,
        "Only in the warm-up.",
    ),
    Feature(
        "volume_z_20",
        "Volume z-score (20)",
        "ratio",
        r"(V_t - \bar V_t) / s_t,\ s_t^2 = \tfrac{1}{19} \sum_{i=0}^{19} (V_{t-i} - \bar V_t)^2",
        "(Vₜ - mean) / std of the last 20 volumes (n - 1)",
        "Karpoff, The relation between price changes and trading volume, JFQA 22(1), 1987",
        WINDOW - 1,
        "Where a volume of the 20 is unknown, or they differ by rounding at most.",
    ),
)

NAMES: Final = tuple(feature.name for feature in FEATURES)
BY_NAME: Final = {feature.name: feature for feature in FEATURES}
CODE_VERSION: Final = "1"
"""Raised with every change of a definition, so that stored features are not taken for new ones."""
