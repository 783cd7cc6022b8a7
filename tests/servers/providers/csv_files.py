"""The same truth as a folder of CSV files, and what can be wrong with a file."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson

from tests.servers.providers.faults import HTML, NOTE, Fault
from tests.servers.providers.universe import Day, Listed

_CLASSES: Final = {"EQUITY": "stock", "INDEX": "index", "CRYPTOCURRENCY": "crypto"}


def write_folder(folder: Path, listed: Mapping[str, Listed], fault: Fault = "none") -> None:
    """Write one file for each symbol, its actions, and the list of instruments."""
    (folder / "actions").mkdir(parents=True, exist_ok=True)
    for symbol, one in listed.items():
        (folder / f"{symbol}.csv").write_bytes(_spoiled(one, fault))
        events = [f"{event.date},{event.kind},{event.value}" for event in one.events]
        _lines(folder / "actions" / f"{symbol}.csv", ["date,kind,value", *events])
    rows = (
        f'{one.symbol},"{one.name}",{_CLASSES[one.kind]},{one.mic},{one.unit}'
        for one in listed.values()
    )
    _lines(folder / "instruments.csv", ["symbol,name,asset_class,exchange,currency", *rows])


def bars_text(days: tuple[Day, ...]) -> str:
    """A file of bars."""
    return "".join(f"{line}\n" for line in _bars(days))


def _bars(days: tuple[Day, ...]) -> Iterator[str]:
    yield "Date,Open,High,Low,Close,Volume"
    for day in days:
        yield f"{day.date},{day.open},{day.high},{day.low},{day.close},{day.volume:.0f}"


@lru_cache(maxsize=64)
def _spoiled(one: Listed, fault: Fault) -> bytes:
    if fault == "html":
        return HTML
    if fault == "note":
        return orjson.dumps(NOTE)
    if fault == "empty":
        return b""
    text = bars_text(one.days)
    if fault == "half_body":
        # A copy that stopped inside a line; where a line ends nothing is wrong to see.
        half = text[: len(text) // 2]
        return half[: half.rindex("\n") + len("\n2024-01-02,1")].encode()
    if fault == "nan_last":
        last = one.last
        closed = text.rindex(f",{last.close},{last.volume:.0f}\n")
        return f"{text[:closed]},,{last.volume:.0f}\n".encode()
    return text.encode()


def _lines(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n")
