"""Which tests begin: those that took longest, so that none is left alone at the end of a run.

A plugin (`-p tests.longest_first`). How long each took is read from the record of the last whole
run (`--durations-of`). In a fresh clone there is none: there `costs.json` says what share of a run
each dear file is, which its tests that are marked `slow` have among them, or else all its tests.
Other tests keep their order, by which they share what is made once for a file or a folder.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

_LONG_S = 5.0
_MARKED_S = 10.0  # what the mark `slow` says
COSTS = Path(__file__).with_name("costs.json")
"""Thousandths of the whole by file; `python -m scripts.suite_costs` writes it anew."""
_DEAR = 1.0  # such thousandths, and of a test marked `slow` whose file is not in that list


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the files of the durations and of the costs."""
    parser.addoption("--durations-of", type=Path, help="JUnit record of an earlier run")
    parser.addoption("--costs-of", type=Path, default=COSTS, help="shares of files in a run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the long ones to the front."""
    known = read_durations(config.getoption("--durations-of"))
    weigh = _by_record(known) if known else _by_file(config.getoption("--costs-of"), items)
    items.sort(key=lambda item: -weigh(item))


def read_durations(file: Path | None) -> dict[tuple[str, str], float]:
    """Return the seconds of each test by module and name; nothing when there is no record."""
    if file is None or not file.exists():
        return {}
    try:
        cases = ET.parse(file).iter("testcase")
    except ET.ParseError:  # of a run that was ended while it wrote: the order is all that is lost
        return {}
    return {(one.get("classname", ""), one.get("name", "")): _time(one) for one in cases}


def _time(case: ET.Element) -> float:
    return float(case.get("time", "0"))


def _by_record(known: dict[tuple[str, str], float]) -> Callable[[pytest.Item], float]:
    """Weigh by the seconds of a long test; 0 for all others, so that they keep their order."""

    def weigh(item: pytest.Item) -> float:
        taken = known.get(_address(item), _MARKED_S if _is_slow(item) else 0.0)
        return taken if taken >= _LONG_S else 0.0

    return weigh


def _by_file(file: Path, items: Sequence[pytest.Item]) -> Callable[[pytest.Item], float]:
    """Weigh by a test's part of what its file costs; 0 for all that cost little."""
    costs: dict[str, float] = json.loads(file.read_text())
    slow = Counter(_file(item) for item in items if _is_slow(item))
    all_of = Counter(_file(item) for item in items)

    def weigh(item: pytest.Item) -> float:
        name = _file(item)
        if name not in costs:
            return _DEAR if _is_slow(item) else 0.0
        if slow[name] and not _is_slow(item):
            return 0.0
        part = costs[name] / (slow[name] or all_of[name])
        return part if part >= _DEAR else 0.0

    return weigh


def _is_slow(item: pytest.Item) -> bool:
    return item.get_closest_marker("slow") is not None


def _file(item: pytest.Item) -> str:
    return item.nodeid.partition("::")[0]


def _address(item: pytest.Item) -> tuple[str, str]:
    """Return the module, or the class in it, and the name, as the record writes them."""
    path, bracket, case = item.nodeid.partition("[")
    file, *names = path.split("::")
    module = file.removesuffix(".py").replace("/", ".")
    return ".".join([module, *names[:-1]]), names[-1] + bracket + case
