"""What stories share is what the product sent, and nothing that a story did."""

from playwright.sync_api import BrowserContext, Page, StorageState, expect

from tests.browser.helpers.window import Window

_LEAVE = """() => {
  localStorage.setItem('left', 'behind');
  sessionStorage.setItem('left', 'behind');
  document.cookie = 'left=behind; path=/';
}"""
_FIND = "() => [localStorage.length, sessionStorage.length, document.cookie.includes('left')]"
_SENT = """() => performance.getEntriesByType('resource')
  .filter((one) => new URL(one.name).pathname.startsWith('/assets/'))
  .map((one) => one.transferSize)"""


def _open(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/sign-in")
    expect(page.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    return page


def test_nothing_of_a_story_is_left_and_no_file_is_loaded_twice(window: Window) -> None:
    with window.lent() as context:
        before = _open(context).evaluate(_FIND)
    with window.lent() as context:
        page = _open(context)
        page.evaluate(_LEAVE)
        assert page.evaluate(_FIND) != before
        context.route("**/sign-in", lambda route: route.abort())
    with window.lent() as context:
        page = _open(context)
        assert page.evaluate(_FIND) == before
        sizes = page.evaluate(_SENT)
        assert sizes
        assert set(sizes) == {0}, "the files came from the browser's own store"


def test_who_signed_in_is_a_stranger_in_the_next_story(
    window: Window, session_state: StorageState
) -> None:
    with window.lent(session_state) as context:
        page = context.new_page()
        page.goto("/about")
        expect(page.get_by_role("heading", level=1, name="About Sightline")).to_be_visible()
    with window.lent() as context:
        assert context.pages == []
        assert context.request.get("/api/v1/me").status in {401, 403}
