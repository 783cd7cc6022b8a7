"""One line's cells as one bar, or the reason why they are none."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import nan
from typing import Final

from apps.imports.errors import LineError, NoPriceError
from apps.imports.reading.plan import Plan
from apps.imports.reading.survey import time_text
from apps.imports.types import Role
from apps.imports.values import moments
from apps.imports.values.numbers import number

_DAY: Final = timedelta(days=1)
_SECOND_US: Final = 1_000_000
_DAY_US: Final = 86_400 * _SECOND_US
_EARLIEST_US: Final = -70 * 366 * _DAY_US  # about 1900
_CLOCK_SLIP_US: Final = 5 * _SECOND_US
_ROUNDING: Final = 1e-9
_HIGHEST: Final = 1e15
Row = tuple[int, tuple[float, float, float, float, float]]


class RowReader:
    """Reads lines by a plan.

    Parameters
    ----------
    plan : Plan
        What is decided about the file.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._columns = plan.layout.columns
        self._width = max(self._columns.values()) + 1
        self._named = len(plan.layout.names)
        self._decimal = plan.layout.decimal or "."
        self._order = plan.layout.date_order
        # A bar of 15 minutes or an hour may begin at any five minutes: sessions open at half past.
        self._grid_us = min(plan.seconds, 300) * _SECOND_US
        self._latest_us = plan.now_us + (_DAY_US if plan.daily else _CLOCK_SLIP_US)
        self._values: Callable[[Sequence[str]], tuple[float, float, float, float, float]]
        self._values = self._trade if plan.layout.ticks else self._bar
        self._ticker: str | None = None

    def read(self, cells: Sequence[str]) -> Row:
        """Return when a bar begins (microseconds since 1970) and its O, H, L, C and volume.

        Raises
        ------
        LineError
            With the reason, when the line is not a bar.
        """
        if len(cells) < self._width:
            raise LineError(f"there are {len(cells)} columns where {self._width} are needed")
        if len(cells) > self._named and any(cell.strip() for cell in cells[self._named :]):
            raise LineError(_too_many(len(cells), self._named, self._plan.layout.delimiter))
        if "ticker" in self._columns:
            self._same_ticker(cells[self._columns["ticker"]].strip())
        return self._moment(cells), self._values(cells)

    def _same_ticker(self, ticker: str) -> None:
        if self._ticker is None:
            self._ticker = ticker
        elif ticker != self._ticker:
            raise LineError(
                f"the line is of {ticker[:40]!r}, the file began with {self._ticker[:40]!r}"
            )

    def _moment(self, cells: Sequence[str]) -> int:
        text = time_text(cells, self._columns)
        written = moments.parse(text, self._order)
        if self._plan.daily:
            if moments.ends_day(text):
                written -= _DAY  # the bar is of the day that ends then
            moment = moments.day_us(written, self._plan.zone)
        else:
            moment = moments.moment_us(written, self._plan.zone)
            if not self._plan.layout.ticks and moment % self._grid_us:
                raise LineError(
                    f"{written.isoformat(' ')} is not where a bar of {self._plan.interval} begins"
                )
        if moment > self._latest_us:
            raise LineError(f"{written.isoformat(' ')} lies in the future")
        if moment < _EARLIEST_US:
            raise LineError(f"{written.isoformat(' ')} lies before 1900")
        return moment

    def _number(self, cells: Sequence[str], role: Role) -> float | None:
        place = self._columns.get(role)
        return None if place is None else number(cells[place], role, self._decimal)

    def _price(self, cells: Sequence[str], role: Role) -> float | None:
        value = self._number(cells, role)
        if value is not None and not 0.0 < abs(value) < _HIGHEST:
            raise LineError(
                f"{role} is {value:g}; a price lies below {_HIGHEST:g} and is not 0, which files "
                "write where no price is known"
            )
        return value

    def _trade(self, cells: Sequence[str]) -> tuple[float, float, float, float, float]:
        price, quantity = self._price(cells, "price"), self._number(cells, "quantity")
        if price is None:
            raise LineError("there is no price")
        if quantity is None or quantity <= 0.0:
            raise LineError("quantity must be above 0")
        return price, price, price, price, quantity

    def _bar(self, cells: Sequence[str]) -> tuple[float, float, float, float, float]:
        close, volume = self._price(cells, "close"), self._number(cells, "volume")
        if close is None:
            raise NoPriceError("there is no close")
        if volume is not None and volume < 0.0:
            raise LineError(f"volume is {volume:g}, below 0")
        known = nan if volume is None else volume
        if not self._plan.layout.candles:
            return nan, nan, nan, close, known
        prices = [self._price(cells, role) for role in ("open", "high", "low")]
        if all(price is None for price in prices):
            return nan, nan, nan, close, known
        open_, high, low = prices
        if open_ is None or high is None or low is None:
            raise LineError("open, high and low are known in part only")
        _check_order(open_, high, low, close)
        return open_, high, low, close, known


def _too_many(cells: int, named: int, delimiter: str) -> str:
    text = f"there are {cells} columns where {named} are named"
    if delimiter == ",":
        text += "; numbers with a decimal comma must be quoted"
    return text


def _check_order(open_: float, high: float, low: float, close: float) -> None:
    slack = _ROUNDING * max(abs(open_), abs(high), abs(low), abs(close))
    if high < max(open_, close, low) - slack:
        raise LineError(f"high {high:g} is below another price of its bar")
    if low > min(open_, close, high) + slack:
        raise LineError(f"low {low:g} is above another price of its bar")
