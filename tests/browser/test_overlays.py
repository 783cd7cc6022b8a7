"""Whatever opens over a page closes by Escape, a press outside or a choice; focus goes back.

Everything on every screen that says it opens is tried on the page that axe looks at, in
test_accessibility.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Device
from tests.browser.helpers.overlays import (
    PALETTE,
    Opener,
    expect_closed,
    find_openers,
    layers,
    open_by,
    press,
    press_outside,
    takes_several,
)
from tests.browser.helpers.person import Person
from tests.browser.test_accessibility import SCREENS


def _show(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    Person(page).settle()


@pytest.mark.parametrize("screen", ["symbol", "risk", "pairs", "alerts", "optimise", "forecasts"])
def test_a_list_of_choices_closes_by_choosing(page: Page, screen: str) -> None:
    _show(page, SCREENS[screen])
    seen: set[str] = set()
    # A choice may add or take away controls, so what opens a list is looked for anew.
    while opener := next((one for one in _lists(page) if one.label not in seen), None):
        seen.add(opener.label)
        control = open_by(page, opener)
        several = takes_several(control)
        choices = layers(page).get_by_role("option")  # the watchlist has options too
        chosen = layers(page).get_by_role("option", selected=True)
        press(page, (chosen if chosen.count() else choices).first)
        if several:  # its list stays for the next choice
            page.keyboard.press("Escape")
        expect_closed(page, control)


def _lists(page: Page) -> list[Opener]:
    return [one for one in find_openers(page) if one.kind == "listbox"]


def _by_key(key: str) -> Callable[[Page], None]:
    return lambda page: page.keyboard.press(key)


def _by_button(page: Page) -> None:
    press(page, page.get_by_role("button", name=PALETTE))
    expect(_field(page)).to_be_focused()


def _field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Search symbol, screen or action")


WAYS = {"slash": _by_key("/"), "control-k": _by_key("Control+k"), "meta-k": _by_key("Meta+k")}
WAYS["button"] = _by_button


@pytest.mark.parametrize("way", WAYS)
def test_the_palette_opens_every_way_and_closes_every_way(page: Page, way: str) -> None:
    _show(page, "/risk?symbol=KO")
    start = page.get_by_role("button", name=PALETTE)
    for leave in (_by_key("Escape"), press_outside, _by_key("Control+k"), _choose_theme):
        start.focus()
        WAYS[way](page)
        expect(_field(page)).to_be_focused()
        leave(page)
        expect_closed(page, start)


def _choose_theme(page: Page) -> None:
    page.keyboard.type("Follow the system")
    page.keyboard.press("Enter")


def test_a_chosen_symbol_closes_the_palette_and_is_shown(page: Page) -> None:
    _show(page, "/risk?symbol=KO")
    for symbol in ("PEP", "KO"):
        _by_button(page)
        page.keyboard.type(symbol)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1, name=symbol)).to_be_visible()
        expect(layers(page)).to_have_count(0)


def test_the_palette_is_empty_when_it_opens_again(page: Page) -> None:
    _show(page, "/")
    for _ in range(2):
        _by_button(page)
        expect(_field(page)).to_have_value("")
        page.keyboard.type("zzz")
        page.keyboard.press("Escape")
        expect(layers(page)).to_have_count(0)


def test_a_dialog_opened_from_the_palette_gives_the_focus_back(page: Page) -> None:
    _show(page, "/")
    start = page.get_by_role("button", name=PALETTE)
    start.focus()
    page.keyboard.press("/")
    expect(_field(page)).to_be_focused()
    page.keyboard.type("Show all keys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect_closed(page, start)


def test_no_key_reaches_beneath_a_dialog(page: Page) -> None:
    _show(page, "/risk?symbol=KO")
    start = page.get_by_role("button", name=PALETTE)
    start.focus()
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    for key in ("/", "Control+k", "w", "?"):
        page.keyboard.press(key)
    expect(layers(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect_closed(page, start)
    expect(page.get_by_text("arrows choose")).to_have_count(0)


def test_an_explanation_closes(page: Page) -> None:
    _show(page, "/risk?symbol=KO")
    start = page.get_by_role("button", name=PALETTE)
    for leave in (_by_key("Escape"), press_outside):
        start.focus()
        page.keyboard.press("w")
        expect(page.get_by_text("arrows choose")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        leave(page)
        expect_closed(page, start)


def test_the_table_of_a_chart_closes(page: Page) -> None:
    _show(page, SCREENS["symbol"])
    start = page.get_by_role("button", name="Export", exact=True)
    for leave in (_by_key("Escape"), press_outside):
        press(page, start)
        page.get_by_role("button", name="Show as table").click()
        expect(page.get_by_role("dialog", name="KO bars")).to_be_visible()
        leave(page)
        expect_closed(page, start)


MENUS = {
    "desktop": (("Data and jobs", "link", "Jobs"), ("Account", "button", "Settings")),
    "phone": (("More", "link", "Jobs"), ("Open the watchlist", "option", "PEP")),
}


def test_a_choice_in_a_menu_closes_it_and_goes_there(page: Page, device: Device) -> None:
    for name, role, choice in MENUS[device.name]:
        _show(page, "/risk?symbol=KO")
        start = page.get_by_role("button", name=name, exact=True)
        press(page, start)
        inside = layers(page).get_by_role(role, name=choice)  # type: ignore[arg-type]
        press(page, inside.first)
        expect(page.get_by_role("heading", level=1, name=choice)).to_be_visible()
        expect_closed(page, start)


def test_a_dialog_over_a_dialog_closes_first(page: Page, device: Device) -> None:
    if device.name != "phone":
        pytest.skip("only a phone has the watchlist in a drawer")
    _show(page, "/")
    start = page.get_by_role("button", name="Open the watchlist")
    press(page, start)
    edit = page.get_by_role("button", name="Edit")
    press(page, edit)
    expect(layers(page)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(layers(page)).to_have_count(1)
    expect(edit).to_be_focused()
    page.keyboard.press("Escape")
    expect_closed(page, start)
