"""Files as sites, brokers and spreadsheets write them: encodings, dates and names of columns."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from apps.imports.errors import FileProblemError
from apps.imports.values.months import month_of
from tests.apps.imports.reading import read

FILES = Path("fixtures/uploads")


def _days(content: bytes, **options) -> list[str]:
    found = read(content, **options)
    return [f"{datetime.fromtimestamp(us / 1e6, UTC):%Y-%m-%d}" for us in found.times.tolist()]


def test_windows_1252_keeps_open_and_close_apart() -> None:
    found = read((FILES / "cp1252_swap.csv").read_bytes())
    assert found.layout.encoding == "cp1252"
    assert found.prices.tolist() == [[1.50, 1.60, 1.40, 1.55, 100], [1.55, 1.61, 1.50, 1.57, 100]]


def test_three_decimals_alone_are_asked() -> None:
    with pytest.raises(FileProblemError) as caught:
        read((FILES / "dec3_only.csv").read_bytes())
    assert caught.value.code == "ambiguous_numbers"
    assert "'1,085'" in caught.value.detail
    assert caught.value.extra["line"] == 2


def test_excel_days_are_dates() -> None:
    days = _days((FILES / "excel_serial12.csv").read_bytes())
    assert (days[0], days[9]) == ("2024-01-02", "2024-01-11")


def test_named_months_are_dates() -> None:
    assert _days((FILES / "mmm12.csv").read_bytes())[:3] == [
        "2024-01-02",
        "2024-01-03",
        "2024-01-04",
    ]


def test_a_hidden_date_is_rejected_with_its_cause() -> None:
    found = read((FILES / "hash_mid.csv").read_bytes())
    note = found.reading.rejected.noted[0]
    assert (note.line, "widen" in note.reason) == (3, True)


def test_a_german_download_of_investing_com() -> None:
    found = read((FILES / "investing_de.csv").read_bytes())
    assert found.prices.tolist() == [
        [121.0, 123.0, 120.5, 122.83, 980.0], [122.0, 124.0, 121.0, 123.45, 1_230_000.0],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        "Date,Price,Open,High,Low,Vol.,Change %",
        "Datum,Zuletzt,Eröffn.,Hoch,Tief,Vol.,+/- %",
        "Date,Dernier,Ouv., Plus Haut,Plus Bas,Vol.,Variation %",
        "Fecha,Último,Apertura,Máximo,Mínimo,Vol.,% var.",
        "Data,Ultimo,Apertura,Massimo,Minimo,Vol.,Var. %",
        "Data,Último,Abertura,Máxima,Mínima,Vol.,Var%",
        "Datum,Laatste,Open,Hoog,Laag,Vol.,Verandering %",
        "Data,Ostatnio,Otwarcie,Max.,Min.,Wol.,Zmiana%",
        "Дата,Цена,Откр.,Макс.,Мин.,Объём,Изм. %",
        "Tarih,Şimdi,A\u00e7\u0131l\u0131\u015f,Yüksek,Düşük,Hac.,Fark %",
    ],
)
def test_the_headers_of_ten_languages(names: str) -> None:
    header = ",".join(f'"{name}"' for name in names.split(","))
    lines = [header, '"2024-01-16","12.3","11","13","10","1.5M","1.2%"',
             '"2024-01-15","11.2","10","12","9","2.5K","-0.5%"']  # fmt: skip
    found = read("\n".join(lines).encode())
    assert found.prices.tolist() == [[10, 12, 9, 11.2, 2_500], [11, 13, 10, 12.3, 1_500_000]]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Nov-02-2023", "Nov-03-2023"), ("02 Nov 2023", "03 Nov 2023"),
        ("Nov 2, 2023", "Nov 3, 2023"), ("2-Nov-23", "3-Nov-23"), ("2023-Nov-02", "2023-Nov-03"),
        ("Thu, 2 Nov 2023", "Fri, 3 Nov 2023"), ("2. November 2023", "3. November 2023"),
        ("2 nov. 2023", "3 nov. 2023"), ("2 de noviembre de 2023", "3 de noviembre de 2023"),
        ("2 listopada 2023", "3 listopada 2023"), ("2 ноября 2023", "3 ноября 2023"),
        ("2 Kas\u0131m 2023", "3 Kas\u0131m 2023"), ("November 2nd, 2023", "November 3rd, 2023"),
        ("2023-W44-4", "2023-W44-5"), ("45232", "45233"), ("45232.0", "45233.0"),
        ("43770", "43771"), ("1698883200", "1698969600"), ("1698883200000", "1698969600000"),
        ("1698883200000000", "1698969600000000"), ("20231102", "20231103"),
        ("2023.11.02", "2023.11.03"), ("23/11/02", "23/11/03"),
    ],
)  # fmt: skip
def test_dates_as_people_write_them(first: str, second: str) -> None:
    text = f"Date;Close\n{first};1\n{second};2\n"
    if (
        first == "43770"
    ):  # the same day counted since 1904: no week proves it, so Excel's usual count
        assert _days(text.encode()) == ["2019-11-01", "2019-11-02"]
        return
    assert _days(text.encode(), timezone="UTC")[:2] == ["2023-11-02", "2023-11-03"]


def test_working_days_show_the_count_since_1904() -> None:
    """Three weeks from Monday 2 January 2012, a Monday in one count and a Sunday in the other."""
    days = [39_448 + week * 7 + day for week in range(3) for day in range(5)]
    assert (
        _days("\n".join(["Date,Close", *(f"{day},1" for day in days)]).encode())[0] == "2012-01-02"
    )
    usual = [40_910 + week * 7 + day for week in range(3) for day in range(5)]
    assert (
        _days("\n".join(["Date,Close", *(f"{day},1" for day in usual)]).encode())[0] == "2012-01-02"
    )


def test_excel_has_a_leap_day_that_never_was() -> None:
    found = read(b"Date,Close\n1,1\n59,2\n60,3\n61,4\n45293,5\n")
    assert [note.line for note in found.reading.rejected.noted] == [4]
    assert "29 February 1900" in found.reading.rejected.noted[0].reason
    days = [f"{datetime.fromtimestamp(us / 1e6, UTC):%Y-%m-%d}" for us in found.times.tolist()]
    assert days == ["1900-01-01", "1900-02-28", "1900-03-01", "2024-01-02"]


def test_days_that_could_be_counted_since_1970_are_asked() -> None:
    with pytest.raises(FileProblemError) as caught:
        read(b"Date,Close\n19724,1\n19725,2\n")
    assert caught.value.code == "ambiguous_dates"
    assert "since 1970" in caught.value.detail


def test_unread_times_are_named_as_the_cause() -> None:
    with pytest.raises(FileProblemError) as caught:
        read(b"Date,Close\n2.1.24 at noon,1\n3.1.24 at noon,2\n")
    assert caught.value.code == "unreadable_times"
    assert "'2.1.24 at noon' is not a time" in caught.value.detail


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252", "cp850", "mac_roman"]
)
def test_a_header_in_any_encoding_names_its_columns(encoding: str) -> None:
    text = (
        "Datum;Schluss;Hoch;Tief;Eröffnung\n02.01.2024;1,55;1,60;1,40;1,50\n"
        "03.01.2024;1,57;1,61;1,50;1,55\n"
    )
    assert read(text.encode(encoding)).prices[0, :4].tolist() == [1.5, 1.6, 1.4, 1.55]


def test_a_damaged_header_refuses_the_file() -> None:
    good = "é;ü\n" * 3
    content = b"Datum;Schl\xffss;Er\xc3\n" + good.encode() + b"02.01.2024;1,55;1,60\n"
    with pytest.raises(FileProblemError) as caught:
        read(content)
    assert "names the columns" in caught.value.detail


def test_a_damaged_byte_far_down_is_rejected_with_its_line() -> None:
    lines = ["Datum;Schluss;Größe"] + [f"{day:02d}.01.2024;1,5;x" for day in range(1, 29)]
    content = bytearray("\n".join(lines).encode())
    content[-1] = 0xFF
    found = read(bytes(content))
    (note,) = found.reading.rejected.noted
    assert (note.line, "UTF-8" in note.reason) == (29, True)


def test_no_beginning_of_a_month_means_two() -> None:
    assert month_of("jui") is None
    assert [
        month_of(word) for word in ("juin", "juil.".strip("."), "mrt", "paź", "ağu", "мая")
    ] == [6, 7, 3, 10, 8, 5]
    assert month_of("marvellous") is None
