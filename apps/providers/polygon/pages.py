"""Polygon's pages of results, each a call of the budget, at most so many."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from apps.providers.shared.base import ProviderAnswerError
from apps.providers.shared.rest import ProviderRest

MOST_PAGES: Final = 50
_GOOD: Final = frozenset({"OK", "DELAYED"})


def results(
    rest: ProviderRest, path: str, params: Mapping[str, str | int]
) -> Iterator[dict[str, Any]]:
    """Yield the results of all pages.

    The address of the next page is followed at the base that is set, wherever it points.

    Raises
    ------
    ProviderError
        A call failed, a page is not of the expected shape, or there are more than MOST_PAGES.
    """
    asked = dict(params)
    for _ in range(MOST_PAGES):
        content = rest.json(path, asked)
        if not isinstance(content, dict) or content.get("status") not in _GOOD:
            raise rest.unexpected(path, content)
        rows = content.get("results", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise rest.unexpected(path, content)
        yield from rows
        if not content.get("next_url"):
            return
        following = urlsplit(str(content["next_url"]))
        path, asked = following.path, dict(parse_qsl(following.query))
    raise ProviderAnswerError(
        "polygon", f"{path} has more than {MOST_PAGES} pages.", fix="Ask for fewer dates."
    )
