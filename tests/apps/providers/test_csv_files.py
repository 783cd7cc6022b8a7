"""The folder of files: what is read beside the bars, what is refused, what is never read."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from apps.imports.csv_folder.provider import CsvFiles
from apps.providers.asking import matches_fetch
from apps.providers.shared.base import (
    ProviderAction,
    ProviderAnswerError,
    ProviderError,
    ProviderUnavailableError,
    ProviderUnknownSymbolError,
)
from config.env import env_folder
from tests.apps.providers.conftest import Clock
from tests.servers.providers.server import ProviderServer

pytestmark = pytest.mark.usefixtures("still")
START, END = date(2024, 1, 2), date(2024, 1, 5)
HEADER = "Date,Open,High,Low,Close,Volume\n"
BARS = HEADER + "2024-01-02,10,12,9,11,100\n2024-01-03,11,13,10,12,200\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "files"
    (made / "actions").mkdir(parents=True)
    (made / "AAPL.csv").write_text(BARS)
    return made


def cause(folder: Path, text: str | bytes) -> str:
    """What is said of a file."""
    content = text.encode() if isinstance(text, str) else text
    (folder / "AAPL.csv").write_bytes(content)
    with pytest.raises(ProviderAnswerError) as caught:
        CsvFiles(folder).daily("AAPL", START, END)
    assert (caught.value.retryable, caught.value.fix.endswith(".")) == (True, True)
    return caught.value.cause


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("2024-01-04,10,9,8,9.5,1", "high 9 is below another price of its bar"),
        ("2024-01-04,10,12,9,-1,1", "low 9 is above another price of its bar"),
        ("2024-01-04,10,12,9,inf,1", "close is 'inf', which is not a finite number"),
        ("2024-01-04,10,12", "there are 3 columns where 6 are needed"),
        ("2024-01-03,10,12,9,11,1", "the same day as line 3"),
        ("2025-02-03,10,12,9,11,1", "lies in the future"),
        ("yesterday,10,12,9,11,1", "'yesterday' is not a time"),
    ],
)
def test_one_bad_line_refuses_the_file(folder: Path, line: str, reason: str) -> None:
    said = cause(folder, BARS + line + "\n")
    assert said.startswith("AAPL.csv: line 4: ")
    assert reason in said


def test_what_is_no_file_of_daily_bars_says_what_it_is(folder: Path) -> None:
    assert "a ZIP archive" in cause(folder, b"PK\x03\x04rest")
    assert "single column" in cause(folder, "a".encode("utf-16"))
    assert "It begins with '<html>'" in cause(folder, "<html>\n")
    assert "no column for close among: Date, Volume" in cause(folder, "Date,Volume\n2024-01-02,1\n")
    minutes = "".join(f"2024-01-02T10:0{n}:00Z,1,1,1,1,1\n" for n in range(5))
    assert "it holds bars of 1m" in cause(folder, HEADER + minutes)
    trades = "time,price,quantity\n2024-01-02,1,1\n2024-01-03,1,1\n"
    assert "it holds trades" in cause(folder, trades)
    unclear = HEADER + "01/02/2024,1,1,1,1,1\n02/02/2024,1,1,1,1,1\n"
    assert "day/month or month/day" in cause(folder, unclear)


def test_a_file_that_ended_before_is_no_answer(folder: Path) -> None:
    with pytest.raises(ProviderAnswerError, match="from 2024-01-02 to 2024-01-03") as caught:
        CsvFiles(folder).daily("AAPL", date(2024, 3, 1), date(2024, 6, 1))
    assert "newer days" in caught.value.fix


def test_closes_alone_semicolons_and_decimal_commas_are_read(folder: Path) -> None:
    (folder / "AAPL.csv").write_text("Datum;Schluss\n02.01.2024;10,5\n03.01.2024;11,25\n")
    bars = CsvFiles(folder).daily("AAPL", START, END).bars.bars
    assert bars.close.tolist() == [10.5, 11.25]
    assert [str(day) for day in bars.dates] == ["2024-01-02", "2024-01-03"]


def test_the_list_names_kinds_money_and_places(folder: Path) -> None:
    (folder / "vod.l.csv").write_text(BARS)
    (folder / "GILT.csv").write_text(BARS)
    (folder / "instruments.csv").write_text(
        "symbol,name,asset_class,exchange,currency\nGILT,Long gilts,etf,XLON,GBP\n"
    )
    provider = CsvFiles(folder)
    (gilt,) = provider.search("gilts")
    assert (gilt.symbol, gilt.asset_class, gilt.exchange, gilt.currency) == (
        "GILT", "etf", "XLON", "GBP",
    )  # fmt: skip
    # London quotes in pence where nobody says otherwise.
    pence = provider.daily("VOD.L", START, END).bars
    assert (pence.currency, pence.bars.close.tolist()) == ("GBP", [0.11, 0.12])
    assert provider.daily("GILT", START, END).bars.bars.close.tolist() == [11.0, 12.0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("symbol,name\nAAPL,Apple\nAAPL,\0", "line 3: the line holds a NUL byte"),
        ("symbol\n", "single column"),
        ("symbol,title\nAAPL,Apple\n", "line 1: there is no column name"),
        ("symbol,name,asset_class\nAAPL,Apple,share\n", "line 2: asset_class is 'share'"),
        ("symbol,name,exchange\nAAPL,Apple,MOON\n", "line 2: 'MOON' is no exchange"),
        ("", "it is empty"),
        ('symbol,name\nAAPL,"Apple\n', "line 2: the quotes do not match"),
    ],
)
def test_a_bad_list_is_an_error_with_its_line(folder: Path, text: str, reason: str) -> None:
    (folder / "instruments.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(ProviderAnswerError, match=r"instruments\.csv") as caught:
        CsvFiles(folder).search("apple")
    assert reason in caught.value.cause


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("3 Jan,split,4", "'3 Jan' is no date such as 2024-01-31"),
        ("2024-01-03,bonus,4", "kind is 'bonus'; split or dividend"),
        ("2024-01-03,split,0", "value must be above 0"),
        ("2024-01-03,split,four", "value is 'four', which is not a number"),
        ("2024-01-02,dividend,0.2", "a second dividend of 2024-01-02"),
    ],
)
def test_a_bad_action_refuses_the_file(folder: Path, line: str, reason: str) -> None:
    content = f"date,kind,value\n2024-01-02,dividend,0.1\n{line}\n"
    (folder / "actions" / "AAPL.csv").write_text(content)
    with pytest.raises(ProviderAnswerError, match=r"actions/AAPL\.csv: line 3") as caught:
        CsvFiles(folder).daily("AAPL", START, END)
    assert reason in caught.value.cause


def test_actions_of_the_range_come_beside_the_bars(folder: Path) -> None:
    content = (
        "date,kind,value\n2024-01-03,split,2\n2024-01-02,dividend,0.5\n2023-01-02,dividend,9\n"
    )
    (folder / "actions" / "AAPL.csv").write_text(content)
    assert CsvFiles(folder).daily("AAPL", START, END).actions == (
        ProviderAction(date(2024, 1, 2), "dividend", 0.5),
        ProviderAction(date(2024, 1, 3), "split", 2.0),
    )


@pytest.mark.parametrize(
    "symbol", ["../secret", "..%2fsecret", "/etc/passwd", "actions/AAPL", "secret", "", ".", "\0"]
)
def test_nothing_outside_is_ever_read(folder: Path, symbol: str) -> None:
    secret = folder.parent / "secret.csv"
    secret.write_text(BARS)
    (folder / "SECRET.csv").symlink_to(secret)
    with pytest.raises(ProviderUnknownSymbolError):
        CsvFiles(folder).daily(symbol, START, END)
    with pytest.raises(ProviderUnknownSymbolError):
        CsvFiles(folder).quote(symbol)


def test_a_linked_folder_of_actions_is_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "AAPL.csv").write_text("date,kind,value\n2024-01-03,split,2\n")
    (folder / "actions").rmdir()
    (folder / "actions").symlink_to(outside)
    assert CsvFiles(folder).daily("AAPL", START, END).actions == ()


def test_a_pipe_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "PIPE.csv")
    with pytest.raises(ProviderUnknownSymbolError):
        CsvFiles(folder).daily("PIPE", START, END)


def test_a_folder_that_is_gone_is_away(tmp_path: Path) -> None:
    for path, words in ((tmp_path / "gone", "No such file"), (None, "none is set")):
        with pytest.raises(ProviderUnavailableError, match=words) as caught:
            CsvFiles(path).search("apple")
        assert caught.value.retryable
        assert str(tmp_path) not in caught.value.cause


def test_the_setting_must_be_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert env_folder("SIGHTLINE_CSV_DIR") is None
    monkeypatch.setenv("SIGHTLINE_CSV_DIR", str(tmp_path))
    assert env_folder("SIGHTLINE_CSV_DIR") == tmp_path.resolve()
    monkeypatch.setenv("SIGHTLINE_CSV_DIR", str(tmp_path / "gone"))
    with pytest.raises(ImproperlyConfigured, match="set it to a folder that exists"):
        env_folder("SIGHTLINE_CSV_DIR")


@pytest.mark.django_db
def test_own_files_do_not_end_a_search(providers: ProviderServer, settings: Any) -> None:
    settings.PROVIDER_ORDER = ("csv", "yahoo")
    settings.CHOSEN_PROVIDERS = frozenset({"csv", "yahoo"})
    (settings.CSV_FOLDER / "AAPL.csv").rename(settings.CSV_FOLDER / "APPLEFUND.csv")
    found = matches_fetch(text="appl")
    assert [(one.symbol, one.provider) for one in found.matches] == [
        ("APPLEFUND", "csv"), ("AAPL", "yahoo"),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_broken_file_is_reported_and_others_are_asked(
    providers: ProviderServer, settings: Any, still: Clock
) -> None:
    settings.PROVIDER_ORDER = ("csv", "yahoo")
    settings.CHOSEN_PROVIDERS = frozenset({"csv", "yahoo"})
    (settings.CSV_FOLDER / "instruments.csv").write_text("""symbol,name\nAAPL,"Apple\n""")
    found = matches_fetch(text="apple")
    assert [one.provider for one in found.matches] == ["yahoo"]
    (tried,) = found.tried
    assert (tried.provider, "instruments.csv" in tried.cause) == ("csv", True)


def test_every_error_is_a_providers(folder: Path) -> None:
    for text in (b"\x00" * 100, b"a,b\n\xff\xfe,1\n", b'"' * 50, b",,,,\n,,,,\n"):
        (folder / "AAPL.csv").write_bytes(text)
        with pytest.raises(ProviderError):
            CsvFiles(folder).daily("AAPL", START, END)
