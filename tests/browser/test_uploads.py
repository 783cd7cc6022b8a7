"""A person brings two price files and works with them on every screen, then takes them out."""

import io
import re
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from playwright.sync_api import Download, FilePayload, expect

from tests.browser.helpers.person import Person

DAYS = 420
PATIENCE_MS = 60_000


def _pair() -> tuple[np.ndarray, np.ndarray]:
    """Return a random walk, and a series that hangs on it by a quickly reverting spread."""
    rng = np.random.default_rng(11)
    base = 100.0 + np.cumsum(rng.normal(scale=0.7, size=DAYS))
    spread = np.zeros(DAYS)
    for day in range(1, DAYS):
        spread[day] = 0.7 * spread[day - 1] + rng.normal(scale=0.6)
    return 15.0 + 1.4 * base + spread, base


def _weekdays() -> list[date]:
    days = (date(2022, 1, 3) + timedelta(days=step) for step in range(2 * DAYS))
    return [day for day in days if day.weekday() < 5][:DAYS]


def _file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "text/csv", "buffer": text.encode()}


def _odd_csv(closes: np.ndarray) -> str:
    """Return closes under names that nobody can guess, days first, with two bad lines."""
    lines = ["Wann;Preis A;Preis B"]
    lines += [
        f"{day:%d/%m/%Y};{close + 1:.2f};{close:.2f}".replace(".", ",")
        for day, close in zip(_weekdays(), closes, strict=True)
    ]
    lines.insert(6, "gestern;1,00;1,00")
    lines.insert(9, "31/02/2022;1,00;1,00")
    return "\n".join(lines)


def _plain_csv(closes: np.ndarray) -> str:
    rows = [
        f"{day},{close:.3f},{close + 0.5:.3f},{close - 0.5:.3f},{close:.3f},900"
        for day, close in zip(_weekdays(), closes, strict=True)
    ]
    return "\n".join(["Date,Open,High,Low,Close,Volume", *rows])


def _content(download: Download) -> bytes:
    return download.path().read_bytes()


@pytest.fixture
def clean(person: Person) -> Iterator[Person]:
    """Somebody without uploads, before the story and after it."""
    _delete_all(person)
    yield person
    _delete_all(person)


def _delete_all(person: Person) -> None:
    person.visit("/your-data", "Your data")
    table = person.table("Your instruments")
    for symbol in ("STORY.Y", "STORY.X", "STORY.D", "STORY.N"):
        row = table.get_by_role("row", name=re.compile(re.escape(symbol)))
        if row.count():
            row.get_by_role("button", name=f"Delete {symbol}").click()
            row.get_by_role("button", name=f"Really delete {symbol}").click()
            expect(row).to_have_count(0)


def _upload_odd(person: Person, closes: np.ndarray) -> None:
    page = person.page
    page.get_by_label("File of bars").set_input_files(_file("story.csv", _odd_csv(closes)))
    page.get_by_label("Symbol", exact=True).fill("STORY.Y")
    panel = person.panel("Upload prices")
    expect(panel.get_by_role("list", name="Still needed")).to_contain_text("holds the close")
    page.get_by_label("Role of Preis A").select_option("")
    page.get_by_label("Role of Preis B").select_option("Close")
    page.get_by_role("button", name="Check without storing").click()
    expect(panel.get_by_role("status").last).to_contain_text("420 rows of 1d")
    rejected = person.table("Rejected lines")
    expect(rejected.get_by_role("row", name=re.compile("^7 "))).to_contain_text("not a time")
    expect(rejected.get_by_role("row", name=re.compile("^10 "))).to_contain_text("does not exist")
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(panel.get_by_role("status").last).to_contain_text("STORY.Y is yours now: 420 rows")


def _upload_plain(person: Person, closes: np.ndarray) -> None:
    page = person.page
    page.get_by_label("File of bars").set_input_files(_file("STORY.X.csv", _plain_csv(closes)))
    expect(page.get_by_label("Symbol", exact=True)).to_have_value("STORY.X")
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(person.panel("Upload prices").get_by_role("status").last).to_contain_text(
        "STORY.X is yours now"
    )


def test_own_prices_work_on_every_screen(clean: Person) -> None:
    person, page = clean, clean.page
    y, x = _pair()
    _upload_odd(person, y)
    _upload_plain(person, x)
    for symbol in ("STORY.Y", "STORY.X"):
        row = person.table("Your instruments").get_by_role("row", name=re.compile(symbol))
        expect(row).to_contain_text("420")

    page.get_by_role("button", name="Open chart").click()
    expect(page.get_by_role("heading", level=1, name=re.compile("STORY.X"))).to_be_visible()
    expect(page.get_by_label("STORY.X chart")).to_be_visible()

    person.visit("/risk?symbol=STORY.Y", "Risk")
    expect(person.panel("Risk of STORY.Y")).to_contain_text("419 daily returns")

    person.visit("/pairs?y=STORY.Y&x=STORY.X&interval=1d", "Pairs")
    expect(person.panel("STORY.Y ~ STORY.X")).to_contain_text("Newest common bar")
    figure = page.get_by_label(re.compile("Prices, spread, z-score and correlation of STORY.Y"))
    expect(figure.first).to_be_visible()
    adf = person.panel("Cointegrated?")
    adf.get_by_role("button", name="Test all bars").click()
    expect(adf).to_contain_text("Cointegrated at 5%", timeout=PATIENCE_MS)


def test_bars_come_out_as_they_went_in(clean: Person) -> None:
    person, page = clean, clean.page
    closes = _pair()[1]
    _upload_plain(person, closes)
    with page.expect_download() as csv:
        page.get_by_role("link", name="Bars of STORY.X as CSV").click()
    with page.expect_download() as parquet:
        page.get_by_role("link", name="Bars of STORY.X as Parquet").click()
    text = pl.read_csv(io.BytesIO(_content(csv.value)), comment_prefix="#")
    typed = pl.read_parquet(io.BytesIO(_content(parquet.value)))
    assert csv.value.suggested_filename == "STORY.X-1d.csv"
    assert typed["close"].to_list() == text["close"].to_list()
    assert typed["close"].to_list() == [round(close, 3) for close in closes.tolist()]


def test_a_file_that_is_no_csv_is_refused_with_its_reason(clean: Person) -> None:
    page = clean.page
    page.get_by_label("File of bars").set_input_files(
        {"name": "book.xlsx", "mimeType": "text/csv", "buffer": b"PK\x03\x04 and so on"}
    )
    expect(page.get_by_role("alert")).to_contain_text("Excel workbook")


def test_the_sample_shows_the_way(clean: Person) -> None:
    page = clean.page
    page.get_by_role("button", name="Load a sample").click()
    expect(clean.panel("Upload prices")).to_contain_text("bars of 1d, separated by comma")
    page.get_by_role("button", name="Check without storing").click()
    expect(clean.panel("Upload prices")).to_contain_text("260 rows of 1d")


def test_an_open_decimal_mark_is_asked_and_its_answer_stored(clean: Person) -> None:
    page = clean.page
    text = (
        "Date;Open;High;Low;Close;Volume\n"
        "02.01.2024;1,085;1,092;1,081;1,090;1000\n"
        "03.01.2024;1,090;1,095;1,088;1,094;1200\n"
    )
    page.get_by_label("File of bars").set_input_files(_file("STORY.D.csv", text))
    panel = clean.panel("Upload prices")
    questions = panel.get_by_role("list", name="Still needed")
    expect(questions).to_contain_text("1,085 in line 2")
    upload = page.get_by_role("button", name="Upload", exact=True)
    expect(upload).to_be_disabled()
    clean.choose("Decimal mark", "Comma: 1,5")
    expect(questions).to_have_count(0)
    upload.click()
    expect(panel.get_by_role("status").last).to_contain_text("STORY.D is yours now: 2 rows")
    expect(panel).to_contain_text("3 lines in the file: 2 accepted, 1 header.")
    stored = page.request.get("/api/v1/history?symbol=STORY.D&period=max").json()["bars"]
    assert [bar["close"] for bar in stored] == [1.09, 1.094]


def test_prices_below_zero_are_drawn_on_the_linear_scale_alone(clean: Person) -> None:
    page = clean.page
    text = (
        "date,open,high,low,close,volume\n"
        "2020-04-17,20,21,18,18.27,100\n"
        "2020-04-20,18,18,-40.32,-37.63,100\n"
        "2020-04-21,-14,13,-16,10.01,100\n"
    )
    page.get_by_label("File of bars").set_input_files(_file("STORY.N.csv", text))
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(clean.panel("Upload prices").get_by_role("status").last).to_contain_text("STORY.N")
    clean.visit("/symbols/STORY.N?range=MAX&scale=log&compare=AAPL", re.compile("STORY.N"))
    chart = page.get_by_role("region", name="STORY.N chart")
    expect(chart).to_contain_text("STORY.N was at \N{MINUS SIGN}16.00 on 21 Apr 2020. Logarithms")
    expect(chart).to_contain_text("AAPL: not drawn.")
    scales = page.get_by_role("radiogroup", name="Price scale")
    expect(scales.get_by_role("radio", name="Lin")).to_be_checked()
    for name in ("Log", "%"):
        expect(scales.get_by_role("radio", name=name)).to_be_disabled()
    clean.visit("/symbols/AAPL?range=MAX&compare=STORY.N", re.compile("AAPL"))
    expect(page.get_by_role("region", name="AAPL chart")).to_contain_text("STORY.N is not drawn.")
