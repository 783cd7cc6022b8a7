"""What a file of bars looks like, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from typing_extensions import Doc

from apps.instruments.types import AssetClass

Role = Literal[
    "time", "date", "clock", "open", "high", "low", "close", "volume", "price", "quantity", "ticker"
]
# Excel counts days since 1900 (or, on old Macs, 1904), some programs since 1970.
DateOrder = Literal["ymd", "dmy", "mdy", "excel1900", "excel1904", "unix_days"]
FileInterval = Literal["1s", "1m", "5m", "15m", "1h", "1d"]

FILE_SECONDS: Final[Mapping[FileInterval, int]] = {
    "1s": 1, "1m": 60, "5m": 300, "15m": 900, "1h": 3_600, "1d": 86_400,
}  # fmt: skip
MAX_BYTES: Final = 64 * 1024 * 1024
MAX_ROWS: Final = 2_000_000
MAX_LINE: Final = 16_384
MAX_COLUMNS: Final = 200


@dataclass(frozen=True)
class LineNote:
    """What there is to say about one line."""

    line: Annotated[int, Doc("The file's first line is 1.")]
    reason: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of a file are to be read.

    `header` is the line that names the columns, 0 without one; lines before it are a preamble.
    `columns` gives the place of each role that the file has. `date_order` and `decimal` are None
    while the dates or the numbers can be read in two ways; `date_orders` are then the orders to
    choose from, `two_ways` is the first such number. `day_only` says that no line has a time of
    day, `zoned` that each line has its own zone (or counts from 1970). `unread` says why the
    first time that cannot be read is none, `times` how many of the sample can. `money` are the
    signs and codes of currencies that the lines have, each with its first line.
    """

    encoding: str
    delimiter: str
    decimal: Literal[".", ","] | None
    header: int
    names: tuple[str, ...]
    columns: Mapping[Role, int]
    date_order: DateOrder | None
    day_only: bool
    zoned: bool
    interval: FileInterval | None
    two_ways: LineNote | None = None
    unread: LineNote | None = None
    times: int = 0
    date_orders: tuple[DateOrder, ...] = ()
    money: tuple[LineNote, ...] = ()

    @property
    def ticks(self) -> bool:
        """Whether the lines are trades, not bars."""
        return "price" in self.columns and "close" not in self.columns

    @property
    def candles(self) -> bool:
        """Whether the lines have an open, a high and a low."""
        return all(role in self.columns for role in ("open", "high", "low"))


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person wants done with a file; `mapping` is JSON text, all empty where not said."""

    symbol: str
    filename: str
    interval: FileInterval | None = None
    timezone: str = ""
    mapping: str = ""
    dry_run: bool = False
    replace: bool = False
    name: str = ""
    currency: str = ""
    asset_class: AssetClass = "other"


@dataclass(frozen=True, slots=True)
class KeptFile(Ask):
    """What a worker is asked to do with a file that was kept for it under a name."""

    file: str = ""
