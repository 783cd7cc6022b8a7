"""Alerts: a rule is made with its past in view, fires, notifies, and is acknowledged."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.helpers.person import Person, until

NAME = "A coin above one dollar"
FIRES_WITHIN_MS = 45_000
FIRST_BAR_S = 120.0


@pytest.fixture
def clean(person: Person) -> Iterator[Person]:
    """Rules of the story are gone when it ends."""
    yield person
    request = person.page.request
    token = {cookie["name"]: cookie["value"] for cookie in person.page.context.cookies()}
    csrf = next((value for name, value in token.items() if "csrf" in name), "")
    headers = {"X-CSRFToken": csrf, "Referer": person.page.url}
    for rule in request.get("/api/v1/alerts/rules?limit=200").json()["results"]:
        if rule["name"] == NAME:
            request.delete(f"/api/v1/alerts/rules/{rule['id']}", headers=headers)


def _has_a_past(person: Person) -> bool:
    """A product that has only just started has no bar of the coin yet."""
    person.visit("/alerts?edit=new&symbol=BTCUSDT&level=1", "Alerts")
    preview = person.page.get_by_role("status", name="Preview")
    expect(preview).to_contain_text(re.compile("Would have fired|no past values to evaluate"))
    return "Would have fired" in preview.inner_text()


def test_a_rule_fires_notifies_and_is_acknowledged(clean: Person) -> None:
    person = clean
    until(lambda: _has_a_past(person), "a first bar", within_s=FIRST_BAR_S)
    preview = person.page.get_by_role("status", name="Preview")
    expect(preview).to_contain_text(re.compile("Would have fired once between"))
    expect(preview).to_contain_text("BTCUSDT is at or above 1")
    person.page.get_by_label("Name (optional)").fill(NAME)
    person.page.get_by_role("button", name="Make rule").click()
    row = person.table("Alert rules").get_by_role("row", name=re.compile(NAME))
    expect(row).to_be_visible()
    toast = person.page.get_by_role("status").filter(has_text="BTCUSDT is at or above 1")
    expect(toast.first).to_be_visible(timeout=FIRES_WITHIN_MS)
    event = (
        person.page.get_by_role("list", name="Alerts").get_by_text("BTCUSDT is at or above 1").first
    )
    expect(event).to_be_visible(timeout=FIRES_WITHIN_MS)
    acknowledge = person.page.get_by_role("button", name=re.compile("Acknowledge: BTCUSDT")).first
    acknowledge.click()
    expect(row).to_contain_text("fired")


def test_every_kind_is_offered_and_tried(person: Person) -> None:
    person.visit("/alerts?edit=new&symbol=KO", "Alerts")
    preview = person.page.get_by_role("status", name="Preview")
    person.choose("What is watched", "Loss beyond VaR")
    expect(preview).to_contain_text(re.compile(r"Would have fired \d+ times between"))
    person.choose("What is watched", "Volatility")
    person.page.get_by_label("Level").fill("20")
    expect(preview).to_contain_text(re.compile(r"Would have fired .+ between"))
    person.choose("What is watched", "Forecast flip")
    expect(preview).to_contain_text(re.compile("Would have fired|no past values to evaluate"))


def test_a_private_webhook_is_refused_where_it_is_made(person: Person) -> None:
    person.visit("/alerts?edit=new&symbol=BTCUSDT&level=1", "Alerts")
    person.page.get_by_role("button", name="Add a channel").click()
    person.page.get_by_role("combobox", name="Channel 1").or_(
        person.page.get_by_role("textbox", name="Channel 1")
    ).first.click()
    person.page.get_by_role("option", name="Webhook").click()
    person.page.get_by_label("Address of channel 1").fill("http://127.0.0.1:8080/hook")
    person.page.get_by_role("button", name="Make rule").click()
    expect(person.page.get_by_text("is not on the public internet")).to_be_visible()


def test_other_screens_lead_to_a_rule_that_is_filled_in(person: Person) -> None:
    person.visit("/symbols/KO", "KO")
    person.page.get_by_role("link", name="Make an alert").click()
    expect(person.page).to_have_url(re.compile("/alerts.*symbol=KO"))
    expect(person.page.get_by_role("form", name="Alert rule")).to_be_visible()


def test_an_outsider_sees_no_alert(stranger: Page) -> None:
    stranger.goto("/alerts")
    expect(stranger.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert stranger.request.get("/api/v1/alerts/events").status in {401, 403}
