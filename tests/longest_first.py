"""Which tests begin: those that took longest, so that none is left alone at the end of a run.

A plugin (`-p tests.longest_first`). How long each took is read from the record of the last whole
run (`--durations-of`); where there is none yet, as in a fresh clone, those marked `slow` begin. All
others keep their order, by which they share what is made once for a file or a folder.
"""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

_LONG_S = 5.0
_MARKED_S = 10.0  # what the mark `slow` says


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the file of the durations."""
    parser.addoption("--durations-of", type=Path, help="JUnit record of an earlier run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Bring the long ones to the front."""
    known = read_durations(config.getoption("--durations-of"))
    items.sort(key=lambda item: -_seconds(item, known))


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


def _seconds(item: pytest.Item, known: dict[tuple[str, str], float]) -> float:
    """Return what a long test takes; 0 for all others, so that they keep their order."""
    taken = known.get(_address(item))
    if taken is None:
        taken = _MARKED_S if item.get_closest_marker("slow") else 0.0
    return taken if taken >= _LONG_S else 0.0


def _address(item: pytest.Item) -> tuple[str, str]:
    """Return the module, or the class in it, and the name, as the record writes them."""
    path, bracket, case = item.nodeid.partition("[")
    file, *names = path.split("::")
    module = file.removesuffix(".py").replace("/", ".")
    return ".".join([module, *names[:-1]]), names[-1] + bracket + case
