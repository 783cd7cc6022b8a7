"""Notes what must never happen: thrown errors, broken content rules, faults of the server."""

from playwright.sync_api import ConsoleMessage, Error, Page, Response

# The browser itself prints a line for every answer of 400 and above; stories check those by sight.
_EXPECTED = ("Failed to load resource",)
# A story that plants a fault of the server marks its answers with this header.
PLANTED = {"x-planted": "yes"}


class Witness:
    """Watches one page from its birth."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", self._threw)
        page.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_EXPECTED):
            self.faults.append(message.text)

    def _threw(self, error: Error) -> None:
        self.faults.append(str(error))

    def _answered(self, response: Response) -> None:
        if response.status == 500 and not PLANTED.items() <= response.headers.items():
            self.faults.append(f"{response.request.method} {response.url} answered 500")
