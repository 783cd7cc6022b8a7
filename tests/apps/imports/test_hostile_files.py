"""Thousands of files made to hurt: each is answered, names a line, and costs little memory."""

import os
import random
import resource
import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, Final

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.core.errors import ProblemError
from apps.core.json import plain
from apps.imports.reading.plan import plan_make
from apps.imports.reading.reading import read_into
from apps.imports.reading.sniff import sniff
from apps.imports.reading.spool import Spool
from apps.imports.services import bars_import
from apps.imports.types import Ask
from tests.apps.imports.conftest import send

FILES: Final = int(os.environ.get("SIGHTLINE_HOSTILE_FILES", "5000"))
SEED: Final = 20260301
MOST_MEMORY: Final = 64 * 1024 * 1024
PREVIEW: Final = "/api/v1/uploads/preview"

_CELLS: Final = (
    "", " ", "nan", "NaN", "inf", "-inf", "1e308", "1e309", "-1", "0", "-0.0", "1_000", "١٢٣",
    "1,5", "1.5", "1.234,56", "=1+1", "@SUM(A1)", "\x00", "\x7f", "\u202e", "💥", "null", "N/A",
    "2024-01-02", "2024-02-30", "0001-01-01", "9999-12-31", "9999-12-31T23:59:59Z", "01/02/2024",
    "31/12/2023", "1704205800", "1704205800000", "99999999999999999999", "20240102", "20241340",
    "2024-01-02 25:61", "2024-03-31 02:30", "2024-01-02T09:30:00+99:99", "Jan 2, 2024",
    "Foo 9, 2024",
    "12:00", '"', '""', '"unclosed', "a" * 300, "1" * 400, "\t", "2024-W01-1", "--", "1e-320", "+5",
    "0x10", "1/0", "100", "101.5", "99.25", "250000", "$1.00", "1 000", "1'000", "5%", "1.2M",
)  # fmt: skip
_NAMES: Final = (
    "Date", "Time", "Timestamp", "Open", "High", "Low", "Close", "Adj Close", "Volume", "Price",
    "Quantity", "<TICKER>", "unix", "close", "", "Date", "=cmd", "💥", "x" * 300,
)  # fmt: skip
_MAPPINGS: Final = (
    *[""] * 10, '{"close": 1}',
    '{"time": 0, "close": 4}', '{"time": "Date", "close": "Close"}',
    '{"time": 0, "price": 1, "quantity": 2}', '{"decimal": ","}', '{"date_order": "mdy"}',
    '{"header": false}', '{"delimiter": "|"}', '{"time": 0, "close": 0}', "[", '{"close": -1}',
    '{"date": 0, "clock": 1, "close": 2}', '{"header": true, "close": 9999999999999999999999}',
)  # fmt: skip


def _table(rng: random.Random) -> bytes:
    mark, end = rng.choice(",;\t|,"), rng.choice(["\n", "\r\n", "\r"])
    width = rng.randint(1, 9)
    lines = [mark.join(rng.choice(_NAMES) for _ in range(width))]
    for _ in range(rng.randint(0, 12)):
        cells = width if rng.random() < 0.9 else rng.randint(0, 30)
        lines.append(mark.join(rng.choice(_CELLS) for _ in range(cells)))
    return end.join(lines).encode("utf-8", "surrogatepass")


def _nearly_good(rng: random.Random) -> bytes:
    """Return a proper file in which some cells or bytes went wrong."""
    lines = ["Date,Open,High,Low,Close,Volume"]
    lines += [f"2024-01-{day:02d},10,12,9,{rng.randint(9, 12)},100" for day in range(1, 29)]
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(lines))
        cells = lines[place].split(",")
        cells[rng.randrange(len(cells))] = rng.choice(_CELLS)
        lines[place] = ",".join(cells)
    content = bytearray("\n".join(lines).encode())
    if rng.random() < 0.3:
        content[rng.randrange(len(content))] = rng.randrange(256)
    return bytes(content)


def _noise(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randint(0, 400))


def _long_line(rng: random.Random) -> bytes:
    return b"Date,Close\n2024-01-02," + rng.choice([b"1", b",", b'"', b" "]) * 20_000 + b"\n"


def _many_columns(rng: random.Random) -> bytes:
    return (b"," * rng.randint(150, 3_000) + b"\n") * 3


def _magic(rng: random.Random) -> bytes:
    head = rng.choice([b"PK\x03\x04", b"\x1f\x8b", b"BZh9", b"\xff\xfe", b"%PDF", b"PAR1"])
    return head + rng.randbytes(60)


_KINDS: Final[tuple[Callable[[random.Random], bytes], ...]] = (
    _table, _table, _table, _table, _nearly_good, _nearly_good, _nearly_good, _noise, _magic,
    _many_columns,
)  # fmt: skip


def _files(seed: int, count: int) -> Iterator[tuple[bytes, dict[str, str]]]:
    rng = random.Random(seed)
    for number in range(count):
        make = _long_line if number % 100 == 99 else rng.choice(_KINDS)
        fields = {
            "mapping": rng.choice(_MAPPINGS),
            "interval": rng.choice(["", "", "1d", "1m", "1h", "1s"]),
            "timezone": rng.choice(["", "UTC", "Europe/Berlin", "America/New_York"]),
        }
        yield make(rng), {name: value for name, value in fields.items() if value}


def _lines_named(status: int, body: dict[str, Any]) -> None:
    """Every line that was refused is named, and a refused file names the first."""
    if status == 200:
        assert body["accepted"] >= 1
        assert body["rejected_total"] >= len(body["rejected"])
        assert all(note["line"] >= 1 and note["reason"] for note in body["rejected"])
        return
    assert status == 422, body
    assert body["line"] >= 1
    assert body["detail"].startswith(f"Line {body['line']}: ")
    assert body["errors"][0]["field"] in {"file", "mapping", "interval", "timezone", "currency"}


def _tried(content: bytes, fields: dict[str, Any], owner_id: int) -> tuple[int, dict[str, Any]]:
    """Return what the route would answer; any other error than a refusal is a defect."""
    ask = Ask(symbol="MINE", filename="hostile.csv", dry_run=True, **fields)
    try:
        found = bars_import(
            file=BytesIO(content),
            size=len(content),
            ask=ask,
            owner_id=owner_id,
            progress=lambda step, share: None,
        )
    except ProblemError as error:
        return error.status, error.document()
    return 200, plain(found)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the limit on how often one person may ask."""
    monkeypatch.setattr("apps.imports.views.UploadBarsView.throttle_classes", ())
    monkeypatch.setattr("apps.imports.views.UploadPreviewView.throttle_classes", ())


@pytest.mark.one_database  # no file is stored; the routes below are asked on both
def test_every_hostile_file_is_answered_with_its_lines(alice: User) -> None:
    before = _peak()
    for content, fields in _files(SEED, FILES):
        _lines_named(*_tried(content, fields, alice.pk))
    assert _peak() - before < MOST_MEMORY


@pytest.mark.usefixtures("patient")
def test_hostile_files_come_over_the_route_too(alice_api: APIClient) -> None:
    for content, fields in _files(SEED + 2, FILES // 50):
        answer = send(alice_api, content, **fields)
        _lines_named(answer.status_code, answer.json())


@pytest.mark.usefixtures("patient")
def test_every_hostile_file_can_be_looked_at(alice_api: APIClient) -> None:
    for content, fields in _files(SEED + 1, FILES // 50):
        answer = send(alice_api, content, PREVIEW, mapping=fields.get("mapping", ""))
        assert answer.status_code in {200, 422}, answer.content
        if answer.status_code == 422:
            assert answer.json()["line"] >= 1


def test_a_large_file_is_read_in_little_memory(tmp_path: Any) -> None:
    path = tmp_path / "large.csv"
    with path.open("w") as file:
        file.write("timestamp,close\n")
        for step in range(20_000):
            file.write(f"{1_600_000_020 + 60 * step},100.{step % 10}\n")
    tracemalloc.start(1)
    try:
        with path.open("rb") as file, Spool() as spool:
            plan = plan_make(
                sniff(file)[0], interval=None, timezone="", now_us=1_800_000_000_000_000
            )
            file.seek(0)
            found = read_into(
                spool, file, plan, size=path.stat().st_size, progress=lambda share: None
            )
        assert len(found.order) == 20_000
        assert tracemalloc.get_traced_memory()[1] < 8 * 1024 * 1024
    finally:
        tracemalloc.stop()
