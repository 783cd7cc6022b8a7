"""Every line of a file is counted once, whatever it holds."""

import random

import pytest

from apps.core.errors import ProblemError
from tests.apps.imports.conftest import Upload
from tests.apps.imports.reading import Read, read

SEED = 977
_LINES = (
    "2024-01-{day:02d},10,11,9,10,100", "2024-01-{day:02d},10,11,9,10,100", "2024-01-02,1,1,1,1,1",
    "########,10,11,9,10,100", "# a comment", "#2024-01-03,1,1,1,1,1", "", "   ", ",,,,,",
    "Date,Open,High,Low,Close,Volume", "sep=,", "Source: somebody", "Total,,,,,500",
    '"2024-01-{day:02d}",10,11,9,10,"1\n2"', '"a quoted\ncell\nof text",1,1,1,1,1',
    '2024-01-{day:02d},"10,11,9,10,1', "2024-01-{day:02d},10,11,9,10,100,extra", "\x00", "é",
    "2023-05-{day:02d},10,11,9,10,1",
)  # fmt: skip


def _total(found: Read) -> int:
    reading = found.reading
    return (
        reading.accepted
        + reading.rejected.total
        + reading.warnings.total
        + reading.header_lines
        + reading.blank_lines
        + reading.continued_lines
    )


def test_the_counts_add_up_to_the_lines_of_any_file() -> None:
    rng, read_files = random.Random(SEED), 0
    for _ in range(1_500):
        preamble = rng.choice(["", "# made by hand\n", "Prices of X\n\n", "sep=,\n", "\n\n"])
        lines = ["Date,Open,High,Low,Close,Volume", "2024-02-01,10,11,9,10,100"]
        lines += [
            rng.choice(_LINES).format(day=rng.randint(1, 28)) for _ in range(rng.randint(1, 15))
        ]
        text = preamble + "\n".join(lines) + rng.choice(["", "\n", "\n\n"])
        content = text.replace("\n", rng.choice(["\n", "\r\n", "\r"])).encode()
        try:
            found = read(content)
        except ProblemError:
            continue
        read_files += 1
        assert found.reading.lines == len(content.splitlines()), content
        assert _total(found) == found.reading.lines, content
    assert read_files > 1_000


def test_each_kind_of_line_is_in_its_count(upload: Upload) -> None:
    text = (
        "Prices of X\nDate,Close,Note\n2024-01-02,1,a\n# by hand\n\n2024-01-04,2,b\n"
        '2024-01-03,3,"two\nlines"\nDate,Close,Note\n########,4,c\n,,\nTotal,,\n'
    )
    body = upload(text).json()
    assert body["lines"] == 12
    assert (body["header_lines"], body["blank_lines"], body["continued_lines"]) == (2, 2, 1)
    assert (body["accepted"], body["taken"]) == (2, 3)
    assert [note["line"] for note in body["rejected"]] == [10, 12]
    assert [note["line"] for note in body["warnings"]] == [4, 7, 9]
    assert "comment" in body["warnings"][0]["reason"]
    assert "order of time" in body["warnings"][1]["reason"]
    assert "names of the columns" in body["warnings"][2]["reason"]
    assert "widen the spreadsheet's column" in body["rejected"][0]["reason"]


def test_a_refused_file_is_counted_as_well(upload: Upload) -> None:
    body = upload("Date,Close\n2024-01-02,x\n\n2024-01-03,y\n").json()
    assert (body["code"], body["lines"], body["rejected_total"]) == ("nothing_accepted", 4, 2)
    assert (body["header_lines"], body["blank_lines"], body["accepted"]) == (1, 1, 0)


@pytest.mark.parametrize("mark", ["#Date,Open,High,Low,Close", "# Date,Open,High,Low,Close"])
def test_a_header_behind_a_hash_names_the_columns(mark: str) -> None:
    found = read(f"{mark}\n2024-01-02,1,3,1,2\n2024-01-03,2,4,2,3\n".encode())
    assert found.layout.columns["close"] == 4
    assert found.reading.header_lines == 1
