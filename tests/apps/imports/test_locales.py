"""Files of every locale: what is read is what was written, or it is asked; never another number."""

import random
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
import pytest

from apps.imports.errors import FileProblemError
from apps.imports.reading.choice import Choice
from tests.apps.imports.reading import read

CASES = 2_500
SEED = 20_260_412
ASKED = {"ambiguous_numbers", "ambiguous_dates"}


class Locale(NamedTuple):
    """How a country's programs write; its names are date, open, high, low, close, volume."""

    decimal: str
    groups: tuple[str, ...]
    dates: tuple[str, ...]
    names: tuple[str, ...]
    encodings: tuple[str, ...]


_UTF = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le")
_WEST = (*_UTF, "cp1252")
_ISO = "%Y-%m-%d"
_TURKISH = ("Tarih", "A\u00e7\u0131l\u0131\u015f", "Yüksek", "Düşük", "Şimdi", "Hac.")
_ENGLISH = ("Date", "Open", "High", "Low", "Close", "Volume")
LOCALES = (
    Locale(".", ("", ","), (_ISO, "%m/%d/%Y", "%b %d, %Y", "%d-%b-%y"), _ENGLISH, _WEST),
    Locale(".", ("", ","), (_ISO, "%d/%m/%Y", "%d %B %Y"), _ENGLISH, _WEST),
    Locale(",", ("", ".", " ", "\u00a0"), (_ISO, "%d.%m.%Y", "%d.%m.%y"), _ENGLISH, _WEST),
    Locale(",", ("", "."), ("%d.%m.%Y",),
           ("Datum", "Eröffn.", "Hoch", "Tief", "Zuletzt", "Vol."), (*_UTF, "cp1252", "cp850")),
    Locale(".", ("", "'", "\u2019"), ("%d.%m.%Y",),
           ("Datum", "Eröffnung", "Hoch", "Tief", "Schluss", "Umsatz"), (*_UTF, "cp1252")),
    Locale(",", ("", "\u00a0", "\u202f", "\u2009"), ("%d/%m/%Y",),
           ("Date", "Ouv.", "Plus Haut", "Plus Bas", "Clôture", "Volume"), _UTF),
    Locale(",", ("", "."), ("%d.%m.%Y", "%d/%m/%Y"),
           ("Fecha", "Apertura", "Máximo", "Mínimo", "Último", "Vol."), (*_UTF, "cp1252")),
    Locale(".", ("", ","), ("%d/%m/%Y",),
           ("Fecha", "Apertura", "Máximo", "Mínimo", "Último", "Vol."), (*_UTF, "cp1252")),
    Locale(",", ("", "."), ("%d.%m.%Y",),
           ("Data", "Apertura", "Massimo", "Minimo", "Ultimo", "Vol."), _UTF),
    Locale(",", ("", "."), ("%d.%m.%Y",),
           ("Data", "Abertura", "Máxima", "Mínima", "Último", "Vol."), (*_UTF, "cp1252")),
    Locale(",", ("", "\u00a0"), ("%d.%m.%Y",),
           ("Data", "Otwarcie", "Najwyższy", "Najniższy", "Zamknięcie", "Wol."), (*_UTF, "cp1250")),
    Locale(",", ("", "\u00a0"), ("%d.%m.%Y",),
           ("Дата", "Откр.", "Макс.", "Мин.", "Цена", "Объём"), (*_UTF, "cp1251", "koi8_r")),
    Locale(",", ("", "."), ("%d.%m.%Y",),
           _TURKISH, (*_UTF, "cp1254")),
)  # fmt: skip


def _grouped(digits: str, mark: str) -> str:
    parts: list[str] = []
    while len(digits) > 3:
        digits, part = digits[:-3], digits[-3:]
        parts.insert(0, part)
    return mark.join([digits, *parts])


class Written(NamedTuple):
    """A file and what it says."""

    content: bytes
    days: list[date]
    prices: np.ndarray
    decimal: str


def _write(rng: random.Random) -> Written:
    locale = rng.choice(LOCALES)
    group, places = rng.choice(locale.groups), rng.choice([0, 1, 2, 3, 3, 4])
    separator = rng.choice(";\t|" if locale.decimal == "," else ",;\t|")
    count, level = rng.randint(2, 12), 10 ** rng.uniform(-1, 6)
    style, trimmed = rng.choice(locale.dates), rng.random() < 0.2

    def written(value: float, decimals: int) -> str:
        whole, _, part = f"{value:.{decimals}f}".partition(".")
        part = part.rstrip("0") if trimmed else part
        text = _grouped(whole, group) + (locale.decimal + part if part else "")
        quoted = separator in text or rng.random() < 0.1
        return f'"{text}"' if quoted else text

    day = date(2021, 1, 4) + timedelta(days=rng.randint(0, 900))
    lines, days, rows = [separator.join(locale.names)], [], []
    for _ in range(count):
        low, high = sorted(round(level * rng.uniform(0.99, 1.01), places) for _ in range(2))
        open_, close = (round(rng.uniform(low, high), places) for _ in range(2))
        if low <= 0.0 or not low <= min(open_, close) or not max(open_, close) <= high:
            open_ = close = low = high = max(high, 1.0)
        volume = float(rng.randint(0, 5_000_000))
        cells = [written(value, places) for value in (open_, high, low, close)]
        cell_text = day.strftime(style)
        cell_text = f'"{cell_text}"' if separator in cell_text else cell_text
        lines.append(separator.join([cell_text, *cells, written(volume, 0)]))
        days.append(day)
        rows.append([open_, high, low, close, volume])
        day += timedelta(days=rng.choice([1, 1, 1, 3]))
    text = rng.choice(["\n", "\r\n"]).join(lines) + rng.choice(["", "\n"])
    return Written(text.encode(rng.choice(locale.encodings)), days, np.array(rows), locale.decimal)


def _check(written: Written, choice: Choice) -> None:
    found = read(written.content, choice=choice)
    assert found.reading.rejected.total == 0, found.reading.rejected.noted[:2]
    stamps = np.array(written.days, dtype="datetime64[us]").astype(np.int64)
    np.testing.assert_array_equal(found.times, stamps)
    np.testing.assert_array_equal(found.prices, written.prices)


def test_a_file_of_any_locale_is_read_as_written_or_asked_about() -> None:
    rng, asked = random.Random(SEED), 0
    for _ in range(CASES):
        written = _write(rng)
        try:
            _check(written, Choice())
        except FileProblemError as error:
            if error.code not in ASKED:
                raise
            asked += 1
            if error.code == "ambiguous_numbers":
                _answered(written)
        except AssertionError as error:
            raise AssertionError(written.content) from error
    assert asked < CASES / 4


def _answered(written: Written) -> None:
    """With the decimal mark said the file is read as written, unless its dates are asked next."""
    try:
        _check(written, Choice(decimal="," if written.decimal == "," else "."))
    except FileProblemError as error:
        if error.code != "ambiguous_dates":
            raise


@pytest.mark.parametrize(
    ("lines", "decimal"),
    [
        (["02.01.2024;1,085", "03.01.2024;1,090"], None),
        (["02.01.2024;1.085", "03.01.2024;1.090"], None),
        (["2024-01-02;1,085", "2024-01-03;1,09"], ","),
        (["2024-01-02;1,085", "2024-01-03;0,990"], ","),
        (["2024-01-02;1,085", "2024-01-03;1,234.5"], "."),
        (["2024-01-02;1.085", "2024-01-03;1.234.567"], ","),
        (["2024-01-02;1,085", "2024-01-03;1 234,5"], ","),
        (["2024-01-02;1,085", "2024-01-03;1,5", "2024-01-04;1.5"], None),
        (["2024-01-02;1'085", "2024-01-03;1,085"], ","),
        (["2024-01-02;12,34,567.8", "2024-01-03;1,085"], "."),
    ],
)
def test_every_cell_of_the_file_is_evidence(lines: list[str], decimal: str | None) -> None:
    content = "\n".join(["Date;Close", *lines]).encode()
    if decimal is not None:
        assert read(content).layout.decimal == decimal
        return
    with pytest.raises(FileProblemError) as caught:
        read(content)
    assert caught.value.code == "ambiguous_numbers"


def test_a_line_far_below_the_sample_decides() -> None:
    lines = [f"{date(2020, 1, 1) + timedelta(days=step)};1,{step:03d}" for step in range(100, 900)]
    with pytest.raises(FileProblemError):
        read("\n".join(["Date;Close", *lines]).encode())
    found = read("\n".join(["Date;Close", *lines, "2024-01-02;1,5"]).encode())
    assert found.layout.decimal == ","
    assert found.prices[0, 3] == 1.1


def test_the_order_of_a_bars_prices_separates_thousands_from_decimals() -> None:
    """Prices around a thousand are written with a mark above it and without one below."""
    lines = [f"2024-01-{day:02d};998;1,00{day};997;1,001" for day in range(2, 8)]
    found = read("\n".join(["Date;Open;High;Low;Close", *lines]).encode())
    assert found.layout.decimal == "."
    assert found.prices[0, 1] == 1002.0


def test_words_of_a_language_without_grouping_commas_decide() -> None:
    found = read(b"Datum;Schluss\n02.01.2024;1,085\n03.01.2024;1,090\n")
    assert found.prices[:, 3].tolist() == [1.085, 1.09]


def test_a_line_against_the_proven_mark_is_rejected_with_its_reason() -> None:
    found = read(b"Date;Close\n2024-01-02;1,5\n2024-01-03;1,6\n2024-01-04;1.7\n")
    (note,) = found.reading.rejected.noted
    assert (note.line, "decimal comma" in note.reason) == (4, True)


def test_unquoted_decimal_commas_between_commas_are_no_columns() -> None:
    found = read(b"Date,Open,Close\n2024-01-02,1.5,1.6\n2024-01-03,1,5,1,6\n2024-01-04,1.5,1.7\n")
    (note,) = found.reading.rejected.noted
    assert (note.line, "must be quoted" in note.reason) == (3, True)


@pytest.mark.parametrize("text", ["1 2", "10 11", "1,23", "1,2345", "5%", "1.2.3", "1_000"])
def test_marks_at_odd_places_make_no_number(text: str) -> None:
    found = read(f"Date;Close\n2024-01-02;1.5\n2024-01-03;{text}\n2024-01-04;1.6\n".encode(),
                 choice=Choice(decimal="."))  # fmt: skip
    assert [note.line for note in found.reading.rejected.noted] == [3]
