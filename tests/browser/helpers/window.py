"""A window of the browser that many stories use: what it has loaded stays, what it was sent goes.

In a window of its own each story loads and compiles the whole front end again, which takes as much
of a processor as the rest of most stories. The files of the front end are what a window may keep: a
person's browser keeps them too, and they are named after their content.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, StorageState

_PATIENCE_MS = 20_000
_STORES = "local_storage,indexeddb,cache_storage,service_workers,file_systems"


class Window:
    """One kind of window at one site, lent to one story at a time."""

    def __init__(self, browser: Browser, site: str, **options: Any) -> None:
        self._site = site
        self._context = browser.new_context(base_url=site, reduced_motion="reduce", **options)
        self._context.set_default_timeout(_PATIENCE_MS)
        self._is_lent = False

    @contextmanager
    def lent(self, state: StorageState | None = None) -> Iterator[BrowserContext]:
        """Give the window as if it were new, with the cookies of somebody who signed in."""
        assert not self._is_lent, "a story has this window already"
        self._is_lent = True
        if state is not None:
            self._context.add_cookies(state.get("cookies", []))  # type: ignore[arg-type]
        try:
            yield self._context
        finally:
            self._forget()
            self._is_lent = False

    def _forget(self) -> None:
        """Close what the story opened, and clear what its pages have stored."""
        last = self._context.new_page()
        for page in self._context.pages:
            if page is not last:
                page.close()
        self._context.unroute_all()
        self._context.clear_cookies()
        tools = self._context.new_cdp_session(last)
        tools.send("Storage.clearDataForOrigin", {"origin": self._site, "storageTypes": _STORES})
        last.close()

    def close(self) -> None:
        """Close it for good."""
        self._context.close()
