"""Coming in, being sent away, and coming back to where one was."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.helpers.person import Person


def test_a_stranger_is_asked_to_sign_in_and_then_sees_what_they_asked_for(stranger: Page) -> None:
    stranger.goto("/about")
    expect(stranger).to_have_url(re.compile(r"/sign-in\?next="))
    Person(stranger).try_password("demo")
    expect(stranger.get_by_role("heading", level=1, name="About Sightline")).to_be_visible()


def test_a_wrong_password_is_refused_with_words(stranger: Page) -> None:
    stranger.goto("/sign-in")
    Person(stranger).try_password("not the password")
    expect(stranger.get_by_role("alert")).to_contain_text("not correct")


def test_nothing_is_refused_before_anybody_signs_in(stranger: Page) -> None:
    errors: list[str] = []
    stranger.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    stranger.goto("/risk")
    expect(stranger.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    assert errors == []
    Person(stranger).try_password("not the password")
    expect(stranger.get_by_role("alert")).to_contain_text("not correct")
    assert stranger.get_by_role("alert").inner_text().count("not correct") == 1


def test_signing_out_closes_every_screen(stranger: Page) -> None:
    person = Person(stranger)
    person.sign_in()
    stranger.get_by_role("button", name="Account").click()
    stranger.get_by_text("Sign out").click()
    expect(stranger).to_have_url(re.compile("/sign-in"))
    stranger.goto("/jobs")
    expect(stranger).to_have_url(re.compile("/sign-in"))


def test_an_expired_session_leads_to_sign_in_and_back(stranger: Page) -> None:
    person = Person(stranger)
    person.sign_in()
    person.visit("/risk?symbol=KO", "Risk")
    _lose_session(stranger.context)
    person.choose("Period", "1Y")
    expect(stranger.get_by_text("Your session ended")).to_be_visible()
    person.try_password("demo")
    expect(stranger).to_have_url(re.compile(r"/risk\?.*period=1y"))


def _lose_session(context: BrowserContext) -> None:
    """As when the server forgot the session: the cookie no longer opens anything."""
    kept = [cookie for cookie in context.cookies() if "sessionid" not in str(cookie.get("name"))]
    assert len(kept) < len(context.cookies())
    context.clear_cookies(name=re.compile("sessionid"))
