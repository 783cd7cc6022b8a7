"""What took long begins: the plugin is loaded as the suite loads it, with a record of its own."""

import json
from pathlib import Path

import pytest

from launcher.layout import ROOT
from scripts.suite_costs import shares
from tests.launcher.testing.collected import collected
from tests.longest_first import COSTS, read_durations

SAMPLE = """
import pytest

def test_short():
    pass

@pytest.mark.parametrize("case", ["a", "b::c"])
def test_of_cases(case):
    pass

@pytest.mark.slow
def test_marked():
    pass

class TestOne:
    def test_inside(self):
        pass

def test_last():
    pass
"""
RECORD = """<testsuites><testsuite>
<testcase classname="test_sample" name="test_of_cases[b::c]" time="7.5" />
<testcase classname="test_sample" name="test_of_cases[a]" time="4.9" />
<testcase classname="test_sample.TestOne" name="test_inside" time="30.0" />
<testcase classname="test_sample" name="test_short" time="0.1" />
</testsuite></testsuites>"""


def order(folder: Path, record: Path, costs: dict[str, float]) -> list[str]:
    file = folder / "costs.json"
    file.write_text(json.dumps(costs))
    plugin = ("-p", "tests.longest_first", "--durations-of", str(record), "--costs-of", str(file))
    lines = collected(folder, SAMPLE, *plugin)
    return [line.removeprefix("TestOne::").removeprefix("test_") for line in lines]


def test_by_the_record_then_by_the_mark_and_the_others_as_they_stand(tmp_path: Path) -> None:
    record = tmp_path / "record.xml"
    record.write_text(RECORD)
    expected = ["inside", "marked", "of_cases[b::c]", "short", "of_cases[a]", "last"]
    assert order(tmp_path, record, {"test_sample.py": 900.0}) == expected


@pytest.mark.parametrize("costs", [{}, {"test_sample.py": 50.0}])
def test_without_a_record_the_marked_begin(tmp_path: Path, costs: dict[str, float]) -> None:
    names = order(tmp_path, tmp_path / "none.xml", costs)
    assert names == ["marked", "short", "of_cases[a]", "of_cases[b::c]", "inside", "last"]


def test_without_a_record_a_dear_file_begins(tmp_path: Path) -> None:
    (tmp_path / "test_zoo.py").write_text("def test_one(): ...\ndef test_two(): ...\n")
    (tmp_path / "test_zoo_of_cheap.py").write_text("def test_three(): ...\n")
    costs = {"test_zoo.py": 2.5, "test_zoo_of_cheap.py": 0.5}
    names = order(tmp_path, tmp_path / "none.xml", costs)
    assert names[:3] == ["one", "two", "marked"]
    assert names[-1] == "three"


def test_shares_of_files_are_written_from_the_records_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "test_sample.py").touch()
    (tmp_path / "test_other.py").touch()
    first, second = tmp_path / "first.xml", tmp_path / "second.xml"
    first.write_text(RECORD)
    case = '<testcase classname="{}" name="test_it" time="{}" />'
    second.write_text(f"<testsuite>{case.format('test_other', 15.0)}</testsuite>")
    found = shares([first, second], tmp_path)
    assert found == {"test_other.py": 260.9, "test_sample.py": 739.1}  # of 15.0 s and 42.5 s


def test_the_shares_that_are_tracked_are_of_files_that_are_there() -> None:
    costs = json.loads(COSTS.read_text())
    assert len(costs) > 20
    assert [file for file in costs if not (ROOT / file).is_file()] == []


@pytest.mark.parametrize("text", ["", "<testsuites><testsuite>"])
def test_a_record_that_is_cut_off_is_none(tmp_path: Path, text: str) -> None:
    record = tmp_path / "record.xml"
    record.write_text(text)
    assert read_durations(record) == {}
