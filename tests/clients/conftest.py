"""A document on disk, a market to ask about, and a worker that does each job at once."""

import json
from pathlib import Path

import pytest

from tests.apps.risk.conftest import worker
from tests.clients.tools import served_document

__all__ = ["worker"]


@pytest.fixture(scope="session")
def document_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The served document in a file."""
    file = tmp_path_factory.mktemp("document") / "openapi.json"
    file.write_text(json.dumps(served_document()))
    return file
