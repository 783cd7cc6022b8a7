"""Files stay small, and nothing loads pickles."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("apps", "benchmarks", "celery_worker", "config", "launcher", "ml", "scripts", "tests")
SOURCES = ("*.py", "*.ts", "*.tsx")
WRITTEN = ("generated.ts", "limits.ts")
UNSAFE = re.compile(
    r"^\s*(import|from)\s+(pickle|joblib|dill|cloudpickle)\b|torch\.load\(", re.MULTILINE
)


def _files() -> Iterator[Path]:
    for room in (*ROOMS, "frontend/src"):
        for pattern in SOURCES:
            for file in (ROOT / room).rglob(pattern):
                if "migrations" not in file.parts and file.name not in WRITTEN:
                    yield file


def _lines(file: Path) -> int:
    return len(file.read_text().splitlines())


def test_no_file_is_over_400_lines() -> None:
    assert {str(f.relative_to(ROOT)): _lines(f) for f in _files() if _lines(f) > 400} == {}


def test_nine_in_ten_are_under_200_lines() -> None:
    lengths = sorted(_lines(file) for file in _files())
    assert lengths[int(0.9 * len(lengths))] < 200


def test_a_folder_holds_at_most_20_modules() -> None:
    count = Counter(file.parent for file in _files() if file.name != "__init__.py")
    assert {str(f.relative_to(ROOT)): n for f, n in count.items() if n > 20} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_nothing_loads_pickles(room: str) -> None:
    files = [f for f in (ROOT / room).rglob("*.py") if f != Path(__file__).resolve()]
    assert [str(f) for f in files if UNSAFE.search(f.read_text())] == []
