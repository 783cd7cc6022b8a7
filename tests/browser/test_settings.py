"""Tokens open the API and stop when revoked; the look of the screens is kept."""

import re

from playwright.sync_api import APIResponse, Browser, BrowserContext, expect

from tests.browser.helpers.person import Person


def _ask(api: BrowserContext, method: str, site: str, path: str, token: str) -> APIResponse:
    headers = {"Authorization": f"Bearer {token}"}
    return api.request.fetch(f"{site}/api/v1{path}", method=method, headers=headers)


def test_a_token_is_made_used_and_revoked(person: Person, chromium: Browser, site: str) -> None:
    page = person.page
    person.visit("/settings", "Settings")
    page.get_by_role("textbox", name="Name", exact=True).fill("Story")
    page.get_by_role("button", name="Make token").click()
    secret = page.get_by_test_id("token-secret").inner_text()
    api = chromium.new_context()
    assert _ask(api, "GET", site, "/me", secret).ok
    assert _ask(api, "POST", site, "/forecasts/train", secret).status == 403
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Revoke Story").click()
    page.get_by_role("button", name="Confirm revoking Story").click()
    expect(page.get_by_text("No token yet")).to_be_visible()
    assert _ask(api, "GET", site, "/me", secret).status == 401
    api.close()


def test_a_token_without_a_name_is_asked_for_one(person: Person) -> None:
    person.visit("/settings", "Settings")
    person.page.get_by_role("button", name="Make token").click()
    expect(person.page.get_by_text("Enter what it is for.")).to_be_visible()


def test_the_theme_is_kept_with_the_account(person: Person) -> None:
    person.visit("/settings", "Settings")
    root = person.page.locator("html")
    person.choose("Theme", "Light")
    expect(root).to_have_attribute("data-mantine-color-scheme", "light")
    person.page.reload()
    expect(root).to_have_attribute("data-mantine-color-scheme", "light")
    person.choose("Theme", "System")
    expect(person.page.get_by_role("radio", name="System")).to_be_checked()


def test_signed_in_devices_are_listed(person: Person) -> None:
    person.visit("/settings", "Settings")
    devices = person.table("Signed-in devices")
    expect(devices.get_by_role("row", name=re.compile("this one"))).to_have_count(1)


def test_the_demo_user_sees_why_it_has_no_second_factor(person: Person) -> None:
    person.visit("/settings", "Settings")
    panel = person.panel("Second factor")
    expect(panel).to_contain_text("password is public")
    expect(panel.get_by_role("button")).to_have_count(0)


def test_about_names_sources_licences_and_limits(person: Person) -> None:
    person.visit("/about", "About Sightline")
    expect(person.table("Data sets")).to_contain_text("skfolio")
    expect(person.page.get_by_text("Copyright © 2025 TradingView")).to_be_visible()
    expect(person.panel("Known limits")).to_contain_text("no proven edge")
