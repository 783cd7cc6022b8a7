"""What each operation asks of a personal token, declared where the operation is.

The scope follows from what an operation does, not from its HTTP method: a computation that needs a
body is a POST and still only reads, also where its result stays in a list of results. What declares
nothing is closed to tokens.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Need = Literal["read", "write", "person"]
"""`read`: any token. `write`: tokens that may change things. `person`: no token, because the
operation shows a secret or makes what proves a person."""

CLOSED: Final[Mapping[str, Need]] = MappingProxyType({})


def scopes(
    *,
    get: Need | None = None,
    post: Need | None = None,
    put: Need | None = None,
    patch: Need | None = None,
    delete: Need | None = None,
) -> Mapping[str, Need]:
    """Return a view's declaration; a method that it does not name is closed."""
    named = {"GET": get, "POST": post, "PUT": put, "PATCH": patch, "DELETE": delete}
    return MappingProxyType({method: need for method, need in named.items() if need is not None})


def need_of(view: object, method: str) -> Need:
    """Return what a method of a view asks of a token; `person` when it says nothing."""
    declared: Mapping[str, Need] = getattr(view, "token_scopes", CLOSED)
    if method == "OPTIONS":
        return "read" if declared else "person"
    return declared.get("GET" if method == "HEAD" else method, "person")
