"""Causes outside our control that the last lines of a failed program name, each with its fix."""

from collections.abc import Sequence

_REGISTRY = (
    "could not resolve",
    "temporary failure in name resolution",
    "failed to establish a new connection",
    "network is unreachable",
    "enotfound",
    "eai_again",
    "econnrefused",
    "error sending request",
    "dns error",
)
_CAUSES: Sequence[tuple[Sequence[str], str, str]] = (
    (
        ("no space left on device", "disk quota exceeded", "database or disk is full"),
        "because the disk is full",
        "free some space and run this again",
    ),
    (
        ("database is locked", "database table is locked"),
        "because another program has locked the database",
        "let that program end and run this again",
    ),
    (
        ("attempt to write a readonly database",),
        "because this user may not write the database",
        "make the data folder and all in it writable for this user",
    ),
    (
        ("statement timeout", "idle-in-transaction timeout", "lock timeout"),
        "because the database's time limit cut a step off",
        "run this again; a less busy machine or a nearer database makes the steps shorter",
    ),
    (
        _REGISTRY,
        "because the package registry cannot be reached",
        "connect to the network (or set the registry's mirror) and run this again",
    ),
)


def find_cause(text: str) -> tuple[str, str] | None:
    """The first cause that the text names, with its fix."""
    found = text.lower()
    for words, cause, fix in _CAUSES:
        if any(word in found for word in words):
            return cause, fix
    return None
