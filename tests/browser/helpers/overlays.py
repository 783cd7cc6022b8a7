"""What lies over a page: found by role, so that a new menu or dialog is covered as it is made."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

PALETTE = "Search symbol or command"
# A list that is part of the page can be reached by Tab; one that belongs to a field cannot.
LAYERS = 'dialog[open], [role="dialog"]:not(dialog), [role="listbox"]:not([tabindex])'
OPENERS = '[aria-haspopup="dialog"], [aria-haspopup="listbox"], [aria-haspopup="menu"]'
# Each is marked: those of the frame come while a page is looked at (its market, its messages), so
# a place among all of them is another control's a moment later, and words such as a count change.
_ALL = """all => all.map(one => {
  one.dataset.opener ||= Math.random();
  return [
    (one.ariaLabel || one.labels?.[0]?.textContent || one.textContent).trim(),
    one.getAttribute('aria-haspopup'),
    one.dataset.opener,
    one.closest('main') === null,
    !one.disabled,
  ];
})"""
_TWO_FRAMES = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
# A point with nothing to press around it, as a finger is taken to mean what is near; a dialog is
# what its own backdrop answers to.
_OUTSIDE = """layers => {
  const near = [-18, 0, 18];
  const free = (x, y) => {
    const there = document.elementFromPoint(x, y);
    if (!there) return true;
    const inside = there.closest(layers);
    const control = there.closest('a, button, input, select, label, [role], [data-why], canvas');
    return inside ? inside === there : !control || control.matches('main, header, body, dialog');
  };
  for (let y = 2; y < innerHeight; y += 12) {
    for (let x = innerWidth - 2; x > 0; x -= 12) {
      if (near.every(dx => near.every(dy => free(x + dx, y + dy)))) return [x, y];
    }
  }
  return null;
}"""


@dataclass(frozen=True, kw_only=True)
class Opener:
    """A control that says it opens something: its words, and the mark it is found again by."""

    label: str
    kind: str
    mark: str
    framed: bool
    """Whether it stands in the frame, which is the same one around every screen."""

    def on(self, page: Page) -> Locator:
        """Return the control on the page, wherever it stands now."""
        return page.locator(f'[data-opener="{self.mark}"]')


def layers(page: Page) -> Locator:
    """Return everything that lies over the page."""
    return page.locator(LAYERS).filter(visible=True)


def openers(page: Page) -> Locator:
    """Return the controls that say they open something."""
    return page.locator(OPENERS).filter(visible=True)


def find_openers(page: Page) -> list[Opener]:
    """List the controls of a settled page that say they open something and can be used."""
    # Read at once: a page that changes between two looks has other controls in each.
    every = openers(page).evaluate_all(_ALL)
    return [
        Opener(label=label, kind=kind, mark=mark, framed=around)
        for label, kind, mark, around, can in every
        if can
    ]


def worth_pressing(found: list[Opener], turn: int) -> list[Opener]:
    """Return what a screen is about: all of its own, and by turns one of the frame's.

    Of its own that read alike, as in the rows of a table, the first and the last.
    """
    frame = [one for one in found if one.framed]
    alike: dict[tuple[str, str], list[Opener]] = {}
    for one in found:
        if not one.framed:
            alike.setdefault((one.label, one.kind), []).append(one)
    own = [one for same in alike.values() for one in dict.fromkeys((same[0], same[-1]))]
    return [*frame[turn % len(frame) :][:1], *own]


def open_by(page: Page, opener: Opener) -> Locator:
    """Press a control and expect one layer with a name over the page."""
    control = opener.on(page)
    press(page, control)
    expect(layers(page), opener.label).to_have_count(1)
    expect(layers(page)).to_have_accessible_name(re.compile("."))
    return control


def closes_by_escape_and_outside(page: Page, opener: Opener) -> None:
    """Open and close it in either way."""
    control = open_by(page, opener)
    page.keyboard.press("Escape")
    expect_closed(page, control)
    control = open_by(page, opener)
    press_outside(page)
    if opener.kind == "dialog":
        expect_closed(page, control)
    else:  # The focus is in the field itself, and leaves it with the press as from any field.
        expect(layers(page)).to_have_count(0)


def takes_several(control: Locator) -> bool:
    """Whether the list of a field takes several choices, and so stays open after one."""
    several: bool = control.evaluate("one => one.closest('.mantine-MultiSelect-root') !== null")
    return several


def press(page: Page, control: Locator) -> None:
    """Use a control with the finger on a phone, with the mouse on a desk."""
    control.scroll_into_view_if_needed()
    # The event of that scroll comes with the next frame, late on a busy machine: by then what was
    # opened would close again, as its place on the page had scrolled away.
    page.evaluate(_TWO_FRAMES)
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        control.tap()
    else:
        control.click()


def press_outside(page: Page) -> None:
    """Press where nothing of the layer and no control is."""
    place = page.evaluate(_OUTSIDE, LAYERS)
    assert place, "nothing is outside of the layer"
    x, y = place
    if page.evaluate("matchMedia('(pointer: coarse)').matches"):
        page.touchscreen.tap(x, y)
    else:
        page.mouse.click(x, y)


def expect_closed(page: Page, focused: Locator | None) -> None:
    """Expect nothing over the page, and the focus where it was."""
    expect(layers(page)).to_have_count(0)
    if focused is None:
        expect(page.locator("body")).to_be_focused()
    else:
        expect(focused).to_be_focused()
