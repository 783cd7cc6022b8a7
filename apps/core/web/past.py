"""Which reads can be asked about the past: those whose view says `answers_past`."""

from typing import Final

from apps.core.web.scopes import need_of

AS_OF: Final = "as_of"
"""The query parameter that names the moment."""


def answers_past(view: object, method: str) -> bool:
    """Return whether a method of a view reads nothing but what the market clock bounds."""
    return bool(getattr(view, "answers_past", False)) and need_of(view, method) == "read"
