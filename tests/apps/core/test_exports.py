"""Tables as files: what a spreadsheet may not run, and types that survive."""

import re
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from pyarrow import parquet

from apps.core.exports import Column, Table, export_response, safe_text, write_csv, write_parquet

COLUMNS = (
    Column("when", "time"), Column("name", "text"), Column("value"), Column("count", "integer"),
    Column("sure", "flag"),
)  # fmt: skip
PAGE = {
    "when": [0, 1_700_000_000_123_456],
    "name": ["=1+1", 'plain, "quoted"'],
    "value": [float("nan"), -1.5],
    "count": [1, None],
    "sure": [True, None],
}


def _table() -> Table:
    return Table("-name/é", COLUMNS, [PAGE, PAGE], {"source": "a test\r\nof two lines"})


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff20"])
def test_a_formula_becomes_text(sign: str) -> None:
    assert safe_text(f"{sign}SUM(A1)") == f"'{sign}SUM(A1)"
    assert safe_text(f"a{sign}") == f"a{sign}"


@pytest.mark.parametrize("separator", [";", "\t", "\n", '; "', ";  "])
def test_a_formula_behind_another_separator_becomes_text(separator: str) -> None:
    assert safe_text(f"a{separator}=1+1") == f"a{separator}'=1+1"


def test_ordinary_text_stays_as_it_is() -> None:
    for text in ("BRK-B", "Smith, -Co", "a\r\nb", "x=1", "1;2", "it's + more", "", "50 %"):
        assert safe_text(text) == text


def test_no_part_of_a_provenance_line_is_a_formula() -> None:
    file = BytesIO()
    about = {
        "source": 'Your file x,=HYPERLINK("http://a","b").csv',
        "note": 'a;+1, @b,\t-2 , \'=3 ,"=4"\r\n=5',
        "title": "=SUM(A1)",
    }
    write_csv(Table("n", COLUMNS, [PAGE], about), file)
    lines = file.getvalue().decode().splitlines()
    assert lines[:3] == [
        '# source: Your file x,\'=HYPERLINK("http://a","b").csv',
        "# note: a;'+1, '@b, '-2 , ''=3 ,\"'=4\" =5",
        "# title: =SUM(A1)",
    ]
    cells = [cell for line in lines[:3] for cell in re.split(r"[,;\t]", line)]
    assert not [cell for cell in cells if cell.strip(' "').startswith(("=", "+", "-", "@"))]


def test_the_names_of_columns_are_escaped() -> None:
    file = BytesIO()
    write_csv(Table("n", (Column("=1+1", "text"), Column("@x")), []), file)
    assert file.getvalue() == b"'=1+1,'@x\r\n"


def test_csv_has_its_provenance_its_header_and_safe_cells() -> None:
    file = BytesIO()
    write_csv(_table(), file)
    lines = file.getvalue().decode().splitlines()
    assert lines[:3] == [
        "# source: a test of two lines",
        "when,name,value,count,sure",
        "1970-01-01T00:00:00Z,'=1+1,,1,true",
    ]
    assert lines[3] == '2023-11-14T22:13:20.123456Z,"plain, ""quoted""",-1.5,,'
    assert len(lines) == 6


def test_parquet_keeps_types_nulls_and_provenance() -> None:
    file = BytesIO()
    write_parquet(_table(), file)
    frame = pl.read_parquet(BytesIO(file.getvalue()))
    assert frame.schema == {
        "when": pl.Datetime("us", "UTC"), "name": pl.String, "value": pl.Float64,
        "count": pl.Int64, "sure": pl.Boolean,
    }  # fmt: skip
    assert frame["name"].to_list()[0] == "=1+1"  # text is text in Parquet
    assert frame["value"].to_list()[:2] == [None, -1.5]
    found = parquet.ParquetFile(BytesIO(file.getvalue()))
    assert found.schema_arrow.metadata[b"source"] == b"a test\r\nof two lines"
    assert found.num_row_groups == 2


def test_the_answer_names_the_file() -> None:
    answer = export_response(_table(), "csv", under_asgi=False)
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert int(answer["Content-Length"]) == len(content)
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''-name")


async def test_it_streams_to_an_asynchronous_server() -> None:
    answer = export_response(_table(), "csv", under_asgi=True)
    parts: list[Any] = [part async for part in answer]
    assert b"".join(parts).startswith(b"# source")


def test_provenance_states_values_as_cells_do() -> None:
    about = {
        "log": True,
        "adjusted": False,
        "half_life": None,
        "z_score": float("nan"),
        "window": 60,
        "as_of": datetime(2024, 1, 2, 3, tzinfo=UTC),
        "method": "ols",
    }
    table = Table("x", [Column("value")], [{"value": [-0.0, 1.5, None, 0]}], about)
    file = BytesIO()
    write_csv(table, file)
    lines = file.getvalue().decode().splitlines()
    assert [line.rstrip() for line in lines[:7]] == [
        "# log: true",
        "# adjusted: false",
        "# half_life:",
        "# z_score:",
        "# window: 60",
        "# as_of: 2024-01-02T03:00:00Z",
        "# method: ols",
    ]
    assert lines[8:] == ["0.0", "1.5", '""', "0"]
    file = BytesIO()
    write_parquet(table, file)
    stored = parquet.read_schema(BytesIO(file.getvalue())).metadata
    assert (stored[b"log"], stored[b"half_life"]) == (b"true", b"")
