"""Which reads can be asked about the past: those whose view says `answers_past`.

What that means on its route, where it is more than bars that had closed, a view says in
`as_of_means`, one sentence for the API document.
"""

from typing import Final

from apps.core.web.scopes import need_of

AS_OF: Final = "as_of"
"""The query parameter that names the moment."""


def answers_past(view: object, method: str) -> bool:
    """Return whether a method of a view reads nothing but what the market clock bounds.

    A view says it of all its reads, or names the methods of which it is true.
    """
    said: bool | tuple[str, ...] = getattr(view, "answers_past", False)
    true_of = method in said if isinstance(said, tuple) else said
    return true_of and need_of(view, method) == "read"
