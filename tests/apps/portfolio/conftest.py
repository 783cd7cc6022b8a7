"""The same real history and the same worker as the tests of risk."""

from tests.apps.risk.conftest import worker
from tests.apps.risk.history import demo, shared_panel, stored

__all__ = ["demo", "shared_panel", "stored", "worker"]
