"""What took long begins: the plugin is loaded as the suite loads it, with a record of its own."""

from pathlib import Path

import pytest

from tests.launcher.testing.collected import collected
from tests.longest_first import read_durations

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


def order(folder: Path, record: Path) -> list[str]:
    plugin = ("-p", "tests.longest_first", "--durations-of", str(record))
    lines = collected(folder, SAMPLE, *plugin)
    return [line.removeprefix("TestOne::").removeprefix("test_") for line in lines]


def test_by_the_record_then_by_the_mark_and_the_others_as_they_stand(tmp_path: Path) -> None:
    record = tmp_path / "record.xml"
    record.write_text(RECORD)
    expected = ["inside", "marked", "of_cases[b::c]", "short", "of_cases[a]", "last"]
    assert order(tmp_path, record) == expected


def test_without_a_record_the_marked_begin(tmp_path: Path) -> None:
    names = order(tmp_path, tmp_path / "none.xml")
    assert names == ["marked", "short", "of_cases[a]", "of_cases[b::c]", "inside", "last"]


@pytest.mark.parametrize("text", ["", "<testsuites><testsuite>"])
def test_a_record_that_is_cut_off_is_none(tmp_path: Path, text: str) -> None:
    record = tmp_path / "record.xml"
    record.write_text(text)
    assert read_durations(record) == {}
