"""Every recorded decision has a number of its own, its three parts, and links that lead to it."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
PARTS = ("Decision", "Reason", "Consequences")
# Where decisions are referred to: by file name, with or without a folder before it.
ROOMS = ("apps", "benchmarks", "config", "docs", "launcher", "ml", "scripts")
TYPES = {".py", ".md"}
_FILE = re.compile(r"adr/(\d{4}[\w.-]*\w)")
_NUMBER = re.compile(r"\bADR (\d+)\b")


def _number(file: Path) -> int:
    return int(file.name[:4])


def _texts() -> dict[str, str]:
    files = [file for room in ROOMS for file in (ROOT / room).rglob("*") if file.suffix in TYPES]
    return {str(f.relative_to(ROOT)): f.read_text() for f in [*files, *ROOT.glob("*.md")]}


def test_numbers_are_unique_and_without_gaps() -> None:
    counts = Counter(_number(file) for file in DECISIONS)
    assert [number for number, count in counts.items() if count > 1] == []
    assert sorted(counts) == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("file", DECISIONS, ids=lambda file: file.stem)
def test_a_decision_has_its_title_and_three_parts(file: Path) -> None:
    text = file.read_text()
    assert re.match(rf"# {_number(file)}\. \S", text)
    places = [text.find(f"\n**{part}.** ") for part in PARTS]
    assert -1 not in places, f"needs **Decision.**, **Reason.** and **Consequences.**: {places}"
    assert places == sorted(places)


def test_references_lead_to_a_decision() -> None:
    names = {file.name for file in DECISIONS}
    numbers = {_number(file) for file in DECISIONS}
    texts = _texts()
    by_file = {(at, name) for at, text in texts.items() for name in _FILE.findall(text)}
    by_number = {(at, int(n)) for at, text in texts.items() for n in _NUMBER.findall(text)}
    assert len(by_file) > 5
    assert {(at, name) for at, name in by_file if name not in names} == set()
    assert {(at, number) for at, number in by_number if number not in numbers} == set()
