"""What the screens ask: each default question about what the demo holds, and what is near it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from scripts.recorder.product import SESSION, Product
from scripts.recorder.question import Question, get, post

FEATURED: Final = ("NVDA", "KO", "BTCUSDT")
"""Symbols of which every screen is recorded; the tour shows the first."""
PAIR: Final = ("BTCUSDT", "ETHUSDT")
"""The pair that its screen opens with."""
MEASURES: Final = ("1y", "5y")
HORIZONS: Final = (1, 2, 3, 4, 5)
EXPLAINED: Final = (
    "risk.value_at_risk",
    "risk.expected_shortfall",
    "risk.volatility_annualised",
    "risk.predicted_volatility_annualised",
    "risk.sharpe",
    "risk.sortino",
    "risk.calmar",
    "risk.beta",
    "risk.max_drawdown",
    "risk.skewness",
    "risk.kurtosis",
    "risk.observations",
)
"""Figures of risk whose explanation can be opened: the tour ends there."""
_PAGE: Final = 200
_NEWEST: Final = 3
_DAILY: Final = (("1y", "1d"), ("5y", "1d"), ("6mo", "1d"), ("max", "1wk"), ("max", "1mo"))
_LIVE: Final = (("1d", "1m"), ("5d", "5m"))


@dataclass(frozen=True, slots=True)
class Held:
    """What of the demo the questions are about."""

    instruments: tuple[dict[str, Any], ...]
    watched: tuple[str, ...]

    @property
    def featured(self) -> tuple[dict[str, Any], ...]:
        """The instruments of which every screen is recorded."""
        return tuple(one for one in self.instruments if one["symbol"] in FEATURED)


def look(product: Product) -> Held:
    """Return what the demo holds."""
    lists = product.list_of("/watchlists", limit=_PAGE)
    watched = tuple(lists[0]["symbols"]) if lists else ()
    return Held(tuple(product.list_of("/instruments", limit=_PAGE)), watched)


def questions(product: Product, held: Held) -> Iterator[Question]:
    """Yield what is recorded; lists are looked at for what can be opened from them."""
    yield from _frame()
    for instrument in held.instruments:
        yield from _of_home(instrument)
    for instrument in held.featured:
        yield from _of_symbol(instrument)
        yield from _of_risk(instrument)
        yield from _of_forecasts(product, instrument["symbol"])
    yield from _of_mix(held)
    yield from _of_lists(product)
    # Last, so that nothing is missing between these and the socket.
    yield from _of_pairs(product)
    for instrument in held.featured:
        yield from _of_minutes(instrument)
    # After what makes jobs of its own: list and details are of the same ones.
    for limit in (20, 50, _PAGE):
        yield get("/jobs", limit=limit)
    yield from (get(f"/jobs/{job_id}") for job_id in _shown_jobs(product))


def topics(product: Product, held: Held) -> list[str]:
    """Return the topics that the screens follow."""
    symbols = [one["symbol"] for one in held.instruments]
    jobs = [f"jobs:{job_id}" for job_id in _shown_jobs(product)]
    pairs = [_pair_topic(one) for one in product.list_of("/pairs", limit=_PAGE)]
    return [
        *("jobs", "alerts", "clock", f"pairs:{PAIR[0]}:{PAIR[1]}:1m"),
        *(f"{prefix}:{symbol}" for prefix in ("prices", "predictions") for symbol in symbols),
        *(f"bars:{symbol}:{interval}" for symbol in FEATURED for interval in ("1m", "5m")),
        *(topic for topic in pairs if topic is not None),
        *jobs,
    ]


def _shown_jobs(product: Product) -> list[str]:
    """Return the jobs that are shown in whole: the newest ones, and those that screens open."""
    rows = product.list_of("/jobs", limit=_PAGE)
    opened = [row for row in rows[_NEWEST:] if row["kind"] in ("pairs.scan", "pipelines.features")]
    return [row["id"] for row in (*rows[:_NEWEST], *opened)]


def _pair_topic(monitor: dict[str, Any]) -> str | None:
    interval = monitor["interval"]
    return None if interval == "1d" else f"pairs:{monitor['y']}:{monitor['x']}:{interval}"


def _frame() -> Iterator[Question]:
    """Yield what is asked round every screen, and by the screens of lists and settings."""
    yield Question(SESSION)
    for path in (
        *("/meta", "/me", "/me/settings", "/feeds/health", "/market/clock", "/samples"),
        *("/stream/state", "/home", "/demo/provenance", "/pipelines/features/options"),
        *("/settings/providers", "/settings/mail"),
    ):
        yield get(path)
    for path in ("/watchlists", "/instruments", "/alerts/rules", "/pairs", "/tokens", "/uploads"):
        yield get(path, limit=_PAGE)
    for state in (True, False):
        yield get("/alerts/events", open=state, limit=100)
    yield get("/quality/health", limit=1, state="open")


def _of_home(instrument: dict[str, Any]) -> Iterator[Question]:
    symbol = instrument["symbol"]
    yield get(f"/instruments/{symbol}")
    yield get("/price", symbol=symbol)
    if instrument["last_bar"] is not None:
        yield get("/history", symbol=symbol, period="3mo", interval="1d")
        yield get("/risk", symbol=symbol, period="1y")
        yield get("/prediction", symbol=symbol, interval="1d")
        yield get("/prediction", symbol=symbol, horizon=5)


def _of_symbol(instrument: dict[str, Any]) -> Iterator[Question]:
    symbol = instrument["symbol"]
    if instrument["last_bar"] is not None:
        yield get("/features", symbol=symbol, interval="1d", period="1y")
        for period, interval in _DAILY:
            yield get("/history", symbol=symbol, period=period, interval=interval)
        yield _findings(symbol, "1d")
    yield get(f"/instruments/{symbol}/actions", limit=_PAGE)
    yield get("/prediction", symbol=symbol, interval="1m")


def _of_minutes(instrument: dict[str, Any]) -> Iterator[Question]:
    if instrument["intraday_source"] is None:
        return
    symbol = instrument["symbol"]
    for period, interval in _LIVE:
        yield get("/history", symbol=symbol, period=period, interval=interval)
    yield _findings(symbol, "1m")


def _findings(symbol: str, interval: str) -> Question:
    return get("/quality/findings", symbol=symbol, interval=interval, state="open", limit=_PAGE)


def _of_risk(instrument: dict[str, Any]) -> Iterator[Question]:
    if instrument["last_bar"] is None:
        return
    symbol = instrument["symbol"]
    for period in MEASURES:
        yield get("/risk", symbol=symbol, period=period, confidence=0.95, method="fhs")
    for period in MEASURES:
        asked = {"symbol": symbol, "period": period, "confidence": 0.95, "method": "fhs"}
        for measure in EXPLAINED:
            yield get(f"/quality/measures/{measure}", **asked)
    yield get("/risk/garch", symbol=symbol, model="gjr", distribution="t", period="5y")
    yield get("/risk/backtest", symbol=symbol, confidence=0.95)


def _of_forecasts(product: Product, symbol: str) -> Iterator[Question]:
    board = product.ask(get("/forecasts/leaderboard", symbol=symbol, horizon=5))
    for horizon in HORIZONS:
        yield get("/forecasts/leaderboard", symbol=symbol, horizon=horizon)
        yield get("/forecasts/record", symbol=symbol, horizon=horizon)
        yield get("/prediction", symbol=symbol, horizon=horizon)
    yield get("/forecasts/ledger", symbol=symbol, limit=100)
    yield get("/forecasts/ledger", symbol=symbol, model="random_walk", limit=100)
    for row in board.rows:
        yield get("/prediction", symbol=symbol, model=row["model"], horizon=5)


def _of_mix(held: Held) -> Iterator[Question]:
    daily = {one["symbol"] for one in held.instruments if one["last_bar"] is not None}
    mix = [symbol for symbol in held.watched if symbol in daily][:8]
    if not mix:
        return
    yield get("/risk/correlation", symbols=",".join(mix), period="5y")
    share = 1 / len(mix)
    yield post(
        "/risk/portfolio",
        {
            "weights": dict.fromkeys(mix, share),
            "period": "5y",
            "confidence": 0.95,
            "horizon": 1,
            "method": "fhs",
        },
    )


def _of_pairs(product: Product) -> Iterator[Question]:
    shared = {"method": "rolling_ols", "log": True, "intercept": True, "threshold": 2}
    yield get("/pairs/analytics", y=PAIR[0], x=PAIR[1], interval="1m", window=60, **shared)
    asked = {"y": PAIR[0], "x": PAIR[1], "interval": "1m", "log": True, "intercept": True}
    yield post("/pairs/adf", asked)
    for one in product.list_of("/pairs", limit=_PAGE):
        names = ("y", "x", "interval", "window", "method", "log", "intercept")
        asked = {name: one[name] for name in names}
        yield get("/pairs/analytics", **asked, threshold=_short(one["entry_threshold"]))


def _of_lists(product: Product) -> Iterator[Question]:
    """Yield lists, and what their rows open."""
    opened = (
        ("/quality/alignment", {"limit": _PAGE}),
        ("/pipelines/features", {"limit": 100}),
        ("/portfolio/optimizations", {"limit": 50}),
    )
    for path, query in opened:
        yield get(path, **query)
        for row in product.list_of(path, **query)[:20]:
            yield get(f"{path}/{row['id']}")
    for state in ("open", "repaired", "dismissed", None):
        yield get("/quality/health", limit=_PAGE, state=state)
    for row in product.list_of("/quality/findings", limit=_PAGE)[:20]:
        yield get(f"/quality/findings/{row['id']}")


def _short(value: float) -> float | int:
    # JavaScript writes 2.0 as 2.
    return int(value) if value == int(value) else value
