"""The same real history and the same worker as the tests of risk."""

from tests.apps.risk.conftest import demo, own_panel, worker

__all__ = ["demo", "own_panel", "worker"]
