"""Work in the background is seen while it happens and afterwards."""

import re

from playwright.sync_api import expect

from tests.browser.helpers.person import Person

DONE_MS = 90_000


def test_a_fit_is_followed_from_its_start_to_its_timeline(person: Person) -> None:
    with person.page.expect_response(re.compile("risk/garch")):
        person.visit("/risk?symbol=PEP&garch=egarch", "Risk")
    person.visit("/jobs", "Jobs")
    row = person.table("Jobs").get_by_role("row", name="Fit a volatility model").first
    expect(row).to_contain_text("done", timeout=DONE_MS)
    row.click()
    timeline = person.page.get_by_role("list", name="Timeline")
    expect(timeline).to_contain_text("Queued")
    expect(timeline).to_contain_text("Read history")
    expect(timeline).to_contain_text("Done")
    person.page.reload()
    expect(person.page.get_by_role("list", name="Timeline")).to_contain_text("Done")


def test_training_moves_by_itself_or_has_moved(person: Person) -> None:
    person.visit("/jobs", "Jobs")
    row = person.table("Jobs").get_by_role("row", name="Train forecast models").first
    expect(row).to_be_visible()
    expect(row).to_contain_text(re.compile(r"step \d+ of \d+|done"), timeout=DONE_MS)


def test_the_list_is_narrowed_and_remembers_it(person: Person) -> None:
    person.visit("/jobs", "Jobs")
    person.page.get_by_role("radio", name=re.compile("^Done")).click()
    expect(person.page).to_have_url(re.compile("show=done"))
    states = person.table("Jobs").locator("tbody tr td:nth-child(2)")
    expect(states.first).to_have_text("done")


def test_a_job_that_does_not_exist_is_said_to_be_missing(person: Person) -> None:
    person.page.goto("/jobs?id=00000000-0000-4000-8000-000000000000")
    expect(person.page.get_by_role("alert")).to_contain_text("cannot be shown")
