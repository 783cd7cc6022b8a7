"""Other contents of a registry for the time of one test."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

import pytest

from apps.core.extension.registry import Registry

K = TypeVar("K")
V = TypeVar("V")


def having(
    monkeypatch: pytest.MonkeyPatch,
    registry: Registry[K, V],
    changes: Mapping[Any, V],
    *,
    without: Collection[Any] = (),
) -> None:
    """Let a registry hold other values under some names, and nothing under others."""
    left = {key: value for key, value in registry.items() if key not in without}
    monkeypatch.setattr(registry, "_held", left | dict(changes))
