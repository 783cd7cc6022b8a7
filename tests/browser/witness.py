"""Notes what must never happen on a page: thrown errors and broken content rules."""

from playwright.sync_api import ConsoleMessage, Error, Page

# The browser itself prints a line for every answer of 400 and above; stories check those by sight.
_EXPECTED = ("Failed to load resource",)


class Witness:
    """Watches one page from its birth."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", self._threw)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_EXPECTED):
            self.faults.append(message.text)

    def _threw(self, error: Error) -> None:
        self.faults.append(str(error))
